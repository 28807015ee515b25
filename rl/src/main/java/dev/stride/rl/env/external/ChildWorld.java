package dev.stride.rl.env.external;

import dev.stride.optim.form.BadInput;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A world in a child process, which answers on its standard output what it is told on its standard
 * input. Every message is a line of words with single spaces between them; numbers are written so
 * that they read back to the same bits.
 *
 * <table>
 * <caption>The protocol, version 1</caption>
 * <tr><th>told<th>answer
 * <tr><td>(its start)<td>{@code stride/1 ACTIONS STEPS discrete STATES} or {@code stride/1 ACTIONS
 *     STEPS box N LOW... HIGH...}: the number of actions; steps after which it truncates episodes
 *     itself, 0 if it does not; and what is observed, the number of a state from 0 on or N
 *     coordinates with their lower and then their upper ends, {@code -inf} and {@code inf} where
 *     there are none
 * <tr><td>{@code reset SEED}<td>{@code OBSERVATION...}: an episode has begun; all that is random in
 *     it follows from the seed, a whole number from 0 to 2³¹-1
 * <tr><td>{@code step ACTION}<td>{@code REWARD TERMINATED TRUNCATED OBSERVATION...}: 0 or 1 each
 *     for whether the episode ended by its rules or was cut; actions count from 0
 * <tr><td>{@code close}, or the end of the input<td>none: it ends
 * </table>
 *
 * Rewards and what is observed are finite. Instead of any answer, {@code error TEXT} says what is
 * wrong, and ends it too.
 */
final class ChildWorld implements World {
  /** Where a process does not say when it truncates. */
  static final int LIMIT = 1000;

  /** Ends beyond this are none: some environments write the largest float for infinity. */
  private static final double ENDLESS = 1e9;

  private final Child child;
  private final double best;
  private final Space space;
  private final int actions;
  private final int limit;

  private final double[] observation;
  private double reward;
  private boolean terminated;
  private boolean truncated;

  /**
   * Starts the process.
   *
   * @param name of the environment, for messages
   * @param directory for what the process leaves; removed at the end
   * @param bound see {@link Gymnasium}
   * @param best see {@link Gymnasium}
   * @param timeout seconds in which an answer has to come; its start may take ten times as long
   * @throws BadInput when it cannot be started, or says that something is wrong
   */
  ChildWorld(
      String name,
      List<String> command,
      Path directory,
      double bound,
      double best,
      double timeout) {
    this.best = best;
    child = Child.start(name, command, directory, timeout);
    try {
      StringTokenizer words = child.hello();
      if (!"stride/1".equals(words.nextToken())) {
        throw new NumberFormatException();
      }
      actions = Integer.parseInt(words.nextToken());
      int steps = Integer.parseInt(words.nextToken());
      limit = steps == 0 ? LIMIT : steps;
      space = space(words, bound);
      if (actions < 1 || limit < 1) {
        throw new NumberFormatException();
      }
      observation = new double[space.coordinates()];
    } catch (BadInput bad) {
      child.close();
      throw bad;
    } catch (RuntimeException unreadable) {
      child.close();
      throw new BadInput(
          child.name()
              + ": its first line has to be 'stride/1 ACTIONS STEPS SPACE...', not '"
              + child.line()
              + "'",
          unreadable);
    }
  }

  private static Space space(StringTokenizer words, double bound) {
    String kind = words.nextToken();
    int n = Integer.parseInt(words.nextToken());
    if (kind.equals("discrete")) {
      return Space.finite(n);
    }
    double[] ends = new double[2 * n];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = number(words.nextToken());
      if (Double.isNaN(ends[i])) {
        throw new NumberFormatException();
      }
    }
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean from = ends[i] > -ENDLESS;
      boolean to = ends[n + i] < ENDLESS;
      double least = from ? ends[i] : to ? ends[n + i] - 2 * bound : -bound;
      double most = to ? ends[n + i] : from ? ends[i] + 2 * bound : bound;
      low.add(least);
      // A coordinate that never changes still needs a range.
      high.add(most > least ? most : least + 1);
    }
    return Space.box(low, high);
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public int actions() {
    return actions;
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void reset(UniformRandomProvider rng) {
    StringTokenizer words = child.ask("reset " + rng.nextInt(Integer.MAX_VALUE));
    try {
      readObservation(words);
    } catch (RuntimeException unreadable) {
      throw child.misunderstood("OBSERVATION...", unreadable);
    }
    checkObservation();
    terminated = false;
    truncated = false;
  }

  @Override
  public void step(int action, UniformRandomProvider rng) {
    StringTokenizer words = child.ask("step " + action);
    try {
      reward = number(words.nextToken());
      terminated = flag(words.nextToken());
      truncated = flag(words.nextToken());
      readObservation(words);
    } catch (RuntimeException unreadable) {
      throw child.misunderstood("REWARD TERMINATED TRUNCATED OBSERVATION...", unreadable);
    }
    if (!Double.isFinite(reward)) {
      throw child.notFinite("the reward");
    }
    checkObservation();
  }

  private static boolean flag(String word) {
    int flag = Integer.parseInt(word);
    if (flag < 0 || flag > 1) {
      throw new NumberFormatException();
    }
    return flag == 1;
  }

  private void readObservation(StringTokenizer words) {
    for (int i = 0; i < observation.length; i++) {
      observation[i] = number(words.nextToken());
    }
    boolean outside = space.isFinite() && !(observation[0] >= 0 && observation[0] < space.states());
    if (outside || words.hasMoreTokens()) {
      throw new NumberFormatException();
    }
  }

  private void checkObservation() {
    for (int i = 0; i < observation.length; i++) {
      if (!Double.isFinite(observation[i])) {
        throw child.notFinite("coordinate " + (i + 1) + " of the observation");
      }
    }
  }

  @Override
  public double reward() {
    return reward;
  }

  @Override
  public boolean terminated() {
    return terminated;
  }

  @Override
  public boolean truncated() {
    return truncated;
  }

  @Override
  public int state() {
    return (int) observation[0];
  }

  @Override
  public void observe(double[] into) {
    System.arraycopy(observation, 0, into, 0, observation.length);
  }

  @Override
  public double bestReturn() {
    return best;
  }

  @Override
  public void close() {
    child.close();
  }
}
