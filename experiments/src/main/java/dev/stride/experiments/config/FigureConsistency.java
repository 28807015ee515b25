package dev.stride.experiments.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say of a figure: names that are there, places that lie on the curves. */
final class FigureConsistency {
  private final Figure figure;
  private final Source source;
  private final Mistakes mistakes;

  FigureConsistency(Figure figure, Source source, Mistakes mistakes) {
    this.figure = figure;
    this.source = source;
    this.mistakes = mistakes;
  }

  void check() {
    Consistency.name("/figure", figure.figure(), source, mistakes);
    boolean counts = figure.measure() == Figure.Measure.EPISODES;
    if (counts != (figure.steps() != null)) {
      add("/measure", "steps and the measure episodes go together");
    }
    if ((figure.measure() == Figure.Measure.FIRST_ACTION) != (figure.action() != null)) {
      add("/measure", "action and the measure first-action go together");
    }
    Figure.Sweep sweep = figure.sweep();
    if (sweep != null) {
      range("/sweep/from", sweep.from(), sweep.to());
      if (counts) {
        add("/sweep", "the measure episodes has no sweep");
      }
    }
    Map<String, Figure.Curve> curves = new HashMap<>();
    for (int c = 0; c < figure.curves().size(); c++) {
      Figure.Curve curve = figure.curves().get(c);
      if (curves.put(curve.name(), curve) != null) {
        add("/curves/" + c + "/name", "two curves are named '" + curve.name() + "'");
      }
      curve("/curves/" + c, curve);
    }
    if (figure.values().isEmpty() && figure.claimed().isEmpty()) {
      add("/curves", "there is nothing to compare with: 'published' or 'claims' says what");
    }
    for (int p = 0; p < figure.values().size(); p++) {
      Figure.Published published = figure.values().get(p);
      published("/published/" + p, published, curves.get(published.curve()));
    }
    for (int c = 0; c < figure.claimed().size(); c++) {
      Figure.Claim claim = figure.claimed().get(c);
      String pointer = "/claims/" + c;
      side(pointer, "curve", claim, curves.get(claim.curve()), claim.at());
      side(pointer, "below", claim, curves.get(claim.below()), claim.belowAt());
    }
  }

  /** One of the two curves of a claim. */
  private void side(
      String pointer,
      String key,
      Figure.Claim claim,
      Figure.@Nullable Curve curve,
      @Nullable Double at) {
    String here = pointer + "/" + key;
    if (curve == null) {
      String name = key.equals("curve") ? claim.curve() : claim.below();
      add(here, "no curve is named '" + name + "'");
    } else if (figure.sweep() != null) {
      List<Double> values = curve.values();
      if (claim.from() != null || claim.to() != null) {
        add(here, "the sweep says which episodes count, and 'from' and 'to' have no place here");
      } else if (at != null && (values == null || !values.contains(at))) {
        add(here, "'at' and 'belowAt' have to be values of the curve");
      }
    } else if (claim.from() == null || at != null) {
      add(here, whereIsIt(key.equals("curve") ? "at" : "belowAt", at));
    } else {
      range(pointer + "/from", claim.from(), claim.to() == null ? claim.from() : claim.to());
    }
  }

  private void curve(String pointer, Figure.Curve curve) {
    boolean varies =
        (curve.environment() + curve.agent() + curve.features() + curve.optimizer())
            .contains(Figure.VALUE);
    if (varies != (figure.sweep() != null) || varies != (curve.values() != null)) {
      add(
          pointer + "/name",
          "a sweep, the values of a curve and " + Figure.VALUE + " in its texts go together");
    }
  }

  private void published(String pointer, Figure.Published published, Figure.@Nullable Curve curve) {
    if (curve == null) {
      add(pointer + "/curve", "no curve is named '" + published.curve() + "'");
      return;
    }
    Double at = published.at();
    if (figure.sweep() != null) {
      List<Double> values = curve.values();
      if (at == null || values == null || !values.contains(at)) {
        add(pointer + "/curve", "'at' has to be one of the values of the curve");
      }
    } else if (published.from() == null || at != null) {
      add(pointer + "/curve", whereIsIt("at", at));
    } else {
      int to = published.to() == null ? published.from() : published.to();
      range(pointer + "/from", published.from(), to);
    }
  }

  private static String whereIsIt(String key, @Nullable Double at) {
    return (at == null ? "" : "'" + key + "' is for sweeps, and there is none here: ")
        + "'from' says where on the curve this is";
  }

  private void range(String pointer, int from, int to) {
    int end = figure.steps() == null ? figure.episodes() : figure.steps();
    if (from > to || to > end) {
      add(pointer, "from, to and the end of the run must ascend: " + from + ", " + to + ", " + end);
    }
  }

  private void add(String pointer, String what) {
    mistakes.addOnce(source.of(pointer), what);
  }
}
