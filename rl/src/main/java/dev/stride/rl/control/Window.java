package dev.stride.rl.control;

import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;

/**
 * The last n steps of an episode: the n+1 situations that they led through, the actions taken there
 * and the rewards that followed. Steps are numbered from 0 in each episode; those before the last n
 * are overwritten.
 */
final class Window {
  /** The most steps: with more it is Monte Carlo. */
  static final int MOST = 10_000;

  private final Situation[] situations;
  private final int[] actions;
  private final double[] rewards;

  /** The trace of the single pair that learns. */
  private final Traces z;

  private final boolean traced;

  /**
   * An empty window.
   *
   * @param steps n
   * @param reached in how many states δ looks at values, beside the one that learns
   */
  Window(Run run, int steps, int reached) {
    situations = new Situation[steps + 1];
    for (int i = 0; i <= steps; i++) {
      situations[i] = new Situation(run);
    }
    actions = new int[steps + 1];
    rewards = new double[steps + 1];
    traced = run.traced();
    int most = run.encoder().most() * reached;
    z = new Traces(run.encoder().size(), most, run.actions(), Traces.Kind.ACCUMULATING, 0);
  }

  /** The situation before step {@code t}. */
  Situation at(int t) {
    return situations[t % situations.length];
  }

  /** The action of step {@code t}. */
  int action(int t) {
    return actions[t % actions.length];
  }

  /** Chooses the action of step {@code t} by a policy on what was seen of the values. */
  void choose(int t, Exploration policy) {
    Situation here = at(t);
    actions[t % actions.length] = policy.choose(here.q, 0, here.end);
  }

  /** The reward of step {@code t}. */
  double reward(int t) {
    return rewards[t % rewards.length];
  }

  /** Keeps the reward of step {@code t}. */
  void keep(int t, double reward) {
    rewards[t % rewards.length] = reward;
  }

  /** Begins to say what is learned of step {@code t}. */
  void leave(int t) {
    z.clear();
    z.visit(at(t).x, action(t));
    if (traced) {
      z.leave(at(t).x, action(t));
    }
  }

  /** What δ gains, {@code factor} times, from the value of the action of step {@code t}. */
  double reach(int t, double factor) {
    if (traced) {
      z.reach(at(t).x, action(t), factor);
    }
    return factor * at(t).value(action(t));
  }

  /** The same from the value that a policy expects before step {@code t}. */
  double reach(int t, Exploration policy, double factor) {
    Situation here = at(t);
    here.evaluate();
    if (traced) {
      here.reach(z, policy, factor);
    }
    return factor * policy.expected(here.q, 0, here.end);
  }

  /**
   * The same from the values that the greedy policy expects before step {@code t} of all actions
   * but one.
   *
   * @param but the action that is left out, or {@link Situation#NONE}
   */
  double leaves(int t, int but, double factor) {
    Situation here = at(t);
    here.evaluate();
    double max = Exploration.max(here.q, 0, here.end);
    int ties = Exploration.ties(here.q, 0, here.end);
    if (traced) {
      for (int a = 0; a < here.end; a++) {
        if (here.q[a] == max && a != but) {
          z.reach(here.x, a, factor / ties);
        }
      }
    }
    boolean all = but == Situation.NONE || here.q[but] != max;
    return factor * (all ? max : max * (ties - 1) / ties);
  }

  /** The probability that the greedy policy takes the action of step {@code t}. */
  double share(int t) {
    double[] q = at(t).q;
    int end = at(t).end;
    boolean best = q[action(t)] == Exploration.max(q, 0, end);
    return best ? 1.0 / Exploration.ties(q, 0, end) : 0;
  }

  /** Step {@code t} moves towards a target. */
  void move(Run run, int t, double target) {
    run.apply(z, target - at(t).value(action(t)));
  }
}
