package dev.stride.rl.control;

import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.VisitTraces;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/**
 * HLS(λ) (Hutter and Legg 2007, algorithm 2; Legg 2008, section 6.7): Sarsa(λ) in a table of action
 * values with the step size of HL(λ), see {@link VisitTraces}: δ = r + γ q(s', a') - q(s, a). Where
 * the time limit cuts an episode it still chooses a', to bootstrap from it.
 *
 * <p>λ weighs what was seen earlier, under a worse policy. It wants a discount below 1, as in the
 * paper.
 *
 * <p>Cost of a step: the number of pairs visited in the episode.
 *
 * @param lambda λ, above 0
 * @param epsilon probability of a uniformly random action
 * @param initial all action values at the start, which count as one visit
 */
public record HlSarsa(double lambda, double epsilon, double initial) implements Agent {
  public HlSarsa {
    VisitTraces.check(lambda);
    ActionValues.check(epsilon, initial);
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
  public String misfit(World world, Encoder features) {
    return VisitTraces.misfit(features) + Agent.super.misfit(world, features);
  }

  @Override
  public void learn(Run run) {
    Exploration policy = new Exploration(run, epsilon);
    int actions = run.actions();
    VisitTraces traces = new VisitTraces(run, lambda);
    double[] q = run.weights();
    double discount = run.discount();
    boolean continuing = run.world().continuing();
    int pair = -1;
    while (run.begin()) {
      if (pair < 0 || !continuing) {
        traces.clear();
        int begin = run.state() * actions;
        pair = policy.choose(q, begin, begin + run.actions(run.state()));
      }
      do {
        int state = run.step(pair);
        if (run.terminated()) {
          run.apply(traces.last(pair, run.reward() - q[pair]));
        } else {
          int begin = state * actions;
          int next = policy.choose(q, begin, begin + run.actions(state));
          run.apply(traces.step(pair, next, run.reward() + discount * q[next] - q[pair]));
          pair = next;
        }
      } while (!run.ended());
    }
  }
}
