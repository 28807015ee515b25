package dev.stride.experiments.config;

import dev.stride.experiments.task.Track;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a schema cannot say of an experiment: names that are unique, ranges that ascend, lists that
 * fit each other. Works on the tree, and passes over what the schema has already reported.
 */
final class Consistency {
  /** Names a directory, too. */
  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}_-][\\p{Alnum}._-]*");

  private final Source source;
  private final Mistakes mistakes;

  Consistency(Source source, Mistakes mistakes) {
    this.source = source;
    this.mistakes = mistakes;
  }

  void check() {
    JsonNode root = source.root();
    Set<Track> tracks = problems(root.path("problems"), root.path("levels"));
    distinct(root.path("levels"), "/levels", "level");
    name("/name", root.path("name").asString(""), source, mistakes);
    optimizers(root.path("optimizers"), tracks);
  }

  /** Reports a name that cannot be that of a directory. */
  static void name(String pointer, String name, Source source, Mistakes mistakes) {
    if (!NAME.matcher(name).matches()) {
      mistakes.add(
          source.of(pointer),
          "the name has to be of letters, digits, '-', '_' and '.', not '" + name + "'");
    }
  }

  private Set<Track> problems(JsonNode problems, JsonNode levels) {
    Set<Track> tracks = EnumSet.noneOf(Track.class);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < problems.size(); i++) {
      JsonNode problem = problems.get(i);
      String pointer = "/problems/" + i;
      String name = problem.path("name").asString("");
      if (!name.isEmpty() && !names.add(name)) {
        mistakes.add(source.of(pointer + "/name"), "two problems are named '" + name + "'");
      }
      Set<Track> given = EnumSet.noneOf(Track.class);
      for (Track track : Track.values()) {
        JsonNode setup = problem.path(track.toString());
        if (!setup.isMissingNode()) {
          given.add(track);
          String noise = track == Track.VQE ? "shots" : "noise";
          noises(setup.path(noise), pointer + "/" + track + "/" + noise, levels);
        }
      }
      if (problem.isObject() && given.size() != 1) {
        mistakes.add(
            source.of(pointer),
            "problem '" + name + "' needs exactly one of vqe, rl and landscape, and has " + given);
      }
      tracks.addAll(given);
    }
    return tracks;
  }

  private void noises(JsonNode noises, String pointer, JsonNode levels) {
    if (!noises.isArray() || !levels.isArray()) {
      return;
    }
    distinct(noises, pointer, "noise");
    if (noises.size() != levels.size()) {
      mistakes.add(
          source.of(pointer),
          String.format(
              "each level needs one entry here: %d, not %d", levels.size(), noises.size()));
    }
  }

  private void distinct(JsonNode list, String pointer, String what) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String text = list.get(i).asString("");
      if (!seen.add(text)) {
        mistakes.add(source.of(pointer + "/" + i), what + " '" + text + "' is given twice");
      }
    }
  }

  private void optimizers(JsonNode optimizers, Set<Track> tracks) {
    Map<String, Set<Track>> taken = new HashMap<>();
    for (int i = 0; i < optimizers.size(); i++) {
      JsonNode optimizer = optimizers.get(i);
      String pointer = "/optimizers/" + i;
      String use = optimizer.path("use").asString("");
      range(optimizer, pointer);
      Set<Track> on = on(optimizer.path("on"));
      Set<Track> before = taken.computeIfAbsent(use, k -> EnumSet.noneOf(Track.class));
      if (on.stream().anyMatch(before::contains)) {
        mistakes.add(
            source.of(pointer + "/use"),
            "optimizer '" + use + "' is given twice for one track; tell them apart by 'on'");
      }
      before.addAll(on);
      if (!tracks.isEmpty() && on.stream().noneMatch(tracks::contains)) {
        mistakes.add(
            source.of(pointer), "optimizer '" + use + "' takes part in no problem; it is on " + on);
      }
    }
  }

  private void range(JsonNode optimizer, String pointer) {
    List<String> keys = List.of("tune", "from", "to");
    List<String> missing = keys.stream().filter(key -> !optimizer.has(key)).toList();
    if (!missing.isEmpty() && missing.size() < keys.size()) {
      mistakes.add(
          source.of(pointer),
          "tune, from and to go together, and "
              + String.join(" and ", missing)
              + (missing.size() == 1 ? " is missing" : " are missing"));
    }
    JsonNode from = optimizer.path("from");
    JsonNode to = optimizer.path("to");
    if (from.isNumber() && to.isNumber() && !(from.asDouble() < to.asDouble())) {
      mistakes.add(
          source.of(pointer + "/from"),
          "from must be below to, and " + from + " is not below " + to);
    }
  }

  private static Set<Track> on(JsonNode names) {
    Set<Track> on = EnumSet.noneOf(Track.class);
    for (Track track : Track.values()) {
      for (JsonNode name : names) {
        if (name.asString("").equals(track.toString())) {
          on.add(track);
        }
      }
    }
    return names.isMissingNode() ? EnumSet.allOf(Track.class) : on;
  }
}
