package dev.stride.vqe.differentiate;

import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.measure.Estimate;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Gradients from energies at shifted angles, as hardware can measure them. In one angle an energy
 * is a trigonometric polynomial of the frequencies 1..R, and (Wierichs et al. 2022, equation 4,
 * shifts taken modulo 2π)
 *
 * <p>E'(a) = Σ_{μ=1..2R} (-1)^(μ-1) E(a + x_μ) / (4R sin²(x_μ/2)), x_μ = (2μ-1)π/(2R).
 *
 * <p>R = 1 is the two-term rule of Pauli rotations, R = 2 serves exp(θ(T-T†)) as it stands. A
 * parameter that several gates share is shifted gate by gate, and the derivatives add up.
 */
public final class ParameterShift {
  private final Angles angles;
  private final int points;

  /** For one circuit. */
  public ParameterShift(Circuit circuit) {
    angles = new Angles(circuit);
    int count = 0;
    for (int t = 0; t < angles.size(); t++) {
      count += angles.parameter(t) < 0 ? 0 : 2 * angles.frequencies(t);
    }
    points = count;
  }

  /** Number of shifted energies in one gradient. */
  public int points() {
    return points;
  }

  /**
   * Fills the gradient at {@code theta}, and the variances of its entries.
   *
   * @param energy estimates the energy at given angles, one for each turn; called {@link #points}
   *     times, each an estimate of its own
   */
  public void gradient(
      double[] theta,
      Function<double[], Estimate> energy,
      double[] gradient,
      double[] gradientVariance) {
    Arrays.fill(gradient, 0);
    Arrays.fill(gradientVariance, 0);
    double[] at = angles.at(theta);
    for (int t = 0; t < at.length; t++) {
      int p = angles.parameter(t);
      if (p < 0) {
        continue;
      }
      double angle = at[t];
      int terms = 2 * angles.frequencies(t);
      for (int mu = 1; mu <= terms; mu++) {
        double shift = (2 * mu - 1) * Math.PI / terms;
        double sine = StrictMath.sin(shift / 2);
        double weight = angles.scale(t) * (mu % 2 == 1 ? 1 : -1) / (2 * terms * sine * sine);
        at[t] = angle + shift;
        Estimate shifted = energy.apply(at);
        gradient[p] += weight * shifted.mean();
        gradientVariance[p] += weight * weight * shifted.variance();
      }
      at[t] = angle;
    }
  }
}
