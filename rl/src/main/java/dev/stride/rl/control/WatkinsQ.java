package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;

/**
 * Watkins's Q(λ) (Watkins 1989; Sutton and Barto 2018, section 12.10): δ = r + γ maxₐ q(s', a) -
 * q(s, a), times a trace z that is forgotten whenever an action is taken that is not one of the
 * best, since what follows then says nothing of the greedy policy.
 *
 * <p>Cost of a step: the size of the trace, that is of one state for λ = 0.
 *
 * @param epsilon probability of a uniformly random action
 * @param lambda λ
 * @param trace what a visit does to the trace
 * @param traceRate α of a dutch trace; the others do without it
 * @param initial all weights at the start
 */
public record WatkinsQ(
    double epsilon, double lambda, Traces.Kind trace, double traceRate, double initial)
    implements Agent {
  public WatkinsQ {
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
        boolean greedy = here.q[action] == Exploration.max(here.q, 0, here.end);
        z.scale(greedy ? discount * lambda : 0);
        run.act(action);
        z.visit(here.x, action);
        if (traced) {
          z.leave(here.x, action);
        }
        double target = run.reward();
        if (!run.terminated()) {
          next.observe();
          int best = Exploration.best(next.q, 0, next.end);
          if (traced) {
            z.reach(next.x, best, discount);
          }
          target += discount * next.q[best];
        }
        run.apply(z, target - here.q[action]);
        Situation left = here;
        here = next;
        next = left;
      } while (!run.ended());
    }
  }
}
