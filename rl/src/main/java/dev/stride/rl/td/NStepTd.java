package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Run;

/**
 * n-step TD prediction (Sutton and Barto 2018, sections 7.1, 7.3, 9.4 and 11.1): n steps after a
 * state with features x, or when the episode is over,
 *
 * <pre>
 * G = r₁ + γr₂ + ... + γⁿ⁻¹rₙ + γⁿ wᵀxₙ
 * w ← w + ρ(G - wᵀx)x
 * </pre>
 *
 * <p>where nothing follows a termination and ρ is the product of the importance ratios of the n
 * actions; the optimizer rewrites the step. With n = 1 it is TD(0), and with more steps than an
 * episode has it is Monte Carlo.
 *
 * <p>Cost of a step: n plus the number of active features.
 *
 * @param steps n
 * @param initial all weights at the start
 */
public record NStepTd(int steps, double initial) implements Prediction {
  public NStepTd {
    Check.atLeastOne("steps", steps);
    Prediction.check(initial);
  }

  @Override
  public void learn(Run run) {
    new Lookahead(run, steps, false).learn();
  }
}
