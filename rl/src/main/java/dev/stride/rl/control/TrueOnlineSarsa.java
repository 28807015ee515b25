package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;

/**
 * True online Sarsa(λ) (van Seijen, Mahmood, Pilarski, Machado and Sutton 2016; Sutton and Barto
 * 2018, section 12.7), with the features x of a pair, the value Q = wᵀx and the value Q̂ that the
 * same pair had when it was chosen:
 *
 * <pre>
 * δ = r + γ wᵀx' - Q
 * z ← γλz + (1 - αγλ zᵀx) x
 * w ← w + α (δ + Q - Q̂) z - α (Q - Q̂) x
 * </pre>
 *
 * <p>It does step by step what the λ-returns known so far would have done from the beginning. The
 * step size is part of the trace, so it takes no optimizer.
 *
 * <p>Cost of a step: the size of the trace.
 *
 * @param epsilon probability of a uniformly random action
 * @param lambda λ
 * @param learningRate α
 * @param initial all weights at the start
 */
public record TrueOnlineSarsa(double epsilon, double lambda, double learningRate, double initial)
    implements Agent {
  public TrueOnlineSarsa {
    ActionValues.check(epsilon, initial);
    Check.probability("lambda", lambda);
    Check.positive("learningRate", learningRate);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public boolean takesRule() {
    return false;
  }

  @Override
  public void learn(Run run) {
    double discount = run.discount();
    boolean continuing = run.world().continuing();
    Exploration policy = new Exploration(run, epsilon);
    Traces z = Traces.ofActions(run, Traces.Kind.DUTCH, learningRate);
    Situation here = new Situation(run);
    Situation next = new Situation(run);
    int action = Situation.NONE;
    double before = 0;
    while (run.begin()) {
      if (action == Situation.NONE || !continuing) {
        z.clear();
        here.observe();
        action = policy.choose(here.q, 0, here.end);
        before = here.q[action];
      }
      do {
        run.act(action);
        z.scale(discount * lambda);
        z.visit(here.x, action);
        double value = here.value(action);
        double target = run.reward();
        int nextAction = 0;
        if (!run.terminated()) {
          next.observe();
          nextAction = policy.choose(next.q, 0, next.end);
          target += discount * next.q[nextAction];
        }
        z.step(target - value, learningRate * (target - before));
        run.apply(z.correct(here.x, action, -learningRate * (value - before)));
        before = next.q[nextAction];
        action = nextAction;
        Situation left = here;
        here = next;
        next = left;
      } while (!run.ended());
    }
  }
}
