package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;

/**
 * Emphatic TD(λ) (Sutton, Mahmood and White 2016, equations 18 to 20; Sutton and Barto 2018,
 * section 12.9): stable off-policy, because a state is learned about as much as the target policy
 * would be in it. With δ = r + γ wᵀx' - wᵀx, ρ the importance ratio of the action, ρ₋ that of the
 * one before and i the interest in every state,
 *
 * <pre>
 * F ← ρ₋γF + i          the followon trace, i at the first step of an episode
 * M = λi + (1 - λ)F     the emphasis
 * z ← ρ(γλz + Mx)
 * w ← w + δz            rewritten by the optimizer
 * </pre>
 *
 * <p>The variance of F can be large, and infinite where ratios are.
 *
 * <p>Cost of a step: the number of features in the trace.
 *
 * @param lambda λ
 * @param interest i
 * @param initial all weights at the start
 */
public record EmphaticTd(double lambda, double interest, double initial) implements Prediction {
  public EmphaticTd {
    Check.probability("lambda", lambda);
    Check.positive("interest", interest);
    Prediction.check(initial);
  }

  @Override
  public void learn(Run run) {
    Transition now = new Transition(run);
    Traces z = Traces.ofStates(run, Traces.Kind.ACCUMULATING, 0);
    double decay = run.discount() * lambda;
    double followed = 0;
    while (run.begin()) {
      if (now.begin()) {
        z.clear();
        followed = 0;
      }
      do {
        double delta = now.act();
        double followon = followed + interest;
        z.scale(decay);
        z.add(now.x, 0, lambda * interest + (1 - lambda) * followon);
        z.scale(now.ratio());
        now.describe(z);
        run.apply(z, delta);
        followed = now.ratio() * run.discount() * followon;
        now.advance();
      } while (!run.ended());
    }
  }
}
