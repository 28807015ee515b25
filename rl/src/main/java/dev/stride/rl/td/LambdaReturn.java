package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.optim.Step;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/**
 * The off-line λ-return algorithm (Sutton and Barto 2018, section 12.1): when an episode is over, w
 * ← w + (G - wᵀx)x for the state of each of its steps in turn, where
 *
 * <pre>
 * G = r + γ((1-λ) vᵀx' + λG')
 * </pre>
 *
 * <p>is made of the reward, of the features x' and the return G' of the state that followed, and of
 * the weights v at the end of the episode; nothing follows a termination. The optimizer rewrites
 * the step. With λ = 1 it is {@link MonteCarlo}; with fixed weights its steps sum to those of
 * {@link TdLambda}.
 *
 * <p>Cost of a step: the number of active features, three times. An episode is kept.
 *
 * @param lambda λ
 * @param initial all weights at the start
 */
public record LambdaReturn(double lambda, double initial) implements Prediction {
  public LambdaReturn {
    Check.probability("lambda", lambda);
    Prediction.check(initial);
  }

  /** All states that follow are part of G: too much for the difference that a trace step tells. */
  @Override
  public Class<? extends Step> stepType() {
    return Step.class;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return world.continuing()
        ? "the agent learns when an episode is over, and this task goes on for ever; td-lambda"
            + " learns before"
        : Prediction.onPolicyOnly(world);
  }

  @Override
  public void learn(Run run) {
    new Lookahead(run, Integer.MAX_VALUE, false, lambda).learn();
  }
}
