package dev.stride.optim.landscape;

import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.noise.Noise;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A landscape seen through noise: on the value and, independently, on each entry of the gradient,
 * all from one stream. It does not know the variance of its noise: those answers are NaN.
 */
public final class NoisyLandscape implements Problem {
  private final Landscape landscape;
  private final Noise noise;
  private final UniformRandomProvider rng;
  private final Layout layout;

  public NoisyLandscape(Landscape landscape, Noise noise, UniformRandomProvider rng) {
    this.landscape = landscape;
    this.noise = noise;
    this.rng = rng;
    layout = Layout.flat(landscape.start().length);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void evaluate(Trial trial) {
    if (trial.wants(Order.VALUE)) {
      trial.value = noise.perturb(landscape.value(trial.x), rng);
      trial.valueVariance = Double.NaN;
    }
    if (trial.wants(Order.GRADIENT)) {
      landscape.gradient(trial.x, trial.gradient);
      for (int i = 0; i < trial.gradient.length; i++) {
        trial.gradient[i] = noise.perturb(trial.gradient[i], rng);
        trial.gradientVariance[i] = Double.NaN;
      }
    }
  }

  @Override
  public double truth(double[] x) {
    return landscape.value(x);
  }
}
