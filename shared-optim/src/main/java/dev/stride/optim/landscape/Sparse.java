package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * f(w) = ½ Σ_i p_i (w_i - 1)², with p_i in proportion to i^-s (Zipf's law), of which each question
 * sees one feature: i with probability p_i, and then ½(w_i - 1)², with a gradient in that entry
 * alone. Frequent features are learned soon; the last, rare one is the needle. Lowest, 0, at (1,
 * ..., 1).
 *
 * @param dimension n
 * @param exponent s, not negative; 0 makes all features alike
 */
public record Sparse(int dimension, double exponent) implements Landscape {
  public Sparse {
    Dimension.check(1, dimension);
    Check.that(exponent >= 0 && exponent <= 10, "exponent must be from 0 to 10, not %s", exponent);
  }

  @Override
  public double[] start() {
    return new double[dimension];
  }

  private double weight(int i) {
    return StrictMath.pow(i + 1.0, -exponent);
  }

  @Override
  public double value(double[] w) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < w.length; i++) {
      double p = weight(i);
      weights += p;
      sum += p * (w[i] - 1) * (w[i] - 1);
    }
    return sum / (2 * weights);
  }

  @Override
  public void gradient(double[] w, double[] into) {
    for (int i = 0; i < w.length; i++) {
      into[i] = w[i] - 1;
    }
    hessian(w, into.clone(), into);
  }

  @Override
  public void hessian(double[] w, double[] v, double[] into) {
    double weights = 0;
    for (int i = 0; i < w.length; i++) {
      double p = weight(i);
      weights += p;
      into[i] = p * v[i];
    }
    for (int i = 0; i < w.length; i++) {
      into[i] /= weights;
    }
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public double draw(long k, double[] w, UniformRandomProvider rng, double @Nullable [] gradient) {
    int i = Samplers.zipf(rng, dimension, exponent) - 1;
    double off = w[i] - 1;
    if (gradient != null) {
      Arrays.fill(gradient, 0);
      gradient[i] = off;
    }
    return off * off / 2;
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public double[] minimizer() {
    double[] w = new double[dimension];
    Arrays.fill(w, 1);
    return w;
  }
}
