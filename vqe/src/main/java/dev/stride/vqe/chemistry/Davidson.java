package dev.stride.vqe.chemistry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The lowest eigenpair of a real symmetric operator with a dominant diagonal (Davidson 1975, J.
 * Comput. Phys. 17, 87): the best vector of a growing subspace, into which each time the residual r
 * = Hx - λx goes, divided by λ - H_ii.
 */
final class Davidson {
  private static final int SUBSPACE = 12;
  private static final int ITERATIONS = 400;

  /** Residual, relative to λ beyond 1; the error of λ is its square over the gap above λ. */
  private static final double TOLERANCE = 1e-10;

  /** What is left of a vector of norm 1 that lies in the subspace already, but for rounding. */
  private static final double DEPENDENT = 1e-8;

  /** A division by less would throw the new direction onto one axis. */
  private static final double LEAST_DENOMINATOR = 1e-4;

  /** An eigenvalue with its vector of norm 1. */
  record Eigenpair(double value, double[] vector) {}

  private Davidson() {}

  /** By a dense matrix, for a few dozen rows. */
  static Eigenpair dense(int n, UnaryOperator<double[]> h) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      rows[i] = h.apply(unit);
    }
    return Jacobi.lowest(rows);
  }

  /**
   * By iteration.
   *
   * @param h the operator, which leaves its argument as it is
   * @param start with a part of every symmetry in it, for symmetries of h are kept
   * @return empty when it did not converge
   */
  static Optional<Eigenpair> iterate(UnaryOperator<double[]> h, double[] diagonal, double[] start) {
    List<double[]> basis = new ArrayList<>();
    List<double[]> images = new ArrayList<>();
    scale(start, 1 / norm(start));
    basis.add(start);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      images.add(h.apply(basis.get(basis.size() - 1)));
      Eigenpair small = Jacobi.lowest(projected(basis, images));
      double[] x = combined(basis, small.vector);
      double[] image = combined(images, small.vector);
      double[] residual = image.clone();
      addTo(residual, x, -small.value);
      if (norm(residual) < TOLERANCE * Math.max(1, Math.abs(small.value))) {
        return Optional.of(new Eigenpair(small.value, x));
      }
      if (basis.size() == SUBSPACE) {
        basis = new ArrayList<>(List.of(x));
        images = new ArrayList<>(List.of(image));
      }
      double[] next = preconditioned(residual, small.value, diagonal);
      if (!orthonormalise(next, basis)) {
        // A diagonal operator's preconditioner leads back to x; the residual never does.
        next = residual;
        orthonormalise(next, basis);
      }
      basis.add(next);
    }
    return Optional.empty();
  }

  private static double[][] projected(List<double[]> basis, List<double[]> images) {
    double[][] small = new double[basis.size()][basis.size()];
    for (int i = 0; i < small.length; i++) {
      for (int j = 0; j <= i; j++) {
        small[i][j] = dot(basis.get(i), images.get(j));
        small[j][i] = small[i][j];
      }
    }
    return small;
  }

  private static double[] preconditioned(double[] residual, double value, double[] diagonal) {
    double[] next = new double[residual.length];
    for (int i = 0; i < next.length; i++) {
      double denominator = value - diagonal[i];
      boolean tooSmall = Math.abs(denominator) < LEAST_DENOMINATOR;
      next[i] = residual[i] / (tooSmall ? -LEAST_DENOMINATOR : denominator);
    }
    return next;
  }

  /**
   * Makes {@code v} a unit vector orthogonal to the basis: in two passes, as one leaves rounding
   * behind.
   *
   * @return whether enough of it was outside of the basis
   */
  private static boolean orthonormalise(double[] v, List<double[]> basis) {
    boolean independent = true;
    for (int pass = 0; pass < 2; pass++) {
      scale(v, 1 / norm(v));
      for (double[] b : basis) {
        addTo(v, b, -dot(v, b));
      }
      independent &= norm(v) > DEPENDENT;
    }
    scale(v, 1 / norm(v));
    return independent;
  }

  private static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  private static double[] combined(List<double[]> vectors, double[] weights) {
    double[] sum = new double[vectors.get(0).length];
    for (int i = 0; i < weights.length; i++) {
      addTo(sum, vectors.get(i), weights[i]);
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addTo(double[] v, double[] other, double factor) {
    for (int i = 0; i < v.length; i++) {
      v[i] += factor * other[i];
    }
  }

  private static void scale(double[] v, double factor) {
    for (int i = 0; i < v.length; i++) {
      v[i] *= factor;
    }
  }
}
