package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Arrays;
import java.util.Set;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Quantum natural SPSA (Gacon et al. 2021, sections 3 and 4): SPSA's gradient, preconditioned by a
 * Fubini-Study metric that is estimated from four fidelities F(θ, θ′) = |⟨ψ(θ)|ψ(θ′)⟩|² along two
 * random directions more, however many parameters there are:
 *
 * <pre>
 * δF = F(θ, θ+ε(Δ₁+Δ₂)) - F(θ, θ+εΔ₁) - F(θ, θ+ε(Δ₂-Δ₁)) + F(θ, θ-εΔ₁)
 * ĝ = -δF/(8ε²) (Δ₁Δ₂ᵀ + Δ₂Δ₁ᵀ),   Δ_i = ±1
 * ḡ ← k/(k+1) ḡ + 1/(k+1) ĝ,   k = 1, 2, ...,   ḡ = I at first
 * θ ← θ - η (√(ḡ²) + λI)⁻¹ ∇̂E
 * </pre>
 *
 * <p>√(ḡ²) has the absolute eigenvalues of ḡ, which may be negative as an estimate is. With {@code
 * resamplings} = N above 1, ∇̂E and ĝ are means over N draws of the directions. With {@code
 * blocking}, the value is measured at both ends of the step, anew at the old one, and the step is
 * not taken where it rose by more than {@code allowedIncrease}.
 *
 * <p>An iteration takes 2N values and 4N fidelities, and two values more with blocking; O(n³) for
 * the eigenvalues. Runs until the budget is spent.
 *
 * @param learningRate η
 * @param c ε, of both the pair of values and the fidelities
 * @param lambda λ; an eigenvalue near zero makes a step of η/λ times the gradient
 * @param resamplings N
 * @param blocking whether steps that raise the value are refused
 * @param allowedIncrease what a step may raise the measured value by; a few standard deviations of
 *     its noise are usual
 */
public record QnSpsa(
    double learningRate,
    double c,
    double lambda,
    int resamplings,
    boolean blocking,
    double allowedIncrease)
    implements Minimizer {
  public QnSpsa {
    Check.positive("learningRate", learningRate);
    Check.positive("c", c);
    Check.positive("lambda", lambda);
    Check.count("resamplings", resamplings, 1, 1_000_000);
    Check.notNegative("allowedIncrease", allowedIncrease);
    Check.that(
        blocking || allowedIncrease == 0, "allowedIncrease has a meaning with blocking=true alone");
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE, Order.FIDELITY);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    new Search(problem, x0, rng).run();
  }

  private final class Search {
    private final Metered problem;
    private final UniformRandomProvider rng;
    private final double[] x;
    private final double[] next;
    private final double[] gradient;
    private final double[][] metric;
    private final double[][] sample;
    private final double[] first;
    private final double[] second;
    private final double[] both;
    private final Trial value;
    private final Trial fidelity;

    Search(Metered problem, double[] x0, UniformRandomProvider rng) {
      this.problem = problem;
      this.rng = rng;
      int n = x0.length;
      x = x0.clone();
      next = new double[n];
      gradient = new double[n];
      metric = new double[n][n];
      sample = new double[n][n];
      first = new double[n];
      second = new double[n];
      both = new double[n];
      value = problem.trial().order(Order.VALUE);
      fidelity = problem.trial().order(Order.FIDELITY);
      for (int i = 0; i < n; i++) {
        metric[i][i] = 1;
      }
    }

    void run() {
      for (long k = 1; ; k++) {
        Arrays.fill(gradient, 0);
        for (double[] row : sample) {
          Arrays.fill(row, 0);
        }
        for (int draw = 0; draw < resamplings; draw++) {
          sampleGradient();
          sampleMetric();
        }
        for (int i = 0; i < x.length; i++) {
          for (int j = 0; j < x.length; j++) {
            metric[i][j] += (sample[i][j] - metric[i][j]) / (k + 1);
          }
        }
        propose();
        if (!blocking || valueAt(next) <= valueAt(x) + allowedIncrease) {
          System.arraycopy(next, 0, x, 0, x.length);
        }
        problem.recommend(x);
      }
    }

    private void sampleGradient() {
      Spsa.draw(first, rng);
      double slope = Spsa.slope(problem, value, x, first, c);
      Vectors.add(slope / resamplings, first, gradient);
    }

    private void sampleMetric() {
      Spsa.draw(first, rng);
      Spsa.draw(second, rng);
      for (int i = 0; i < x.length; i++) {
        both[i] = first[i] + second[i];
      }
      double change = fidelityAlong(both, c) - fidelityAlong(first, c);
      Vectors.subtract(second, first, both);
      change -= fidelityAlong(both, c) - fidelityAlong(first, -c);
      double weight = -change / (8 * c * c * resamplings);
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < x.length; j++) {
          sample[i][j] += weight * (first[i] * second[j] + second[i] * first[j]);
        }
      }
    }

    private double fidelityAlong(double[] direction, double length) {
      System.arraycopy(x, 0, fidelity.x, 0, x.length);
      System.arraycopy(x, 0, fidelity.other, 0, x.length);
      Vectors.add(length, direction, fidelity.other);
      problem.evaluate(fidelity);
      return fidelity.fidelity;
    }

    /** next ← x - η (√(ḡ²) + λI)⁻¹ ∇̂E. */
    private void propose() {
      double sum = Vectors.norm1(gradient) * 0;
      for (double[] row : metric) {
        for (double entry : row) {
          sum += entry * 0;
        }
      }
      if (sum != 0) {
        throw new Diverged("the gradient or the metric is not finite");
      }
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(metric));
      System.arraycopy(x, 0, next, 0, x.length);
      for (int k = 0; k < x.length; k++) {
        RealVector vector = eigen.getEigenvector(k);
        double scale = Math.abs(eigen.getRealEigenvalue(k)) + lambda;
        double[] v = vector.toArray();
        Vectors.add(-learningRate * Vectors.dot(v, gradient) / scale, v, next);
      }
    }

    private double valueAt(double[] at) {
      System.arraycopy(at, 0, value.x, 0, at.length);
      problem.evaluate(value);
      return value.value;
    }
  }
}
