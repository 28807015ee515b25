package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Step;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/**
 * TDC, TD(0) with gradient correction (Sutton, Maei, Precup, Bhatnagar, Silver, Szepesvári and
 * Wiewiora 2009; Sutton and Barto 2018, section 11.7): like {@link Gtd2} it descends the projected
 * Bellman error, by another sample of the same gradient. With δ = r + γ wᵀx' - wᵀx,
 *
 * <pre>
 * w ← w + ρ(δx - γx' hᵀx)
 * h ← h + βρ(δ - hᵀx) x
 * </pre>
 *
 * <p>ρ is the importance ratio of the action. The optimizer rewrites the step of both, w ({@code
 * values}) and h ({@code correction}), so that β is the ratio of their step sizes; a {@code group}
 * gives each an optimizer of its own. Steps are no multiples of a trace, and so are plain ones.
 *
 * <p>Cost of a step: the number of active features.
 *
 * @param beta β
 * @param initial w at the start; h begins at 0
 */
public record Tdc(double beta, double initial) implements Prediction {
  public Tdc {
    Check.positive("beta", beta);
    Prediction.check(initial);
  }

  @Override
  public Layout layout(World world, Encoder features) {
    return Prediction.super.layout(world, features).with("correction", features.size());
  }

  @Override
  public void initialise(Layout layout, double[] weights) {
    GradientTd.initialise(weights, initial);
  }

  @Override
  public Class<? extends Step> stepType() {
    return Step.class;
  }

  @Override
  public void learn(Run run) {
    GradientTd.learn(run, beta, true);
  }
}
