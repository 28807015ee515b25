package dev.stride.optim.search;

import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.noise.Noise;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * f(x) = Σ_i (1 - cos x_i) + ½ Σ_i (1 - cos x_i cos x_(i+1)): one qubit for each parameter, turned
 * by RY(x_i) and coupled to its neighbour. Along every parameter there is the frequency 1 alone;
 * the lowest value is 0; the fidelity is Π cos²((x_i - y_i)/2), and its metric I/4.
 */
final class Rotors implements Problem {
  private final int n;
  private final Noise noise;
  private final UniformRandomProvider rng;

  Rotors(int n, Noise noise, UniformRandomProvider rng) {
    this.n = n;
    this.noise = noise;
    this.rng = rng;
  }

  @Override
  public Layout layout() {
    return Layout.flat(n);
  }

  @Override
  public Set<Order> answers() {
    return EnumSet.of(Order.VALUE, Order.FIDELITY, Order.FREQUENCIES);
  }

  @Override
  public double[][] frequencies() {
    double[][] frequencies = new double[n][];
    Arrays.setAll(frequencies, i -> new double[] {1});
    return frequencies;
  }

  @Override
  public void evaluate(Trial trial) {
    if (trial.wants(Order.VALUE)) {
      trial.value = noise.perturb(truth(trial.x), rng);
    }
    if (trial.wants(Order.FIDELITY)) {
      trial.fidelity = 1;
      for (int i = 0; i < n; i++) {
        double cosine = StrictMath.cos((trial.x[i] - trial.other[i]) / 2);
        trial.fidelity *= cosine * cosine;
      }
    }
  }

  @Override
  public double truth(double[] x) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += 1 - StrictMath.cos(x[i]);
      if (i > 0) {
        sum += (1 - StrictMath.cos(x[i - 1]) * StrictMath.cos(x[i])) / 2;
      }
    }
    return sum;
  }
}
