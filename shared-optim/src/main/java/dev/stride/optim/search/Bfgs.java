package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * BFGS with the inverse Hessian as a dense matrix (Nocedal and Wright 2006, algorithm 6.1 and
 * equation 6.17) and a search for the strong Wolfe conditions:
 *
 * <pre>
 * d = -H g,   s = x′ - x,   y = g′ - g,   ρ = 1/(sᵀy)
 * H ← (I - ρ s yᵀ) H (I - ρ y sᵀ) + ρ s sᵀ
 * </pre>
 *
 * <p>H is (sᵀy / yᵀy) I before its first pair (equation 6.20); without a pair, d = -min(1, 1/‖g‖₁)
 * g. Each trial point is charged as one value and one gradient. Ends and behaves under noise as
 * {@link LineDescent} says. O(n²) per step and in memory.
 *
 * @param tolerance Euclidean norm of the gradient that ends the search
 */
public record Bfgs(double tolerance) implements Minimizer {
  private static final double C2 = 0.9;

  public Bfgs {
    Check.notNegative("tolerance", tolerance);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE, Order.GRADIENT);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    Search search = new Search(problem, problem.trial().order(orders()), x0);
    problem.show(to -> to.figure(Figures.SKIPPED_PAIRS, (double) search.skipped));
    search.run(tolerance);
  }

  private static final class Search extends LineDescent {
    private final WolfeSearch wolfe;
    private final double[][] h;
    private final double[] s;
    private final double[] y;
    private final double[] hy;
    private boolean learned;

    Search(Metered problem, Trial trial, double[] x0) {
      super(problem, trial, x0);
      int n = x0.length;
      wolfe = new WolfeSearch(problem, trial, C2);
      h = new double[n][n];
      s = new double[n];
      y = new double[n];
      hy = new double[n];
    }

    @Override
    void direct() {
      double scale = Math.min(1, 1 / Vectors.norm1(gradient));
      for (int i = 0; i < x.length; i++) {
        direction[i] = learned ? -Vectors.dot(h[i], gradient) : -scale * gradient[i];
      }
    }

    @Override
    boolean step(double value, double slope) {
      return wolfe.search(x, value, slope, direction, 1) > 0;
    }

    @Override
    boolean forget() {
      boolean had = learned;
      learned = false;
      return had;
    }

    @Override
    void learn(Trial at) {
      Vectors.subtract(at.x, x, s);
      Vectors.subtract(at.gradient, gradient, y);
      if (!isFit(s, y)) {
        return;
      }
      double sy = Vectors.dot(s, y);
      if (!learned) {
        double scale = sy / Vectors.dot(y, y);
        for (int i = 0; i < s.length; i++) {
          for (int j = 0; j < s.length; j++) {
            h[i][j] = i == j ? scale : 0;
          }
        }
        learned = true;
      }
      for (int i = 0; i < s.length; i++) {
        hy[i] = Vectors.dot(h[i], y);
      }
      // The product written out; symmetric to the bit, because each entry and its mirror are the
      // same sum.
      double ss = (1 + Vectors.dot(y, hy) / sy) / sy;
      for (int i = 0; i < s.length; i++) {
        for (int j = 0; j < s.length; j++) {
          h[i][j] += ss * (s[i] * s[j]) - (hy[i] * s[j] + s[i] * hy[j]) / sy;
        }
      }
    }
  }
}
