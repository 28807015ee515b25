package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * f(w) = 1/(2m) Σ_i (a_i·w - b_i)²: least squares with fewer samples than parameters, of which each
 * question sees one sample. The entries of a_i are ±1, b_i = a_i·w* for a w* uniform in [-1, 1]ⁿ,
 * all drawn from the seed; so the minimum is 0, at w* and all along the n - m directions that no
 * sample sees, and every single sample agrees on it: its gradient vanishes there too
 * (interpolation). O(mn), a draw O(n), without a matrix.
 *
 * @param samples m
 * @param dimension n, at least m
 * @param seed of the samples
 */
public record OverParameterised(int samples, int dimension, long seed) implements Landscape {
  public OverParameterised {
    Dimension.check(1, dimension);
    Check.that(
        samples >= 1 && samples <= dimension,
        "samples must be from 1 to dimension, %s, not %s",
        dimension,
        samples);
  }

  @Override
  public double[] start() {
    return new double[dimension];
  }

  @Override
  public double[] minimizer() {
    UniformRandomProvider rng = streams().at("w").rng();
    double[] w = new double[dimension];
    Arrays.setAll(w, i -> 2 * rng.nextDouble() - 1);
    return w;
  }

  @Override
  public double minimum() {
    return 0;
  }

  private Streams streams() {
    return Streams.of(seed).at("over-parameterised");
  }

  /** The entries of a_i, one after the other. */
  private UniformRandomProvider sample(int i) {
    return streams().at("sample", i).rng();
  }

  /** a_i·v. */
  private double along(int i, double[] v) {
    UniformRandomProvider signs = sample(i);
    double sum = 0;
    for (double each : v) {
      sum += signs.nextBoolean() ? each : -each;
    }
    return sum;
  }

  /** into ← into + factor·a_i. */
  private void add(int i, double factor, double[] into) {
    UniformRandomProvider signs = sample(i);
    for (int j = 0; j < into.length; j++) {
      into[j] += signs.nextBoolean() ? factor : -factor;
    }
  }

  private double[] off(double[] w) {
    double[] off = minimizer();
    for (int j = 0; j < w.length; j++) {
      off[j] = w[j] - off[j];
    }
    return off;
  }

  @Override
  public double value(double[] w) {
    double[] off = off(w);
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      double residual = along(i, off);
      sum += residual * residual;
    }
    return sum / (2 * samples);
  }

  @Override
  public void gradient(double[] w, double[] into) {
    hessian(w, off(w), into);
  }

  @Override
  public void hessian(double[] w, double[] v, double[] into) {
    Arrays.fill(into, 0);
    for (int i = 0; i < samples; i++) {
      add(i, along(i, v) / samples, into);
    }
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public double draw(long k, double[] w, UniformRandomProvider rng, double @Nullable [] gradient) {
    int i = rng.nextInt(samples);
    double residual = along(i, off(w));
    if (gradient != null) {
      Arrays.fill(gradient, 0);
      add(i, residual, gradient);
    }
    return residual * residual / 2;
  }
}
