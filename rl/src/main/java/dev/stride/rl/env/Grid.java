package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Form;
import dev.stride.optim.form.Literals;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A grid drawn with characters.
 *
 * <table>
 *   <caption>The characters of a map</caption>
 *   <tr><td>{@code #}<td>a wall: no move leads there
 *   <tr><td>{@code .}<td>floor
 *   <tr><td>{@code S}<td>floor on which episodes begin; of several, each with the same probability
 *   <tr><td>{@code A}-{@code Z}<td>any other capital letter: coming there ends the episode, as at a
 *       goal {@code G} or in a hole {@code H}
 *   <tr><td>{@code a}-{@code z}<td>a small letter: floor, which can have a reward of its own
 *   <tr><td>{@code *}<td>a cliff: who falls is back at a start, and the episode goes on
 * </table>
 *
 * <p>The states are all cells but walls, in the order in which one reads them. Actions: 0 up, 1
 * right, 2 down, 3 left; with the king's moves then 4 up right, 5 down right, 6 down left, 7 up
 * left; with {@code stay} the last one stays. Moves against a wall or the edge stay; a diagonal
 * move passes between two walls. The wind of the column that is left then carries upward, up to a
 * wall; what would leave the map ends at the edge.
 *
 * @param map rows of cells, separated by slashes
 * @param file a text file with a line for each row, which is read in place of {@code map}, the
 *     default then; {@value #NONE} for none
 * @param rewards what entering a cell pays in place of {@code stepReward}, by its character, as in
 *     {@code G=1,H=-1}; {@value #NONE} for none
 * @param stepReward reward of every other step
 * @param slip probability that a move goes elsewhere
 * @param slipTo where to: to one of the {@code sides} of the direction that was meant, or in any of
 *     the {@code others}, each with the same probability
 * @param wind the strength of the upward wind of each column, a digit for each; {@value #NONE} for
 *     none
 * @param gusts whether the wind, of which there has to be some, is a third of the time weaker by
 *     one and a third of the time stronger by one
 * @param moves to {@code four} neighbours, or the {@code king}'s
 * @param stay whether there is an action that does not move
 * @param limit steps after which an episode is truncated
 */
public record Grid(
    String map,
    String file,
    String rewards,
    double stepReward,
    double slip,
    SlipTo slipTo,
    String wind,
    boolean gusts,
    Move.Set moves,
    boolean stay,
    int limit)
    implements FiniteEnvironment {
  static final String NONE = "none";

  /** The default. */
  static final String MAP = "S.../.##./...G";

  /** Where a move that slips goes. */
  public enum SlipTo {
    /** The directions next to the one that was meant. */
    SIDES,
    /** All other directions. */
    OTHERS
  }

  public Grid {
    Check.probability("slip", slip);
    Check.count("limit", limit, 1, 1_000_000);
    Check.that(
        file.equals(NONE) || map.equals(MAP),
        "map=%s and file=%s are two maps; leave one of them out",
        map,
        file);
    TextMap cells = cells(map, file);
    List<Integer> strengths = wind(wind, cells.columns());
    Check.that(
        !gusts || strengths.stream().anyMatch(strength -> strength > 0),
        "gusts=true needs wind in a column, as in wind=%s, and wind=%s",
        "1".repeat(cells.columns()),
        wind);
    rewards(rewards, cells);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    TextMap cells = cells(map, file);
    return new GridTask(
            cells,
            moves.actions(stay),
            new GridTask.Slip(slip, slipTo),
            wind(wind, cells.columns()),
            gusts,
            stepReward,
            rewards(rewards, cells),
            limit)
        .model();
  }

  @Override
  public GridShape shape() {
    return cells(map, file).shape(moves.actions(stay));
  }

  private static TextMap cells(String map, String file) {
    return file.equals(NONE) ? TextMap.inline(map) : TextMap.file(file);
  }

  private static List<Integer> wind(String digits, int columns) {
    if (digits.equals(NONE)) {
      return Collections.nCopies(columns, 0);
    }
    Check.that(
        digits.length() == columns && digits.chars().allMatch(c -> c >= '0' && c <= '9'),
        "wind has a digit for each of the %s columns, as in %s, not %s",
        columns,
        "1".repeat(columns),
        digits);
    return digits.chars().map(c -> c - '0').boxed().toList();
  }

  private static Map<Character, Double> rewards(String text, TextMap cells) {
    Map<Character, Double> rewards = new LinkedHashMap<>();
    if (text.equals(NONE)) {
      return rewards;
    }
    for (Map.Entry<String, String> setting : settings(text).entrySet()) {
      String key = setting.getKey();
      Check.that(
          key.length() == 1 && key.charAt(0) != TextMap.WALL && cells.has(key.charAt(0)),
          "rewards: the map has no cell '%s' that could pay; rewards are like G=1,a=-5",
          key);
      rewards.put(key.charAt(0), number(key, setting.getValue()));
    }
    return rewards;
  }

  private static Map<String, String> settings(String text) {
    try {
      return Form.parse("rewards", "rewards:" + text).settings();
    } catch (BadInput bad) {
      throw new IllegalArgumentException(bad.getMessage(), bad);
    }
  }

  private static double number(String key, String text) {
    try {
      return Literals.parseNumber(text);
    } catch (BadInput bad) {
      throw new IllegalArgumentException(
          "rewards: " + key + "=" + text + ": " + bad.getMessage(), bad);
    }
  }
}
