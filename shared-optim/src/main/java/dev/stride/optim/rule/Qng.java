package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Set;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The natural gradient (Amari 1998; for circuits Stokes et al. 2020, equation 9): x ← x + η_k G⁺ d,
 * where G is made of the metric g, n×n and symmetric, as {@code regularisation} says; by default G
 * = g + λI.
 *
 * <p>⁺ is the inverse on the span of the eigenvectors of G whose eigenvalues are above 10⁻¹² of its
 * largest diagonal entry, and zero on the others. So an invertible metric is inverted, directions
 * that change nothing are not taken, and those where a measured metric is negative neither, unless
 * their absolute value counts: the step never turns uphill. Costs O(n³) per block and allocates.
 *
 * <p>The momentum form, x ← x + ρ(x - x⁻) + η_k G⁺ d, is a chain: {@code
 * qng+momentum:learningRate=1,momentum=0.9}.
 *
 * @param learningRate η_k
 * @param metric which metric to ask for; the diagonal costs O(n)
 * @param regularisation how the metric is made invertible
 * @param lambda λ
 * @param average whether g stands for the mean of all metrics so far, ḡ ← k/(k+1) ḡ + 1/(k+1) g
 *     (Gacon et al. 2021, section 3); k counts from 0
 */
public record Qng(
    Schedule learningRate,
    Metric metric,
    Regularisation regularisation,
    double lambda,
    boolean average)
    implements Rule<MetricStep> {
  private static final double CUTOFF = 1e-12;

  /** How much of the metric is used. */
  public enum Metric {
    /** All of it. */
    FULL(Order.METRIC_FULL),
    /** The diagonal blocks of the layout. */
    BLOCK(Order.METRIC_BLOCK),
    /** The diagonal. */
    DIAGONAL(Order.METRIC_DIAGONAL);

    private final Order order;

    Metric(Order order) {
      this.order = order;
    }
  }

  /** What an eigenvalue γ of the metric becomes in G. */
  public enum Regularisation {
    /** γ + λ; no step along its eigenvector where that is not positive. */
    SHIFT,
    /**
     * γ; no step along its eigenvector where it is not above λ times the largest diagonal entry.
     */
    TRUNCATED,
    /** |γ| + λ, so that G = √(g²) + λI (Gacon et al. 2021). */
    ABSOLUTE,
    /** (|γ| + λ)/(1 + λ), so that the identity stays what it is (Gacon et al. 2021). */
    ABSOLUTE_SCALED,
    /** √(γ + λ), half way to the plain gradient; no step where γ + λ is not positive. */
    ROOT;

    /** What is added to γ before anything else. */
    private double shift(double lambda) {
      return this == SHIFT || this == ROOT ? lambda : 0;
    }

    /**
     * The eigenvalue of G, or 0 where no step is taken.
     *
     * @param value γ with its shift
     * @param largest the largest diagonal entry of the metric with its shift
     */
    private double eigenvalue(double value, double lambda, double largest) {
      boolean absolute = this == ABSOLUTE || this == ABSOLUTE_SCALED;
      double positive = absolute ? Math.abs(value) + lambda : value;
      double cutoff = this == TRUNCATED ? Math.max(CUTOFF, lambda) : CUTOFF;
      if (positive <= cutoff * largest) {
        return 0;
      }
      return switch (this) {
        case SHIFT, TRUNCATED, ABSOLUTE -> positive;
        case ABSOLUTE_SCALED -> positive / (1 + lambda);
        case ROOT -> Math.sqrt(positive);
      };
    }
  }

  public Qng {
    Check.notNegative("lambda", lambda);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(metric.order);
  }

  @Override
  public Class<? extends Step> stepType() {
    return MetricStep.class;
  }

  @Override
  public State<MetricStep> start(Layout layout) {
    return new QngState(this, layout);
  }

  private static final class QngState implements State<MetricStep> {
    private final Qng rule;
    private final Layout blocks;
    private final double shift;

    /** The mean of the metrics so far; empty where there is none to keep. */
    private final double[] mean;

    private long steps;

    QngState(Qng rule, Layout layout) {
      this.rule = rule;
      int n = layout.size();
      blocks = rule.metric == Metric.BLOCK ? layout : Layout.flat(n);
      shift = rule.regularisation.shift(rule.lambda);
      mean = new double[rule.average ? n * n : 0];
    }

    @Override
    public void apply(MetricStep step, double[] x) {
      double[] metric = rule.average ? averaged(step.metric) : step.metric;
      double rate = rule.learningRate.at(steps++);
      double[] d = step.value;
      int n = step.size;
      double largest = largest(metric, n);
      if (rule.metric == Metric.DIAGONAL) {
        for (int i = 0; i < n; i++) {
          double g = eigenvalue(metric[i * n + i] + shift, largest);
          d[i] = g > 0 ? rate * d[i] / g : 0;
        }
      } else {
        for (Layout.Block block : blocks.blocks()) {
          solve(step, metric, block, rate, largest);
        }
      }
    }

    private double[] averaged(double[] metric) {
      double share = 1.0 / (steps + 1);
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (1 - share) * mean[i] + share * metric[i];
      }
      return mean;
    }

    private double eigenvalue(double value, double largest) {
      return rule.regularisation.eigenvalue(value, rule.lambda, largest);
    }

    private double largest(double[] metric, int n) {
      double largest = 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        largest = Math.max(largest, Math.abs(metric[i * n + i] + shift));
      }
      for (double entry : metric) {
        sum += entry * 0;
      }
      if (sum != 0) {
        throw new Diverged("the metric is not finite");
      }
      return largest;
    }

    private void solve(
        MetricStep step, double[] metric, Layout.Block block, double rate, double largest) {
      double[] d = step.value;
      int n = step.size;
      int from = block.offset();
      int size = block.size();
      double[][] g = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          int ij = (from + i) * n + from + j;
          int ji = (from + j) * n + from + i;
          g[i][j] = (metric[ij] + metric[ji]) / 2;
        }
        g[i][i] += shift;
      }
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(g, false));
      double[] solved = new double[size];
      for (int k = 0; k < size; k++) {
        double eigenvalue = eigenvalue(eigen.getRealEigenvalue(k), largest);
        if (eigenvalue > 0) {
          double[] vector = eigen.getEigenvector(k).toArray();
          double component = 0;
          for (int i = 0; i < size; i++) {
            component += vector[i] * d[from + i];
          }
          component /= eigenvalue;
          for (int i = 0; i < size; i++) {
            solved[i] += vector[i] * component;
          }
        }
      }
      for (int i = 0; i < size; i++) {
        d[from + i] = rate * solved[i];
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      if (rule.average) {
        slots.vector("metric", mean);
      }
    }
  }
}
