package dev.stride.rl.env.external;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Nearest;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a {@link TransitionTable}, one token after the other. The keys may stand in any order, so
 * what depends on several of them is checked at the end, by the places that were kept.
 */
final class TableReader {
  private static final String FORMAT = "transition-table/1";
  private static final String LIMIT = "max_episode_steps";
  private static final String CONTINUING = "continuing";
  private static final List<String> KEYS =
      List.of("format", "states", "actions", "initial_distribution", "P", LIMIT, CONTINUING);

  /** These may be missing, and not be misspelt. */
  private static final Set<String> OPTIONAL = Set.of(LIMIT, CONTINUING);

  /** How far probabilities may be from adding up to one: rounding, and no more. */
  private static final double SLACK = 1e-12;

  private final Path file;
  private final JsonParser json;
  private final Set<String> found = new LinkedHashSet<>();

  private int states;
  private int actions;
  private int limit = TransitionTable.LIMIT;
  private boolean continuing;
  private double[] start = {};
  private String startAt = "";

  /** Outcomes of each action in each state, and where each of these lists begins. */
  private final List<List<List<Outcome>>> table = new ArrayList<>();

  private final List<String> stateAt = new ArrayList<>();
  private final List<List<String>> listAt = new ArrayList<>();
  private String tableAt = "";

