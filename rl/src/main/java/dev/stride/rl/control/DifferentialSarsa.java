package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/**
 * Differential semi-gradient Sarsa, for tasks that go on for ever and are judged by the reward of
 * an average step (Sutton and Barto 2018, section 10.3):
 *
 * <pre>
 * δ = r - r̄ + q(s', a') - q(s, a)
 * r̄ ← r̄ + β δ
 * </pre>
 *
 * <p>Action values are differences from the average; there is no discount, whatever the run says.
 * The optimizer changes the weights and leaves the estimate r̄ of the average reward alone.
 *
 * <p>Cost of a step: that of two states.
 *
 * @param epsilon probability of a uniformly random action
 * @param averageRate β
 * @param initial all weights at the start
 */
public record DifferentialSarsa(double epsilon, double averageRate, double initial)
    implements Agent {
  public DifferentialSarsa {
    ActionValues.check(epsilon, initial);
    Check.notNegative("averageRate", averageRate);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return world.continuing()
        ? Agent.super.misfit(world, features)
        : "the agent learns the reward of an average step and the environment has episodes; sarsa"
            + " learns their returns";
  }

  @Override
  public void learn(Run run) {
    Exploration policy = new Exploration(run, epsilon);
    Traces z = Traces.ofActions(run, Traces.Kind.ACCUMULATING, 0);
    Situation here = new Situation(run);
    Situation next = new Situation(run);
    double average = 0;
    int action = Situation.NONE;
    while (run.begin()) {
      if (action == Situation.NONE) {
        here.observe();
        action = policy.choose(here.q, 0, here.end);
      }
      do {
        run.act(action);
        next.observe();
        int nextAction = policy.choose(next.q, 0, next.end);
        z.clear();
        z.visit(here.x, action);
        z.leave(here.x, action);
        z.reach(next.x, nextAction, 1);
        double delta = run.reward() - average + next.q[nextAction] - here.value(action);
        average += averageRate * delta;
        run.apply(z, delta);
        action = nextAction;
        Situation left = here;
        here = next;
        next = left;
      } while (!run.ended());
    }
  }
}
