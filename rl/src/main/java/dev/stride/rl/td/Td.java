package dev.stride.rl.td;

import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;

/**
 * TD(0) (Sutton 1988; Sutton and Barto 2018, sections 6.1, 9.3 and 11.1): w ← w + ρδx with δ = r +
 * γ wᵀx' - wᵀx, the optimizer rewriting the step, and ρ the importance ratio of the action. It is
 * {@link TdLambda} with λ = 0. Off-policy it can diverge, as on Baird's counterexample.
 *
 * <p>Cost of a step: the number of active features.
 *
 * @param initial all weights at the start
 */
public record Td(double initial) implements Prediction {
  public Td {
    Prediction.check(initial);
  }

  @Override
  public void learn(Run run) {
    new TdLambda(0, Traces.Kind.ACCUMULATING, 0, initial).learn(run);
  }
}
