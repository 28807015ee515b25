package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/**
 * True online TD(λ) (van Seijen, Mahmood, Pilarski, Machado and Sutton 2016, algorithm 2; Sutton
 * and Barto 2018, section 12.5): after every step the weights are those of the online λ-return
 * algorithm, which would have to learn the whole episode anew each time. With v = wᵀx, v' = wᵀx', u
 * the v' of the step before (v at the first one) and a dutch trace z,
 *
 * <pre>
 * δ = r + γv' - v
 * z ← γλz + (1 - αγλ zᵀx) x
 * w ← w + α(δ + v - u)z - α(v - u)x
 * </pre>
 *
 * <p>The step size α is part of the trace, so that there is no optimizer. On-policy only.
 *
 * <p>Cost of a step: the number of features in the trace.
 *
 * @param lambda λ
 * @param learningRate α
 * @param initial all weights at the start
 */
public record TrueOnlineTd(double lambda, double learningRate, double initial)
    implements Prediction {
  public TrueOnlineTd {
    Check.probability("lambda", lambda);
    Check.positive("learningRate", learningRate);
    Prediction.check(initial);
  }

  @Override
  public boolean takesRule() {
    return false;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return Prediction.onPolicyOnly(world);
  }

  @Override
  public void learn(Run run) {
    Transition now = new Transition(run);
    Traces z = Traces.ofStates(run, Traces.Kind.DUTCH, learningRate);
    double decay = run.discount() * lambda;
    double predicted = 0;
    while (run.begin()) {
      if (now.begin()) {
        z.clear();
        predicted = now.value(now.x);
      }
      do {
        double delta = now.act();
        double drift = now.v - predicted;
        z.scale(decay);
        z.visit(now.x, 0);
        now.describe(z);
        z.step(delta, learningRate * (delta + drift));
        run.apply(z.correct(now.x, 0, -learningRate * drift));
        predicted = now.vNext;
        now.advance();
      } while (!run.ended());
    }
  }
}
