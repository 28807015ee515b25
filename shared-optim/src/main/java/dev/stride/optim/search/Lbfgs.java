package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Arrays;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * L-BFGS: the two-loop recursion (Nocedal 1980; Nocedal and Wright 2006, algorithms 7.4 and 7.5)
 * with a line search for the strong Wolfe conditions. Each trial point is charged as one value and
 * one gradient.
 *
 * <p>Converges when ‖g‖ ≤ tolerance, or when no point along the steepest descent is better and
 * asking again at x gives the same answer, so that rounding is all that is left. Where the line
 * search fails under noise, the memory is dropped, and then x is measured anew; that goes on until
 * the budget is spent.
 *
 * @param memory how many pairs of steps and changes of the gradient are kept
 * @param tolerance Euclidean norm of the gradient that ends the search
 */
public record Lbfgs(int memory, double tolerance) implements Minimizer {
  /**
   * A pair is kept when cos(s, y) is above this: then its curvature is positive beyond rounding.
   */
  private static final double CURVATURE = 1e-10;

  public Lbfgs {
    Check.that(memory >= 1 && memory <= 1000, "memory must be from 1 to 1000, not %s", memory);
    Check.notNegative("tolerance", tolerance);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE, Order.GRADIENT);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    new Search(problem, x0).run();
  }

  private final class Search {
    private final Metered problem;
    private final WolfeSearch line;
    private final double[] x;
    private final double[] gradient;
    private final double[] direction;
    private final int slots;
    private final double[][] s;
    private final double[][] y;
    private final double[] rho;
    private final double[] alpha;
    private double value;
    private int kept;
    private int newest;

    Search(Metered problem, double[] x0) {
      this.problem = problem;
      int n = x0.length;
      line = new WolfeSearch(problem);
      x = x0.clone();
      gradient = new double[n];
      direction = new double[n];
      slots = memory + 1; // one is spare, for a pair that may not be kept
      s = new double[slots][n];
      y = new double[slots][n];
      rho = new double[slots];
      alpha = new double[slots];
    }

    void run() {
      measure();
      while (Math.sqrt(Vectors.dot(gradient, gradient)) > tolerance) {
        if (step()) {
          problem.recommend(x);
        } else if (kept > 0) {
          kept = 0;
        } else if (!measure()) {
          return;
        }
      }
    }

    /** Asks at x; whether the answer differs from the last one there. */
    private boolean measure() {
      Trial answer = line.at(x);
      boolean changed = answer.value != value || !Arrays.equals(answer.gradient, gradient);
      if (!Double.isFinite(answer.value + Vectors.dot(answer.gradient, answer.gradient))) {
        throw new Diverged("the value or the gradient is not finite");
      }
      value = answer.value;
      System.arraycopy(answer.gradient, 0, gradient, 0, gradient.length);
      return changed;
    }

    /** One line search; whether it moved x. */
    private boolean step() {
      twoLoops();
      double slope = Vectors.dot(gradient, direction);
      if (!(slope < 0)) {
        return false;
      }
      double length = Math.sqrt(Vectors.dot(direction, direction));
      double first = kept > 0 ? 1 : Math.min(1, 1 / length);
      if (!line.search(x, value, slope, direction, first)) {
        return false;
      }
      remember(line.answer());
      return true;
    }

    private void remember(Trial answer) {
      int next = (newest + 1) % slots;
      Vectors.subtract(answer.x, x, s[next]);
      Vectors.subtract(answer.gradient, gradient, y[next]);
      double sy = Vectors.dot(s[next], y[next]);
      double ss = Vectors.dot(s[next], s[next]);
      double yy = Vectors.dot(y[next], y[next]);
      if (sy > CURVATURE * Math.sqrt(ss * yy)) {
        rho[next] = 1 / sy;
        newest = next;
        kept = Math.min(kept + 1, memory);
      }
      value = answer.value;
      System.arraycopy(answer.x, 0, x, 0, x.length);
      System.arraycopy(answer.gradient, 0, gradient, 0, x.length);
    }

    /** direction ← -H g, from the newest pair to the oldest and back. */
    private void twoLoops() {
      for (int i = 0; i < x.length; i++) {
        direction[i] = -gradient[i];
      }
      for (int k = 0; k < kept; k++) {
        int i = Math.floorMod(newest - k, slots);
        alpha[i] = rho[i] * Vectors.dot(s[i], direction);
        Vectors.add(-alpha[i], y[i], direction);
      }
      if (kept > 0) {
        double scale = 1 / (rho[newest] * Vectors.dot(y[newest], y[newest]));
        for (int i = 0; i < x.length; i++) {
          direction[i] *= scale;
        }
      }
      for (int k = kept - 1; k >= 0; k--) {
        int i = Math.floorMod(newest - k, slots);
        double beta = rho[i] * Vectors.dot(y[i], direction);
        Vectors.add(alpha[i] - beta, s[i], direction);
      }
    }
  }
}
