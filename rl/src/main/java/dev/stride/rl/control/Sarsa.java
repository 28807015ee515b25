package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.feature.Table;

/**
 * Sarsa(λ) (Rummery and Niranjan 1994; Sutton and Barto 2018, sections 6.4 and 12.7): δ = r + γ
 * q(s', a') - q(s, a) with the action a' that it takes next, times the trace z of the pairs that it
 * came through. Where the time limit cuts an episode it still chooses that action, to bootstrap
 * from it.
 *
 * <p>Cost of a step: the size of the trace, that is of one state for λ = 0.
 *
 * @param epsilon probability of a uniformly random action
 * @param lambda λ
 * @param trace what a visit does to the trace
 * @param traceRate α of a dutch trace; the others do without it
 * @param initial all weights at the start
 */
public record Sarsa(
    double epsilon, double lambda, Traces.Kind trace, double traceRate, double initial)
    implements Agent {
  public Sarsa {
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
    boolean continuing = run.world().continuing();
    ActionValues q = ActionValues.of(run, epsilon);
    int pair = Situation.NONE;
    while (run.begin()) {
      if (pair == Situation.NONE || !continuing) {
        pair = q.choose(run.state());
      }
      do {
        int state = run.step(pair);
        if (run.terminated()) {
          q.learn(pair, run.reward());
        } else {
          int next = q.choose(state);
          q.learn(pair, run.reward(), next);
          pair = next;
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
    int action = Situation.NONE;
    while (run.begin()) {
      if (action == Situation.NONE || !continuing) {
        z.clear();
        here.observe();
        action = policy.choose(here.q, 0, here.end);
      }
      do {
        run.act(action);
        z.scale(discount * lambda);
        z.visit(here.x, action);
        if (traced) {
          z.leave(here.x, action);
        }
        double target = run.reward();
        int nextAction = 0;
        if (!run.terminated()) {
          next.observe();
          nextAction = policy.choose(next.q, 0, next.end);
          if (traced) {
            z.reach(next.x, nextAction, discount);
          }
          target += discount * next.q[nextAction];
        }
        run.apply(z, target - here.value(action));
        action = nextAction;
        Situation left = here;
        here = next;
        next = left;
      } while (!run.ended());
    }
  }
}
