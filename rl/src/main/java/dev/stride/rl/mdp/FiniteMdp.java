package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A Markov decision process with finitely many states, finitely many actions in each, and finitely
 * many outcomes of each action, compiled to flat arrays. Immutable.
 *
 * <p>A state-action pair (s, a) is known by its number {@code s * actions() + a}, and the outcomes
 * of a pair by consecutive numbers from {@link #first} to {@link #end} (exclusive), in the order of
 * the environment's own table. A state may have fewer actions than another: {@link #actions(int)}
 * of them, from 0 on. The pairs behind them are not allowed and have no outcomes; a policy gives
 * them the probability 0. One final class for all environments keeps the learning loops free of
 * virtual calls: a loop shared by several environment classes took three times as long.
 */
public final class FiniteMdp {
  private final int states;
  private final int actions;
  private final int limit;
  private final boolean continuing;

  /** Number of actions of each state. */
  private final int[] allowed;

  /** First outcome of each pair, then that of the start row, then the number of outcomes. */
  private final int[] first;

  /** Whether every row has a single outcome, so that its number is that of the row. */
  private final boolean deterministic;

  private final boolean randomRewards;

  private final double[] probability;
  private final double[] cumulative;

  /** Where an outcome leads: a state s, or ~s where the episode ends there. */
  private final int[] next;

  private final double[] reward;
  private final double[] rewardSd;
  private double largestReward;

  /** What can follow an action. */
  @FunctionalInterface
  public interface Dynamics {
    /**
     * The outcomes of {@code action} in {@code state}; probabilities sum to one. None where the
     * action is not allowed: then no later one is either.
     */
    List<Outcome> outcomes(int state, int action);
  }

  private FiniteMdp(
      int states, int actions, int limit, boolean continuing, List<List<Outcome>> outcomes) {
    this.states = states;
    this.continuing = continuing;
    this.actions = actions;
    this.limit = limit;
    allowed = new int[states];
    first = new int[outcomes.size() + 1];
    for (int pair = 0; pair < outcomes.size(); pair++) {
      first[pair + 1] = first[pair] + outcomes.get(pair).size();
    }
    int n = first[outcomes.size()];
    deterministic = outcomes.stream().allMatch(row -> row.size() == 1);
    probability = new double[n];
    cumulative = new double[n];
    next = new int[n];
    reward = new double[n];
    rewardSd = new double[n];
    for (int s = 0; s < states; s++) {
      while (allowed[s] < actions && !outcomes.get(s * actions + allowed[s]).isEmpty()) {
        fill(s * actions + allowed[s], outcomes.get(s * actions + allowed[s]));
        allowed[s]++;
      }
      Check.that(allowed[s] > 0, "state %s has no action", s);
      for (int a = allowed[s]; a < actions; a++) {
        Check.that(
            outcomes.get(s * actions + a).isEmpty(),
            "state %s has an action %s and none before it",
            s,
            a);
      }
    }
    fill(states * actions, outcomes.get(states * actions));
    randomRewards = Arrays.stream(rewardSd).anyMatch(sd -> sd > 0);
  }

  private void fill(int pair, List<Outcome> outcomes) {
    double sum = 0;
    int o = first[pair];
    for (Outcome outcome : outcomes) {
      if (outcome.next() < 0 || outcome.next() >= states) {
        throw wrong(pair, "leads to state " + outcome.next() + " of " + states);
      }
      if (continuing && outcome.terminated()) {
        throw wrong(pair, "ends a task without episodes");
      }
      sum += Check.probability("a probability", outcome.probability());
      probability[o] = outcome.probability();
      cumulative[o] = sum;
      next[o] = outcome.terminated() ? ~outcome.next() : outcome.next();
      reward[o] = outcome.reward();
      rewardSd[o] = Check.notNegative("the standard deviation of a reward", outcome.rewardSd());
      largestReward = Math.max(largestReward, Math.abs(outcome.reward()));
      o++;
    }
    if (!(Math.abs(sum - 1) < 1e-12)) {
      throw wrong(pair, "has probabilities that sum to " + sum);
    }
    // By rounding the sum may stay below a number that is drawn: nobody goes on from the last
    // outcome that can come to those that cannot.
    for (int k = o - 1; probability[k] == 0; k--) {
      cumulative[k - 1] = 1;
    }
  }

  private IllegalArgumentException wrong(int pair, String what) {
    String row =
        pair == pairs() ? "the start" : "action " + pair % actions + " in state " + pair / actions;
    return new IllegalArgumentException(row + " " + what);
  }

  /**
   * Compiles a process.
   *
   * @param start probability of each state to be the first of an episode; its length is the number
   *     of states
   * @param actions number of actions, the largest of any state
   * @param limit number of steps after which an episode is truncated
   */
  public static FiniteMdp of(double[] start, int actions, int limit, Dynamics dynamics) {
    return of(start, actions, limit, false, dynamics);
  }

  /**
   * Compiles a process without episodes: nothing terminates, and {@code limit} steps are only
   * counted as one.
   */
  public static FiniteMdp continuing(double[] start, int actions, int limit, Dynamics dynamics) {
    return of(start, actions, limit, true, dynamics);
  }

  private static FiniteMdp of(
      double[] start, int actions, int limit, boolean continuing, Dynamics dynamics) {
    Check.atLeastOne("the number of actions", actions);
    Check.atLeastOne("the time limit", limit);
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
    return new FiniteMdp(start.length, actions, limit, continuing, outcomes);
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

  /** The largest number of actions of any state. */
  public int actions() {
    return actions;
  }

  /** Number of actions of a state. */
  public int actions(int state) {
    return allowed[state];
  }

  /** Whether a pair is one of a state and an action that it has. */
  public boolean isAllowed(int pair) {
    return first[pair] < first[pair + 1];
  }

  /** Number of state-action pairs, with those that are not allowed. */
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

  /** Whether some reward has a normal deviate in it. */
  public boolean hasRandomRewards() {
    return randomRewards;
  }

  /** Standard deviation of the normal deviate in the reward of an outcome. */
  public double rewardSd(int outcome) {
    return rewardSd[outcome];
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
    int to = next[outcome];
    return to < 0 ? ~to : to;
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
    return next[outcome] < 0;
  }

  /** Probability of each state to be the first of an episode. */
  public double[] start() {
    double[] start = new double[states];
    for (int o = first[pairs()]; o < first[pairs() + 1]; o++) {
      start[next(o)] = probability[o];
    }
    return start;
  }

  /**
   * Draws an outcome of a pair that is allowed: one uniform number, or none where there is a single
   * outcome.
   */
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
    return next(sample(pairs(), rng));
  }
}
