package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;

/**
 * TD(λ) (Sutton 1988; Sutton and Barto 2018, sections 12.2 and 12.9): with features x, the TD error
 * and the step are
 *
 * <pre>
 * δ = r + γ wᵀx' - wᵀx
 * z ← ρ (γλz, visited by x)
 * w ← w + δz, rewritten by the optimizer
 * </pre>
 *
 * <p>ρ is the importance ratio of the action, 1 where the policy that acts is the one to predict. A
 * visit of x is that of {@link Traces.Kind}. With α = 0 a dutch trace is an accumulating one, and
 * with α = 1 and a table a replacing one; it is at its best with the step size of the optimizer.
 *
 * <p>Cost of a step: the number of features in the trace; of those in a state for λ = 0.
 *
 * @param lambda λ
 * @param trace what a visit does to the trace
 * @param traceRate α of a dutch trace; the others do without it
 * @param initial all weights at the start
 */
public record TdLambda(double lambda, Traces.Kind trace, double traceRate, double initial)
    implements Prediction {
  public TdLambda {
    Check.probability("lambda", lambda);
    Check.probability("traceRate", traceRate);
    Prediction.check(initial);
  }

  @Override
  public void learn(Run run) {
    Transition now = new Transition(run);
    Traces z = Traces.ofStates(run, trace, traceRate);
    double decay = run.discount() * lambda;
    while (run.begin()) {
      if (now.begin()) {
        z.clear();
      }
      do {
        double delta = now.act();
        z.scale(decay);
        z.visit(now.x, 0);
        z.scale(now.ratio());
        now.describe(z);
        run.apply(z, delta);
        now.advance();
      } while (!run.ended());
    }
  }
}