  private TableReader(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  static FiniteMdp read(Path file) {
    String text = text(file);
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser json = factory.createParser(ObjectReadContext.empty(), text)) {
      return new TableReader(file, json).table();
    } catch (StreamReadException broken) {
      TokenStreamLocation at = broken.getLocation();
      throw new BadInput(
          String.format(
              "%s:%d:%d: this is not JSON: %s",
              file,
              Math.max(1, at.getLineNr()),
              Math.max(1, at.getColumnNr()),
              broken.getOriginalMessage().replaceAll("(?s) *[(:\n].*", "")),
          broken);
    } catch (StreamConstraintsException beyond) {
      // These do not know where they are.
      throw new BadInput(
          file
              + ": this is no transition table, in which nothing is so deep or so long: "
              + beyond.getOriginalMessage().replaceAll("(?s) *[(].*", ""),
          beyond);
    }
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw new BadInput(file + ": there is no such file; a transition table in JSON is needed");
    }
    if (Files.isDirectory(file)) {
      throw new BadInput(file + ": this is a directory; a transition table in JSON is needed");
    }
    try {
      String text = Files.readString(file);
      // Some editors begin a file with a byte-order mark.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException binary) {
      throw new BadInput(file + ": this is not UTF-8 text; JSON is needed", binary);
    } catch (IOException unreadable) {
      throw new BadInput(file + ": it cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private FiniteMdp table() {
    require(json.nextToken() == JsonToken.START_OBJECT, "it has to be a JSON object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      found.add(json.currentName());
      entry(json.currentName());
    }
    String end = here();
    require(json.nextToken() == null, "there is more behind the object");
    for (String key : KEYS) {
      if (!found.contains(key) && !(OPTIONAL.contains(key) && hint(key).isEmpty())) {
        throw bad(end, "the key '" + key + "' is missing" + hint(key));
      }
    }
    checkSizes();
    return continuing
        ? FiniteMdp.continuing(start, actions, limit, this::outcomes)
        : FiniteMdp.of(start, actions, limit, this::outcomes);
  }

  private List<Outcome> outcomes(int state, int action) {
    List<List<Outcome>> row = table.get(state);
    return action < row.size() ? row.get(action) : List.of();
  }

  /** A key of the file that was probably meant. */
  private String hint(String key) {
    Set<String> others = new LinkedHashSet<>(found);
    KEYS.forEach(others::remove);
    return Nearest.to(key, others).map(near -> "; is '" + near + "' meant for it?").orElse("");
  }

  private void entry(String key) {
    json.nextToken();
    switch (key) {
      case "format" ->
          require(
              json.currentToken() == JsonToken.VALUE_STRING && FORMAT.equals(json.getString()),
              "the format has to be \"" + FORMAT + "\"");
      case "states" -> states = count(key);
      case "actions" -> actions = count(key);
      case LIMIT -> limit = isNull() ? TransitionTable.LIMIT : count(key);
      case CONTINUING -> continuing = !isNull() && truth(CONTINUING + " has to be");
      case "initial_distribution" -> readStart();
      case "P" -> readTable();
      default -> json.skipChildren();
    }
  }

  private boolean isNull() {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  private void readStart() {
    startAt = here();
    double[] read = new double[16];
    int n = 0;
    require(json.currentToken() == JsonToken.START_ARRAY, "an array of probabilities is needed");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (n == read.length) {
        read = Arrays.copyOf(read, 2 * n);
      }
      read[n] = probability("initial_distribution[" + n + "]");
      n++;
    }
    start = Arrays.copyOf(read, n);
  }

  private void readTable() {
    tableAt = here();
    array("P", "an array for each state");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String state = "P[" + table.size() + "]";
      stateAt.add(here());
      array(state, "an array for each action");
      List<List<Outcome>> row = new ArrayList<>();
      List<String> places = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        places.add(here());
        row.add(outcomes(state + "[" + row.size() + "]"));
      }
      table.add(row);
      listAt.add(places);
    }
  }

  private List<Outcome> outcomes(String name) {
    String at = here();
    array(name, "an array of what can follow, [probability, next state, reward, ended] each");
    List<Outcome> outcomes = new ArrayList<>();
    double sum = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Outcome outcome = outcome(name + "[" + outcomes.size() + "]");
      outcomes.add(outcome);
      sum += outcome.probability();
    }
    if (outcomes.isEmpty()) {
      throw bad(
          at,
          name
              + " says of no outcome: a state that has fewer actions than others ends its list"
              + " earlier, and none is left out before another");
    }
    if (!(Math.abs(sum - 1) < SLACK)) {
      throw bad(at, "the probabilities of " + name + " sum to " + sum + " and not to 1");
    }
    return outcomes;
  }

  private Outcome outcome(String name) {
    array(name, "[probability, next state, reward, ended]");
    json.nextToken();
    double probability = probability("the probability of " + name);
    json.nextToken();
    long next = whole();
    require(next >= 0, "the next state of " + name + " has to be the number of a state, from 0 on");
    require(next <= Integer.MAX_VALUE, "there is no state " + json.getString());
    json.nextToken();
    double reward = number("the reward of " + name);
    json.nextToken();
    boolean ended = truth("whether " + name + " ends the episode has to be");
    require(
        json.nextToken() == JsonToken.END_ARRAY,
        name + " has to be [probability, next state, reward, ended] and no more");
    return new Outcome(probability, (int) next, reward, ended);
  }

  private void checkSizes() {
    if (start.length != states) {
      throw bad(startAt, "it has " + start.length + " entries and there are " + states + " states");
    }
    double sum = Arrays.stream(start).sum();
    if (!(Math.abs(sum - 1) < SLACK)) {
      throw bad(startAt, "the initial probabilities sum to " + sum + " and not to 1");
    }
    if (table.size() != states) {
      throw bad(tableAt, "P has " + table.size() + " rows and there are " + states + " states");
    }
    int most = 0;
    for (int s = 0; s < states; s++) {
      List<List<Outcome>> row = table.get(s);
      if (row.isEmpty() || row.size() > actions) {
        throw bad(
            stateAt.get(s),
            "P["
                + s
                + "] has "
                + row.size()
                + " entries and there are 1 to "
                + actions
                + " actions");
      }
      most = Math.max(most, row.size());
      for (int a = 0; a < row.size(); a++) {
        checkOutcomes(s, a, row.get(a));
      }
    }
    if (most < actions) {
      throw bad(
          tableAt, "no state has more than " + most + " of the " + actions + " actions there are");
    }
  }

  private void checkOutcomes(int s, int a, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome.next() >= states) {
        throw bad(
            listAt.get(s).get(a),
            String.format(
                "P[%d][%d] leads to state %d and the states are 0 to %d",
                s, a, outcome.next(), states - 1));
      }
      if (continuing && outcome.terminated()) {
        throw bad(
            listAt.get(s).get(a),
            String.format("P[%d][%d] ends an episode, and a continuing task has none", s, a));
      }
    }
  }

  private void array(String name, String what) {
    require(json.currentToken() == JsonToken.START_ARRAY, name + " has to be " + what);
  }

  private int count(String key) {
    long count = whole();
    require(
        count >= 1 && count <= Integer.MAX_VALUE,
        key + " has to be a whole number from 1 on, at most " + Integer.MAX_VALUE);
    return (int) count;
  }

  /** A whole number, or the largest there is where it is larger; -1 for what is none. */
  private long whole() {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return -1;
    }
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return json.getString().startsWith("-") ? -1 : Long.MAX_VALUE;
    }
    return json.getLongValue();
  }

  private boolean truth(String what) {
    JsonToken token = json.currentToken();
    require(
        token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, what + " true or false");
    return token == JsonToken.VALUE_TRUE;
  }

  private double probability(String name) {
    double value = number(name);
    require(value >= 0 && value <= 1, name + " has to be from 0 to 1, not " + value);
    return value;
  }

  private double number(String name) {
    @Nullable JsonToken token = json.currentToken();
    require(token != null && token.isNumeric(), name + " has to be a number");
    double value = json.getDoubleValue();
    require(Double.isFinite(value), name + " has to be finite");
    return value;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw bad(here(), message);
    }
  }

  private String here() {
    TokenStreamLocation at = json.currentTokenLocation();
    return ":" + Math.max(1, at.getLineNr()) + ":" + Math.max(1, at.getColumnNr());
  }

  private BadInput bad(String place, String message) {
    return new BadInput(file + place + ": " + message);
  }
}
