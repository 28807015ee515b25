package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A Markov decision process with finitely many states, the same actions in each, and finitely many
 * outcomes of each action, compiled to flat arrays. Immutable.
 *
 * <p>A state-action pair (s, a) is known by its number {@code s * actions() + a}, and the outcomes
 * of a pair by consecutive numbers from {@link #first} to {@link #end} (exclusive), in the order of
 * the environment's own table. One final class for all environments keeps the learning loops free
 * of virtual calls: a loop shared by several environment classes took three times as long.
 */
public final class FiniteMdp {
  private final int states;
  private final int actions;
  private final int limit;
  private final double rewardSd;
  private final boolean continuing;

  /** First outcome of each pair, then that of the start row, then the number of outcomes. */
  private final int[] first;

  /** Whether every row has a single outcome, so that its number is that of the row. */
  private final boolean deterministic;

  private final double[] probability;
  private final double[] cumulative;
  private final int[] next;
  private final double[] reward;
  private final boolean[] terminated;
  private double largestReward;

  /** What can follow an action. */
  @FunctionalInterface
  public interface Dynamics {
    /** The outcomes of {@code action} in {@code state}; probabilities sum to one. */
    List<Outcome> outcomes(int state, int action);
  }

  private FiniteMdp(
      int states,
      int actions,
      int limit,
      double rewardSd,
      boolean continuing,
      List<List<Outcome>> outcomes) {
    this.states = states;
    this.continuing = continuing;
    this.actions = actions;
    this.limit = limit;
    this.rewardSd = rewardSd;
    first = new int[outcomes.size() + 1];
    for (int pair = 0; pair < outcomes.size(); pair++) {
      first[pair + 1] = first[pair] + outcomes.get(pair).size();
    }
    int n = first[outcomes.size()];
    deterministic = n == outcomes.size();
    probability = new double[n];
    cumulative = new double[n];
    next = new int[n];
    reward = new double[n];
    terminated = new boolean[n];
    for (int pair = 0; pair < outcomes.size(); pair++) {
      fill(pair, outcomes.get(pair));
    }
  }

  private void fill(int pair, List<Outcome> outcomes) {
    double sum = 0;
    int o = first[pair];
    for (Outcome outcome : outcomes) {
      Check.that(
          outcome.next() >= 0 && outcome.next() < states,
          "pair %s leads to state %s of %s",
          pair,
          outcome.next(),
          states);
      Check.that(
          !(continuing && outcome.terminated()), "pair %s ends a task without episodes", pair);
      sum += Check.probability("a probability", outcome.probability());
      probability[o] = outcome.probability();
      cumulative[o] = sum;
      next[o] = outcome.next();
      reward[o] = outcome.reward();
      largestReward = Math.max(largestReward, Math.abs(outcome.reward()));
      terminated[o] = outcome.terminated();
      o++;
    }
    Check.that(Math.abs(sum - 1) < 1e-12, "the outcomes of pair %s sum to %s", pair, sum);
  }

  /**
   * Compiles a process.
   *
   * @param start probability of each state to be the first of an episode; its length is the number
   *     of states
   * @param actions number of actions
   * @param limit number of steps after which an episode is truncated
   * @param rewardSd standard deviation of the normal deviate that is part of every reward, 0 where
   *     rewards follow from the outcome
   */
  public static FiniteMdp of(
      double[] start, int actions, int limit, double rewardSd, Dynamics dynamics) {
    return of(start, actions, limit, rewardSd, false, dynamics);
  }

  /**
   * Compiles a process without episodes: nothing terminates, and {@code limit} steps are only
   * counted as one.
   */
  public static FiniteMdp continuing(double[] start, int actions, int limit, Dynamics dynamics) {
    return continuing(start, actions, limit, 0, dynamics);
  }

  /** The same with a normal deviate of deviation {@code rewardSd} in every reward. */
  public static FiniteMdp continuing(
      double[] start, int actions, int limit, double rewardSd, Dynamics dynamics) {
    return of(start, actions, limit, rewardSd, true, dynamics);
  }

  private static FiniteMdp of(
      double[] start,
      int actions,
      int limit,
      double rewardSd,
      boolean continuing,
      Dynamics dynamics) {
    Check.atLeastOne("the number of actions", actions);
    Check.atLeastOne("the time limit", limit);
    Check.notNegative("the standard deviation of the reward", rewardSd);
    List<List<Outcome>> outcomes = new ArrayList<>();
    for (int s = 0; s < start.length; s++) {
      for (int a = 0; a < actions; a++) {
        outcomes.add(dynamics.outcomes(s, a));
      }
    }
    List<Outcome> starts = new ArrayList<>();
    for (int s = 0; s < start.length; s++) {
      if (start[s] != 0) {
        starts.add(new Outcome(start[s], s, 0, false));
      }
    }
    outcomes.add(starts);
    return new FiniteMdp(start.length, actions, limit, rewardSd, continuing, outcomes);
  }

  /** The start distribution of {@code states} states in which all episodes begin in {@code s}. */
  public static double[] startIn(int s, int states) {
    double[] start = new double[states];
    start[s] = 1;
    return start;
  }

  /** Number of states. */
  public int states() {
    return states;
  }

  /** Number of actions in each state. */
  public int actions() {
    return actions;
  }

  /** Number of state-action pairs. */
  public int pairs() {
    return states * actions;
  }

  /** Number of steps after which an episode is truncated. */
  public int limit() {
    return limit;
  }

  /** Whether there are no episodes: the limit cuts nothing. */
  public boolean continuing() {
    return continuing;
  }

  /** Standard deviation of the normal deviate in every reward. */
  public double rewardSd() {
    return rewardSd;
  }

  /** The first outcome of a pair. */
  public int first(int pair) {
    return first[pair];
  }

  /** One past the last outcome of a pair. */
  public int end(int pair) {
    return first[pair + 1];
  }

  /** Probability of an outcome, given its pair. */
  public double probability(int outcome) {
    return probability[outcome];
  }

  /** The state to which an outcome leads. */
  public int next(int outcome) {
    return next[outcome];
  }

  /** Mean reward of an outcome. */
  public double reward(int outcome) {
    return reward[outcome];
  }

  /** The largest size of rewards and of these values: rounding is relative to it. */
  double scale(double[] values) {
    double scale = largestReward;
    for (double value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }

  /** Whether an outcome ends the episode by the rules of the task. */
  public boolean terminated(int outcome) {
    return terminated[outcome];
  }

  /** Probability of each state to be the first of an episode. */
  public double[] start() {
    double[] start = new double[states];
    for (int o = first[pairs()]; o < first[pairs() + 1]; o++) {
      start[next[o]] = probability[o];
    }
    return start;
  }

  /** Draws an outcome of a pair: one uniform number, or none where there is a single outcome. */
  public int sample(int pair, UniformRandomProvider rng) {
    if (deterministic) {
      return pair;
    }
    int o = first[pair];
    int last = first[pair + 1] - 1;
    if (o < last) {
      double u = rng.nextDouble();
      while (o < last && u >= cumulative[o]) {
        o++;
      }
    }
    return o;
  }

  /** Draws the first state of an episode. */
  public int sampleStart(UniformRandomProvider rng) {
    return next[sample(pairs(), rng)];
  }
}
