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
 * Actor-critic with eligibility traces and a softmax policy (Sutton and Barto 2018, section 13.5).
 * The critic's TD error δ = r + γ v(s') - v(s) moves the weights w of the values and θ of the
 * policy alike, at step t of an episode
 *
 * <pre>
 * z_w ← γλ z_w + x
 * z_θ ← γλ z_θ + γᵗ κ ∇ ln π(a|s)
 * w ← w + δ z_w,  θ ← θ + δ z_θ
 * </pre>
 *
 * <p>Both are one step to the optimizer: the step size of the actor is κ times that of the critic.
 * A rule that adapts step sizes to features finds those of the critic alone. In a task without
 * episodes γᵗ is left out.
 *
 * <p>Cost of a step: the size of the trace, that is of one state for λ = 0.
 *
 * @param lambda λ
 * @param actor κ
 * @param preference the policy's weights of action 0 at the start; those of the others are 0
 * @param initial the values' weights at the start
 */
public record ActorCritic(double lambda, double actor, double preference, double initial)
    implements Agent {
  public ActorCritic {
    Check.probability("lambda", lambda);
    Check.positive("actor", actor);
    Check.that(Double.isFinite(preference), "preference must be finite, not %s", preference);
    Check.that(Double.isFinite(initial), "initial must be finite, not %s", initial);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
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
    double discount = run.discount();
    boolean traced = run.traced();
    boolean continuing = run.world().continuing();
    Traces z = Softmax.trace(run);
    Softmax here = new Softmax(run);
    Softmax next = new Softmax(run);
    while (run.begin()) {
      if (!continuing) {
        z.clear();
      }
      here.observe();
      double weight = actor;
      do {
        here.evaluate();
        int action = here.choose();
        run.act(action);
        z.scale(discount * lambda);
        z.add(here.x, 0, 1);
        z.add(here.gradient(action), 0, weight);
        if (traced) {
          z.leave(here.x, 0);
        }
        double target = run.reward();
        if (!run.terminated()) {
          next.observe();
          if (traced) {
            z.reach(next.x, 0, discount);
          }
          target += discount * next.value();
        }
        run.apply(z, target - here.value());
        weight *= continuing ? 1 : discount;
        Softmax left = here;
        here = next;
        next = left;
      } while (!run.ended());
    }
  }
}
