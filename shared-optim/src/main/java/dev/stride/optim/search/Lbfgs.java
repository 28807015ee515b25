package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * L-BFGS: d = -H g by the two-loop recursion (Nocedal 1980; Nocedal and Wright 2006, algorithms 7.4
 * and 7.5), H starting as (sᵀy / yᵀy) I with the newest pair s = x′ - x, y = g′ - g. Without a
 * pair, d = -min(1, 1/‖g‖₁) g.
 *
 * <p>With {@code lineSearch=wolfe}, {@code learningRate} times d is the first point that a search
 * for the strong Wolfe conditions tries, until a search from it fails: from then on 1 is. Each
 * trial is charged as one value and one gradient. With {@code none} it is the step, and there is
 * one gradient for each and no value; nothing keeps the value from rising then.
 *
 * <p>Ends and behaves under noise as {@link LineDescent} says. O(memory · n) per step.
 *
 * @param memory how many pairs are kept
 * @param tolerance Euclidean norm of the gradient that ends the search
 * @param lineSearch how far a step goes
 * @param learningRate multiple of the direction that is tried first, or taken
 */
public record Lbfgs(int memory, double tolerance, LineSearch lineSearch, double learningRate)
    implements Minimizer {
  private static final double C2 = 0.9;

  public Lbfgs {
    Check.that(memory >= 1 && memory <= 1000, "memory must be from 1 to 1000, not %s", memory);
    Check.notNegative("tolerance", tolerance);
    Check.positive("learningRate", learningRate);
  }

  /** With a line search. */
  public Lbfgs(int memory, double tolerance) {
    this(memory, tolerance, LineSearch.WOLFE, 1);
  }

  @Override
  public Set<Order> orders() {
    return lineSearch == LineSearch.WOLFE
        ? EnumSet.of(Order.VALUE, Order.GRADIENT)
        : EnumSet.of(Order.GRADIENT);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    Search search = new Search(problem, problem.trial().order(orders()), x0);
    problem.show(to -> to.figure(Figures.SKIPPED_PAIRS, (double) search.skipped));
    search.run(tolerance);
  }

  private final class Search extends LineDescent {
    private final Metered problem;
    private final Trial trial;
    private final WolfeSearch wolfe;
    private final int slots;
    private final double[][] s;
    private final double[][] y;
    private final double[] rho;
    private final double[] alpha;
    private double first = learningRate;
    private int kept;
    private int newest;

    Search(Metered problem, Trial trial, double[] x0) {
      super(problem, trial, x0);
      this.problem = problem;
      this.trial = trial;
      wolfe = new WolfeSearch(problem, trial, C2);
      slots = memory + 1; // one is spare, for a pair that may not be kept
      s = new double[slots][x0.length];
      y = new double[slots][x0.length];
      rho = new double[slots];
      alpha = new double[slots];
    }

    @Override
    boolean step(double value, double slope) {
      if (lineSearch == LineSearch.WOLFE) {
        return wolfe.search(x, value, slope, direction, first) > 0;
      }
      System.arraycopy(x, 0, trial.x, 0, x.length);
      Vectors.add(learningRate, direction, trial.x);
      if (Arrays.equals(x, trial.x)) {
        return false;
      }
      problem.evaluate(trial);
      return true;
    }

    @Override
    boolean forget() {
      boolean had = kept > 0 || first != 1;
      kept = 0;
      first = 1;
      return had;
    }

    @Override
    void learn(Trial at) {
      int next = (newest + 1) % slots;
      Vectors.subtract(at.x, x, s[next]);
      Vectors.subtract(at.gradient, gradient, y[next]);
      if (isFit(s[next], y[next])) {
        rho[next] = 1 / Vectors.dot(s[next], y[next]);
        newest = next;
        kept = Math.min(kept + 1, memory);
      }
    }

    /** direction ← -H g, from the newest pair to the oldest and back. */
    @Override
    void direct() {
      for (int i = 0; i < x.length; i++) {
        direction[i] = -gradient[i];
      }
      for (int k = 0; k < kept; k++) {
        int i = Math.floorMod(newest - k, slots);
        alpha[i] = rho[i] * Vectors.dot(s[i], direction);
        Vectors.add(-alpha[i], y[i], direction);
      }
      Vectors.scale(
          kept > 0
              ? 1 / (rho[newest] * Vectors.dot(y[newest], y[newest]))
              : Math.min(1, 1 / Vectors.norm1(gradient)),
          direction);
      for (int k = kept - 1; k >= 0; k--) {
        int i = Math.floorMod(newest - k, slots);
        double beta = rho[i] * Vectors.dot(y[i], direction);
        Vectors.add(alpha[i] - beta, s[i], direction);
      }
    }
  }
}
