package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Table;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Dyna-Q (Sutton 1990; Sutton and Barto 2018, section 8.2): Q-learning, and after every step so
 * many more from a model, which is what followed a pair the last time. A planning step takes a
 * state seen before at random, and one of the actions taken there.
 *
 * <p>With a bonus κ it is Dyna-Q+ (section 8.3): the reward of a planning step grows by κ√τ, where
 * τ is how many steps ago the pair was last tried, and actions not yet taken in a state seen before
 * are planned with too, as if they led back to it with reward 0.
 *
 * <p>Cost of a step: that of {@code planning} + 1 steps of Q-learning.
 *
 * @param epsilon probability of a uniformly random action
 * @param planning planning steps for each true one
 * @param bonus κ
 * @param initial all action values at the start
 */
public record DynaQ(double epsilon, int planning, double bonus, double initial) implements Agent {
  public DynaQ {
    ActionValues.check(epsilon, initial);
    Check.notNegative("planning", (long) planning);
    Check.notNegative("bonus", bonus);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return features instanceof Table.States
        ? Agent.super.misfit(world, features)
        : "the agent keeps a model of every state and needs a table of them";
  }

  @Override
  public void learn(Run run) {
    ActionValues q = ActionValues.of(run, epsilon);
    Model model = new Model(run, bonus);
    while (run.begin()) {
      int state = run.state();
      do {
        int pair = q.choose(state);
        int next = run.step(pair);
        model.keep(state, pair, run.reward(), next, run.terminated());
        learn(q, pair, run.reward(), next, run.terminated());
        for (int i = 0; i < planning; i++) {
          model.plan(q);
        }
        state = next;
      } while (!run.ended());
    }
  }

  private static void learn(ActionValues q, int pair, double reward, int next, boolean terminated) {
    if (terminated) {
      q.learn(pair, reward);
    } else {
      q.learnBest(pair, reward, next);
    }
  }

  /** What followed each pair the last time it was tried. */
  private static final class Model {
    private final Run run;
    private final UniformRandomProvider rng;
    private final int actions;
    private final double bonus;

    private final double[] reward;
    private final int[] next;
    private final boolean[] terminated;

    /** The step at which each pair was last tried, 0 if never. */
    private final long[] tried;

    private long now;

    /** States seen, in the order in which they were. */
    private final int[] seen;

    private int states;

    /** The actions taken in each state, in the order in which they were, and how many. */
    private final int[] taken;

    private final int[] count;

    Model(Run run, double bonus) {
      this.run = run;
      this.bonus = bonus;
      rng = run.exploration();
      actions = run.actions();
      int n = run.encoder().size();
      reward = new double[n * actions];
      next = new int[n * actions];
      terminated = new boolean[n * actions];
      tried = new long[n * actions];
      seen = new int[n];
      taken = new int[n * actions];
      count = new int[n];
      for (int pair = 0; pair < next.length; pair++) {
        next[pair] = pair / actions;
      }
    }

    void keep(int state, int pair, double r, int following, boolean end) {
      if (count[state] == 0) {
        seen[states++] = state;
      }
      if (tried[pair] == 0) {
        taken[state * actions + count[state]++] = pair;
      }
      tried[pair] = ++now;
      reward[pair] = r;
      next[pair] = following;
      terminated[pair] = end;
    }

    void plan(ActionValues q) {
      int state = seen[rng.nextInt(states)];
      int first = state * actions;
      int pair =
          bonus > 0
              ? first + rng.nextInt(run.actions(state))
              : taken[first + rng.nextInt(count[state])];
      double r = reward[pair] + bonus * Math.sqrt((double) (now - tried[pair]));
      learn(q, pair, r, next[pair], terminated[pair]);
    }
  }
}
