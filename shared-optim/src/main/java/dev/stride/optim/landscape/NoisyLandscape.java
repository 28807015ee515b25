package dev.stride.optim.landscape;

import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Problem;
import dev.stride.optim.Slots;
import dev.stride.optim.Trial;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A landscape seen through noise. Each question is one draw of the landscape, counted from 0; the
 * noise falls on its value and, independently, on each entry of its gradient, all from one stream.
 * It tells the variance that the noise adds, where that has one and the landscape is exact, and NaN
 * elsewhere; of a value only where the noise does not depend on the gap to the minimum.
 */
public final class NoisyLandscape implements Problem {
  private final Landscape landscape;
  private final Noise noise;
  private final UniformRandomProvider rng;
  private final Layout layout;
  private final double minimum;
  private final boolean exact;
  private long questions;

  public NoisyLandscape(Landscape landscape, Noise noise, UniformRandomProvider rng) {
    this.landscape = landscape;
    this.noise = noise;
    this.rng = rng;
    layout = Layout.flat(landscape.start().length);
    minimum = landscape.minimum();
    exact = landscape.isExact();
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void evaluate(Trial trial) {
    boolean slope = trial.wants(Order.GRADIENT);
    double value = landscape.draw(questions, trial.x, rng, slope ? trial.gradient : null);
    questions++;
    if (trial.wants(Order.VALUE)) {
      trial.value = noise.perturbAbove(minimum, value, rng);
      trial.valueVariance = variance(value);
    }
    if (slope) {
      for (int i = 0; i < trial.gradient.length; i++) {
        trial.gradientVariance[i] = variance(trial.gradient[i]);
        trial.gradient[i] = noise.perturb(trial.gradient[i], rng);
      }
    }
  }

  private double variance(double answer) {
    return exact ? noise.variance(answer) : Double.NaN;
  }

  @Override
  public void slots(Slots slots) {
    questions = slots.count("questions", questions);
    Streams.slots(slots.at("noise"), rng);
  }

  @Override
  public double truth(double[] x) {
    return landscape.value(x);
  }
}
