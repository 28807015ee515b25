package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Shampoo (Gupta, Koren and Singer 2018, algorithm 1): for a block of m×n parameters X with the
 * proposed step D, L ← L + DDᵀ (m×m), R ← R + DᵀD (n×n), X ← X + η_k L^-¼ D R^-¼, from L = εI and R
 * = εI on.
 *
 * <p>A block of more than two axes is a matrix with all axes but the last as rows. A vector is the
 * paper's tensor of order one (algorithm 2): L^-½ d with its full matrix L, which is AdaGrad with
 * the full matrix. An eigenvalue counts as no less than ε, nor than what rounding leaves of it,
 * 10⁻¹⁵ of the largest diagonal entry. Costs O(m³ + n³) and m² + n² numbers per block, and
 * allocates. Needs dense steps.
 *
 * @param learningRate η_k
 * @param epsilon ε
 */
public record Shampoo(Schedule learningRate, double epsilon) implements Rule<Step> {
  private static final double ROUNDING = 1e-15;

  /** Entries below this share of the largest count as zero: their squares would vanish. */
  private static final double VANISHING = 1e-100;

  public Shampoo {
    Check.positive("epsilon", epsilon);
  }

  @Override
  public boolean needsDense() {
    return true;
  }

  @Override
  public State<Step> start(Layout layout) {
    return new ShampooState(this, layout);
  }

  private static final class ShampooState implements State<Step> {
    private final Schedule learningRate;
    private final List<Preconditioner> preconditioners = new ArrayList<>();
    private long steps;

    ShampooState(Shampoo rule, Layout layout) {
      learningRate = rule.learningRate;
      for (Layout.Block block : layout.blocks()) {
        preconditioners.add(new Preconditioner(block, rule.epsilon));
      }
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = learningRate.at(steps++);
      for (Preconditioner preconditioner : preconditioners) {
        preconditioner.apply(step.value, rate);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      for (Preconditioner preconditioner : preconditioners) {
        preconditioner.slots(slots.at(preconditioner.block.name()));
      }
    }
  }

  /** L and R of one block; a vector has no R. */
  private static final class Preconditioner {
    final Layout.Block block;
    private final double epsilon;
    private final boolean matrix;
    private final int rows;
    private final int columns;
    private final double[] left;
    private final double[] right;

    Preconditioner(Layout.Block block, double epsilon) {
      this.block = block;
      this.epsilon = epsilon;
      int axes = block.shape().size();
      matrix = axes > 1;
      columns = matrix ? block.shape().get(axes - 1) : 1;
      rows = block.size() / columns;
      left = identity(rows);
      right = identity(matrix ? columns : 0);
    }

    private double[] identity(int n) {
      double[] identity = new double[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * n + i] = epsilon;
      }
      return identity;
    }

    void apply(double[] d, double rate) {
      int from = block.offset();
      double[][] entries = new double[rows][];
      for (int r = 0; r < rows; r++) {
        entries[r] = Arrays.copyOfRange(d, from + r * columns, from + (r + 1) * columns);
      }
      RealMatrix step = new Array2DRowRealMatrix(entries, false);
      RealMatrix transposed = step.transpose();
      add(step.multiply(transposed), left);
      if (matrix) {
        add(transposed.multiply(step), right);
      }
      if (!isFinite(left)) {
        Arrays.fill(d, from, from + rows * columns, Double.NaN);
        return;
      }
      RealMatrix taken = inverseRoot(left, rows).multiply(step);
      if (matrix) {
        taken = taken.multiply(inverseRoot(right, columns));
      }
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          d[from + r * columns + c] = rate * taken.getEntry(r, c);
        }
      }
    }

    private static void add(RealMatrix product, double[] sum) {
      int n = product.getRowDimension();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          sum[i * n + j] += product.getEntry(i, j);
        }
      }
    }

    private static boolean isFinite(double[] sum) {
      double check = 0;
      for (double entry : sum) {
        check += entry * 0;
      }
      return check == 0;
    }

    /** The inverse fourth root, or, for a vector, the inverse root. */
    private RealMatrix inverseRoot(double[] sum, int n) {
      double largest = 0;
      for (int i = 0; i < n; i++) {
        largest = Math.max(largest, sum[i * n + i]);
      }
      // Scaled, because the decomposition squares what it gets.
      RealMatrix share = new Array2DRowRealMatrix(n, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double entry = sum[i * n + j] / largest;
          share.setEntry(i, j, Math.abs(entry) < VANISHING ? 0 : entry);
        }
      }
      EigenDecomposition eigen = new EigenDecomposition(share);
      RealMatrix vectors = eigen.getV();
      RealMatrix scaled = vectors.copy();
      double least = Math.max(epsilon / largest, ROUNDING);
      for (int k = 0; k < n; k++) {
        double inverse = 1 / Math.sqrt(largest * Math.max(eigen.getRealEigenvalue(k), least));
        double factor = matrix ? Math.sqrt(inverse) : inverse;
        for (int i = 0; i < n; i++) {
          scaled.multiplyEntry(i, k, factor);
        }
      }
      return scaled.multiply(vectors.transpose());
    }

    void slots(Slots slots) {
      slots.vector("left", left);
      slots.vector("right", right);
    }
  }
}
