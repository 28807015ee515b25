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
import org.apache.commons.math3.linear.RealVector;

/**
 * The natural gradient (Amari 1998; for circuits Stokes et al. 2020, equation 9): x ← x + η_k (g +
 * λI)⁺ d for the metric g, n×n and symmetric.
 *
 * <p>⁺ is the inverse on the span of the eigenvectors of g + λI whose eigenvalues are above 10⁻¹²
 * of its largest diagonal entry, and zero on the others. So an invertible metric is inverted,
 * directions that change nothing are not taken, and those where a measured metric is negative
 * neither: the step never turns uphill. Costs O(n³) per block and allocates.
 *
 * @param learningRate η_k
 * @param metric which metric to ask for; the diagonal costs O(n)
 * @param lambda λ
 */
public record Qng(Schedule learningRate, Metric metric, double lambda) implements Rule<MetricStep> {
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
    private long steps;

    QngState(Qng rule, Layout layout) {
      this.rule = rule;
      blocks = rule.metric == Metric.BLOCK ? layout : Layout.flat(layout.size());
    }

    @Override
    public void apply(MetricStep step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double[] d = step.value;
      int n = step.size;
      double cutoff = cutoff(step.metric, n);
      if (rule.metric == Metric.DIAGONAL) {
        for (int i = 0; i < n; i++) {
          double g = step.metric[i * n + i] + rule.lambda;
          d[i] = g > cutoff ? rate * d[i] / g : 0;
        }
      } else {
        for (Layout.Block block : blocks.blocks()) {
          solve(step, block.offset(), block.size(), rate, cutoff);
        }
      }
    }

    private double cutoff(double[] metric, int n) {
      double largest = 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        largest = Math.max(largest, Math.abs(metric[i * n + i] + rule.lambda));
      }
      for (double entry : metric) {
        sum += entry * 0;
      }
      if (sum != 0) {
        throw new Diverged("the metric is not finite");
      }
      return CUTOFF * largest;
    }

    private void solve(MetricStep step, int from, int size, double rate, double cutoff) {
      int n = step.size;
      double[][] g = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          int ij = (from + i) * n + from + j;
          int ji = (from + j) * n + from + i;
          g[i][j] = (step.metric[ij] + step.metric[ji]) / 2;
        }
        g[i][i] += rule.lambda;
      }
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(g, false));
      double[] solved = new double[size];
      for (int k = 0; k < size; k++) {
        double eigenvalue = eigen.getRealEigenvalue(k);
        if (eigenvalue > cutoff) {
          RealVector vector = eigen.getEigenvector(k);
          double component = 0;
          for (int i = 0; i < size; i++) {
            component += vector.getEntry(i) * step.value[from + i];
          }
          for (int i = 0; i < size; i++) {
            solved[i] += vector.getEntry(i) * (component / eigenvalue);
          }
        }
      }
      for (int i = 0; i < size; i++) {
        step.value[from + i] = rate * solved[i];
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
    }
  }
}
