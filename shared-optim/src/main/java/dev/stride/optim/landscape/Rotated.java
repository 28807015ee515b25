package dev.stride.optim.landscape;

import dev.stride.optim.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * f(x) = ½ Σ_i h_i (Qx)_i²: the bowl of {@link Quadratic} with its axes turned by a fixed
 * orthogonal Q, so that no scaling of single parameters undoes the condition number. Lowest at 0.
 *
 * <p>Q is a butterfly of Givens rotations by angles drawn from the seed: stage s turns the entries
 * i and i + 2^s of every block of 2^(s+1) against each other, cyclically where the second would be
 * beyond the last, so that after ⌈log₂ n⌉ stages every entry has a part of every other. They are
 * drawn anew each time: O(n log n) without a matrix.
 *
 * @param condition h_n / h_1, at least 1
 * @param dimension n, at least 2
 * @param seed of Q
 */
public record Rotated(double condition, int dimension, long seed) implements Landscape {
  public Rotated {
    Quadratic.checkCondition(condition);
    Dimension.check(2, dimension);
  }

  private Quadratic bowl() {
    return new Quadratic(condition, dimension);
  }

  /**
   * Qᵀ(1, ..., 1), where the bowl looks as it does from the start of the one that is not turned.
   */
  @Override
  public double[] start() {
    double[] x = bowl().start();
    turnBack(x);
    return x;
  }

  @Override
  public double value(double[] x) {
    double[] y = x.clone();
    turn(y);
    return bowl().value(y);
  }

  @Override
  public void gradient(double[] x, double[] into) {
    double[] y = x.clone();
    turn(y);
    bowl().gradient(y, into);
    turnBack(into);
  }

  @Override
  public void hessian(double[] x, double[] v, double[] into) {
    gradient(v, into);
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public double[] minimizer() {
    return new double[dimension];
  }

  /** x ← Qx. */
  private void turn(double[] x) {
    for (int reach = 1; reach < dimension; reach *= 2) {
      stage(x, reach, false);
    }
  }

  /** x ← Qᵀx: the stages backwards, each by the opposite angles. */
  private void turnBack(double[] x) {
    for (int reach = Integer.highestOneBit(dimension - 1); reach >= 1; reach /= 2) {
      stage(x, reach, true);
    }
  }

  private void stage(double[] x, int reach, boolean back) {
    UniformRandomProvider rng = Streams.of(seed).at("rotated", reach).rng();
    double[] cosine = new double[dimension];
    double[] sine = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      if ((i & reach) == 0) {
        draw(rng, i, cosine, sine);
      }
    }
    for (int k = 0; k < dimension; k++) {
      int i = back ? dimension - 1 - k : k;
      if ((i & reach) == 0) {
        rotate(x, i, (i + reach) % dimension, cosine[i], back ? -sine[i] : sine[i]);
      }
    }
  }

  /** The angle of a point drawn in the unit disc. */
  private static void draw(UniformRandomProvider rng, int i, double[] cosine, double[] sine) {
    double c;
    double s;
    double square;
    do {
      c = 2 * rng.nextDouble() - 1;
      s = 2 * rng.nextDouble() - 1;
      square = c * c + s * s;
    } while (square > 1 || square == 0);
    double length = Math.sqrt(square);
    cosine[i] = c / length;
    sine[i] = s * (1 / length);
  }

  private static void rotate(double[] x, int i, int j, double c, double s) {
    double first = c * x[i] - s * x[j];
    x[j] = s * x[i] + c * x[j];
    x[i] = first;
  }
}
