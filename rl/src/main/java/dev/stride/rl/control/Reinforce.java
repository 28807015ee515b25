package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/**
 * REINFORCE, Monte Carlo policy gradient with a softmax policy (Williams 1992; Sutton and Barto
 * 2018, sections 13.3 and 13.4). When an episode has ended, its steps t are learned from in their
 * order, by their returns G:
 *
 * <pre>
 * δ = G_t - v(s_t)
 * w ← w + δ x,  θ ← θ + δ γᵗ κ ∇ ln π(a_t|s_t)
 * </pre>
 *
 * <p>Both are one step to the optimizer: the step size of the policy is κ times that of the values.
 * Without the baseline v is 0 and nothing is learned of it. An episode that was cut returns the
 * value of its last state with the baseline, and no more than its rewards without.
 *
 * <p>Cost of a step: that of one state; memory for the longest episode.
 *
 * @param baseline whether the values of states are learned, and subtracted from returns
 * @param actor κ
 * @param preference the policy's weights of action 0 at the start; those of the others are 0
 * @param initial the values' weights at the start
 */
public record Reinforce(boolean baseline, double actor, double preference, double initial)
    implements Agent {
  public Reinforce {
    Check.positive("actor", actor);
    Check.that(Double.isFinite(preference), "preference must be finite, not %s", preference);
    Check.that(Double.isFinite(initial), "initial must be finite, not %s", initial);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return world.continuing()
        ? "the agent learns when an episode ends and the environment has none; actor-critic learns"
            + " at every step"
        : Agent.super.misfit(world, features);
  }

  @Override
  public Layout layout(World world, Encoder features) {
    return Softmax.layout(features, world.actions());
  }

  @Override
  public void initialise(Layout layout, double[] weights) {
    Softmax.initialise(layout, weights, initial, preference);
  }

  @Override
  public void policy(Entries features, double[] weights, int actions, double[] policy) {
    Softmax.policy(features, weights, actions, policy);
  }

  @Override
  public void learn(Run run) {
    Traces z = Softmax.trace(run);
    Softmax here = new Softmax(run);
    Trajectory episode = new Trajectory();
    while (run.begin()) {
      episode.clear();
      do {
        here.observe();
        here.evaluate();
        int action = here.choose();
        run.act(action);
        episode.add(here, action, run.reward());
      } while (!run.ended());
      double last = 0;
      if (baseline && !run.terminated()) {
        here.observe();
        last = here.value();
      }
      episode.accumulate(run.discount(), last);
      learn(run, z, here, episode);
    }
  }

  private void learn(Run run, Traces z, Softmax state, Trajectory episode) {
    double weight = actor;
    for (int t = 0; t < episode.size(); t++) {
      episode.situation(t, state);
      state.evaluate();
      z.clear();
      double delta = episode.reward(t);
      if (baseline) {
        z.add(state.x, 0, 1);
        z.leave(state.x, 0);
        delta -= state.value();
      }
      z.add(state.gradient(episode.action(t)), 0, weight);
      run.apply(z, delta);
      weight *= run.discount();
    }
  }
}
