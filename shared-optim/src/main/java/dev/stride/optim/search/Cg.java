package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Nonlinear conjugate gradients of Polak and Ribière, with a search for the strong Wolfe conditions
 * at c₂ = 0.1 (Nocedal and Wright 2006, algorithm 5.4 with equations 5.44 and 5.45):
 *
 * <pre>
 * d = -g + β⁺ d⁻,   β⁺ = max(0, gᵀ(g - g⁻) / g⁻ᵀg⁻)
 * </pre>
 *
 * <p>It starts again from d = -g where β⁺ is 0, where two neighbouring gradients are far from
 * orthogonal, |gᵀg⁻| ≥ ν gᵀg (equation 5.52), and where d does not point downhill or a line search
 * fails. The first t to try is the last one times the ratio of the slopes (equation 3.60), and
 * min(1, 1/‖g‖₁) at first. Each trial point is charged as one value and one gradient. Ends and
 * behaves under noise as {@link LineDescent} says. O(n) per step.
 *
 * @param tolerance Euclidean norm of the gradient that ends the search
 * @param restart ν
 */
public record Cg(double tolerance, double restart) implements Minimizer {
  private static final double C2 = 0.1;

  public Cg {
    Check.notNegative("tolerance", tolerance);
    Check.positive("restart", restart);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE, Order.GRADIENT);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    new Search(problem, problem.trial().order(orders()), x0).run(tolerance);
  }

  private final class Search extends LineDescent {
    private final WolfeSearch wolfe;
    private boolean conjugate;
    private double beta;

    /** Of the last step: t times the slope along its direction; 0 before the first. */
    private double fall;

    Search(Metered problem, Trial trial, double[] x0) {
      super(problem, trial, x0);
      wolfe = new WolfeSearch(problem, trial, C2);
    }

    @Override
    void direct() {
      for (int i = 0; i < x.length; i++) {
        // Not 0 times the old direction, which may be infinite.
        direction[i] = conjugate ? beta * direction[i] - gradient[i] : -gradient[i];
      }
    }

    @Override
    boolean step(double value, double slope) {
      double first = fall == 0 ? Math.min(1, 1 / Vectors.norm1(gradient)) : fall / slope;
      double t = wolfe.search(x, value, slope, direction, first);
      fall = t * slope;
      return t > 0;
    }

    @Override
    boolean forget() {
      boolean had = conjugate || fall != 0;
      conjugate = false;
      fall = 0;
      return had;
    }

    @Override
    void learn(Trial at) {
      double gg = Vectors.dot(gradient, gradient);
      double between = Vectors.dot(at.gradient, gradient);
      double now = Vectors.dot(at.gradient, at.gradient);
      beta = Math.max(0, (now - between) / gg);
      conjugate = beta > 0 && Math.abs(between) < restart * now;
    }
  }
}
