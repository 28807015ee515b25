package dev.stride.vqe.chemistry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lowest eigenpairs of a real symmetric operator with a dominant diagonal (Davidson 1975, J.
 * Comput. Phys. 17, 87; several at once as by Liu 1978): the best vectors of a growing subspace,
 * into which each time the residuals r = Hx - λx go, divided by λ - H_ii. When it is full, the
 * better half of its vectors stays: with the wanted ones alone, nearly degenerate states such as
 * those of a broken multiple bond would begin anew each time.
 */
final class Davidson {
  /** Vectors before the subspace is halved, for the first and for each more. */
  private static final int SUBSPACE = 12;

  private static final int FOR_EACH_MORE = 6;
  private static final int ITERATIONS = 400;

  /** Residual, relative to λ beyond 1; the error of λ is its square over the gap above λ. */
  private static final double TOLERANCE = 1e-10;

  /** What is left of a vector of norm 1 that lies in the subspace already, but for rounding. */
  private static final double DEPENDENT = 1e-8;

  /** A division by less would throw the new direction onto one axis. */
  private static final double LEAST_DENOMINATOR = 1e-4;

  /** An eigenvalue with its vector of norm 1. */
  record Eigenpair(double value, double[] vector) {}

  /** A symmetric operator. */
  interface Operator {
    /** Its image of {@code v}, which it leaves as it is. */
    double[] times(double[] v);

    /** Told the lowest eigenvalue so far, and the largest residual. */
    void report(int iteration, double value, double residual);
  }

  private final Operator h;
  private final double[] diagonal;
  private final int wanted;
  private List<double[]> basis = new ArrayList<>();
  private List<double[]> images = new ArrayList<>();
  private double[][] projected;

  private Davidson(Operator h, double[] diagonal, int wanted) {
    this.h = h;
    this.diagonal = diagonal;
    this.wanted = wanted;
    int most = SUBSPACE + FOR_EACH_MORE * (wanted - 1) + wanted;
    this.projected = new double[most][most];
  }

  /** By a dense matrix, for a few dozen rows. */
  static List<Eigenpair> dense(Operator h, int n, int wanted) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      rows[i] = h.times(unit);
    }
    double[][] vectors = Jacobi.identity(n);
    double[] values = Jacobi.diagonalise(rows, vectors);
    List<Eigenpair> pairs = new ArrayList<>();
    for (int k = 0; k < wanted; k++) {
      pairs.add(new Eigenpair(values[k], vectors[k]));
    }
    return pairs;
  }

  /**
   * By iteration.
   *
   * @param starts as many as eigenpairs are wanted, with a part of every symmetry in them, for
   *     symmetries of h are kept
   * @return empty when it did not converge
   */
  static Optional<List<Eigenpair>> iterate(Operator h, double[] diagonal, List<double[]> starts) {
    Davidson davidson = new Davidson(h, diagonal, starts.size());
    for (double[] start : starts) {
      davidson.add(start);
    }
    return davidson.iterate();
  }

  private Optional<List<Eigenpair>> iterate() {
    for (int iteration = 1; iteration <= ITERATIONS; iteration++) {
      double[][] vectors = Jacobi.identity(basis.size());
      double[] values = Jacobi.diagonalise(leading(), vectors);
      List<double[]> best = new ArrayList<>();
      List<double[]> bestImages = new ArrayList<>();
      List<double[]> residuals = new ArrayList<>();
      List<Integer> open = new ArrayList<>();
      double largest = 0;
      for (int k = 0; k < wanted; k++) {
        best.add(combined(basis, vectors[k]));
        bestImages.add(combined(images, vectors[k]));
        double[] residual = bestImages.get(k).clone();
        addTo(residual, best.get(k), -values[k]);
        double norm = norm(residual);
        largest = Math.max(largest, norm);
        if (norm > TOLERANCE * Math.max(1, Math.abs(values[k]))) {
          open.add(k);
          residuals.add(residual);
        }
      }
      h.report(iteration, values[0], largest);
      if (open.isEmpty()) {
        List<Eigenpair> pairs = new ArrayList<>();
        for (int k = 0; k < wanted; k++) {
          pairs.add(new Eigenpair(values[k], best.get(k)));
        }
        return Optional.of(pairs);
      }
      if (basis.size() + open.size() > projected.length) {
        restart(vectors, values);
      }
      for (int k = 0; k < open.size(); k++) {
        extend(residuals.get(k), values[open.get(k)]);
      }
    }
    return Optional.empty();
  }

  private double[][] leading() {
    double[][] leading = new double[basis.size()][basis.size()];
    for (int i = 0; i < leading.length; i++) {
      System.arraycopy(projected[i], 0, leading[i], 0, leading.length);
    }
    return leading;
  }

  private void restart(double[][] vectors, double[] values) {
    List<double[]> kept = new ArrayList<>();
    List<double[]> keptImages = new ArrayList<>();
    int size = projected.length / 2;
    projected = new double[projected.length][projected.length];
    for (int k = 0; k < size; k++) {
      kept.add(combined(basis, vectors[k]));
      keptImages.add(combined(images, vectors[k]));
      projected[k][k] = values[k];
    }
    basis = kept;
    images = keptImages;
  }

  private void extend(double[] residual, double value) {
    double[] next = preconditioned(residual, value);
    if (!orthonormalise(next)) {
      // A diagonal operator's preconditioner leads back to x; the residual alone never does, but
      // it may lie in what other residuals have added.
      next = residual;
      if (!orthonormalise(next)) {
        return;
      }
    }
    append(next);
  }

  private void add(double[] start) {
    orthonormalise(start);
    append(start);
  }

  private void append(double[] vector) {
    int last = basis.size();
    double[] image = h.times(vector);
    basis.add(vector);
    images.add(image);
    for (int i = 0; i <= last; i++) {
      projected[i][last] = dot(basis.get(i), image);
      projected[last][i] = projected[i][last];
    }
  }

  private double[] preconditioned(double[] residual, double value) {
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
  private boolean orthonormalise(double[] v) {
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

  /** Four sums side by side, as one alone waits for itself. */
  private static double dot(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i < a.length - 3; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return first + second + (third + fourth);
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
