package dev.stride.rl.control;

import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Double Q-learning (van Hasselt 2010; Sutton and Barto 2018, section 6.7). Of two sets of action
 * values q₁ and q₂ a coin decides which one learns: δ = r + γ q₂(s', argmaxₐ q₁(s', a)) - q₁(s, a),
 * or the same with the two exchanged. The one says which action is best and the other what it is
 * worth, so that the maximum of noisy values is not taken for the value of the maximum. The policy
 * is ε-greedy on the sum q₁ + q₂.
 *
 * @param epsilon probability of a uniformly random action
 * @param initial all weights at the start
 */
public record DoubleQLearning(double epsilon, double initial) implements Agent {
  public DoubleQLearning {
    ActionValues.check(epsilon, initial);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public Layout layout(World world, Encoder features) {
    return Agent.super.layout(world, features).with("second", features.size(), world.actions());
  }

  @Override
  public void learn(Run run) {
    int actions = run.actions();
    int features = run.encoder().size();
    UniformRandomProvider coin = run.exploration();
    Exploration policy = new Exploration(run, epsilon);
    Traces z = new Traces(2 * features, run.encoder().most(), actions, Traces.Kind.ACCUMULATING, 0);
    Situation[] here = {new Situation(run), new Situation(run, features)};
    Situation[] next = {new Situation(run), new Situation(run, features)};
    double[] sum = new double[actions];
    while (run.begin()) {
      observe(here);
      do {
        int end = here[0].end;
        for (int a = 0; a < end; a++) {
          sum[a] = here[0].value(a) + here[1].value(a);
        }
        int action = policy.choose(sum, 0, end);
        run.act(action);
        if (!run.terminated()) {
          observe(next);
        }
        int learner = coin.nextInt(2);
        learn(run, z, policy, here[learner], action, next[learner], next[1 - learner]);
        Situation[] left = here;
        here = next;
        next = left;
      } while (!run.ended());
    }
  }

  private static void observe(Situation[] both) {
    both[0].observe();
    both[1].observe();
  }

  /** One of the two learns, from the best action of its own and the other's value of it. */
  private static void learn(
      Run run,
      Traces z,
      Exploration policy,
      Situation here,
      int action,
      Situation next,
      Situation other) {
    z.clear();
    z.visit(here.x, action);
    z.leave(here.x, action);
    double target = run.reward();
    if (!run.terminated()) {
      int best = policy.greedy(next.q, 0, next.end);
      z.reach(other.x, best, run.discount());
      target += run.discount() * other.q[best];
    }
    run.apply(z, target - here.value(action));
  }

  /** Greedy on the sum. */
  @Override
  public void policy(Entries features, double[] weights, int actions, double[] policy) {
    int[] at = Objects.requireNonNull(features.index);
    int second = weights.length / 2;
    Arrays.fill(policy, 0);
    for (int k = 0; k < features.size; k++) {
      int first = at[k] * policy.length;
      for (int a = 0; a < actions; a++) {
        policy[a] += features.value[k] * (weights[first + a] + weights[second + first + a]);
      }
    }
    Agent.greedy(policy, actions);
  }
}
