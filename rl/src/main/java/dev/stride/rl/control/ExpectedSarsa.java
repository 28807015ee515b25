package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.feature.Table;

/**
 * Expected Sarsa(λ) (van Seijen et al. 2009; Sutton and Barto 2018, sections 6.6 and 12.9): δ = r +
 * γ Σₐ π(a|s') q(s', a) - q(s, a) for the ε-greedy policy π that it follows, times the trace z of
 * the pairs that it came through.
 *
 * <p>Cost of a step: the size of the trace, that is of one state for λ = 0.
 *
 * @param epsilon probability of a uniformly random action
 * @param lambda λ
 * @param trace what a visit does to the trace
 * @param traceRate α of a dutch trace; the others do without it
 * @param initial all weights at the start
 */
public record ExpectedSarsa(
    double epsilon, double lambda, Traces.Kind trace, double traceRate, double initial)
    implements Agent {
  public ExpectedSarsa {
    ActionValues.check(epsilon, initial);
    Check.probability("lambda", lambda);
    Check.probability("traceRate", traceRate);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public void learn(Run run) {
    if (lambda == 0 && run.encoder() instanceof Table.States) {
      table(run);
    } else {
      traced(run);
    }
  }

  private void table(Run run) {
    ActionValues q = ActionValues.of(run, epsilon);
    while (run.begin()) {
      int state = run.state();
      do {
        int pair = q.choose(state);
        state = run.step(pair);
        if (run.terminated()) {
          q.learn(pair, run.reward());
        } else {
          q.learnExpected(pair, run.reward(), state);
        }
      } while (!run.ended());
    }
  }

  private void traced(Run run) {
    double discount = run.discount();
    boolean traced = run.traced();
    boolean continuing = run.world().continuing();
    Exploration policy = new Exploration(run, epsilon);
    Traces z = Traces.ofActions(run, trace, traceRate);
    Situation here = new Situation(run);
    Situation next = new Situation(run);
    while (run.begin()) {
      if (!continuing) {
        z.clear();
      }
      here.observe();
      do {
        here.evaluate();
        int action = policy.choose(here.q, 0, here.end);
        run.act(action);
        z.scale(discount * lambda);
        z.visit(here.x, action);
        if (traced) {
          z.leave(here.x, action);
        }
        double target = run.reward();
        if (!run.terminated()) {
          next.observe();
          if (traced) {
            next.reach(z, policy, discount);
          }
          target += discount * policy.expected(next.q, 0, next.end);
        }
        run.apply(z, target - here.q[action]);
        Situation left = here;
        here = next;
        next = left;
      } while (!run.ended());
    }
  }
}
