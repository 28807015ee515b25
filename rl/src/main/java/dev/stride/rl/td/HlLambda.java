package dev.stride.rl.td;

import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.VisitTraces;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import java.util.Objects;

/**
 * HL(λ) (Hutter and Legg 2007; Legg 2008, section 6.2): TD(λ) in a table, with the step size that
 * the least squares of the returns ask for, see {@link VisitTraces}. λ weighs what was seen
 * earlier, and is 1 where nothing changes: after every episode that terminated, each value is then
 * the mean of the returns of all visits and of {@code initial}, whatever the discount is.
 *
 * <p>The step size is part of the trace, so that there is no optimizer. On-policy only.
 *
 * <p>Cost of a step: the number of states visited in the episode.
 *
 * @param lambda λ, above 0
 * @param initial all values at the start, which count as one visit
 */
public record HlLambda(double lambda, double initial) implements Prediction {
  public HlLambda {
    VisitTraces.check(lambda);
    Prediction.check(initial);
  }

  @Override
  public boolean takesRule() {
    return false;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return VisitTraces.misfit(features) + Prediction.onPolicyOnly(world);
  }

  @Override
  public void learn(Run run) {
    Transition now = new Transition(run);
    VisitTraces traces = new VisitTraces(run, lambda);
    while (run.begin()) {
      if (now.begin()) {
        traces.clear();
      }
      int state = Objects.requireNonNull(now.x.index)[0];
      do {
        double delta = now.act();
        if (run.terminated()) {
          run.apply(traces.last(state, delta));
        } else {
          int next = Objects.requireNonNull(now.next.index)[0];
          run.apply(traces.step(state, next, delta));
          state = next;
        }
        now.advance();
      } while (!run.ended());
    }
  }
}
