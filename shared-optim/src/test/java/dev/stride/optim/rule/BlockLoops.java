package dev.stride.optim.rule;

import dev.stride.optim.MetricStep;
import dev.stride.optim.Step;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Rules whose every entry depends on all others, and so need dense steps. */
final class BlockLoops {
  private BlockLoops() {}

  /** More than one pass, each over all parameters. */
  private abstract static class Whole extends HandLoop {
    @Override
    final double change(int i, int j, double d, double x) {
      throw new UnsupportedOperationException();
    }
  }

  static final class DAdaptationLoop extends Whole {
    private static final double DECAY = Math.sqrt(0.999);

    private final double[] m;
    private final double[] v;
    private final double[] s;
    private double r;
    private double distance = 1e-6;

    DAdaptationLoop(int n) {
      m = new double[n];
      v = new double[n];
      s = new double[n];
    }

    @Override
    void dense(Step step, double[] x) {
      double[] d = step.value;
      double product = 0;
      double length = 0;
      for (int i = 0; i < d.length; i++) {
        double mean = 0.9 * m[i] + 0.1 * distance * d[i];
        double square = 0.999 * v[i] + 0.001 * d[i] * d[i];
        double sum = DECAY * s[i] + (1 - DECAY) * distance * d[i];
        double inverse = 1 / (Math.sqrt(square) + 1e-8);
        product += d[i] * inverse * s[i];
        length += Math.abs(sum);
        m[i] = mean;
        v[i] = square;
        s[i] = sum;
        d[i] = mean * inverse;
      }
      adapt(product, length);
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[] d = step.value;
      double product = 0;
      double length = 0;
      for (int i = 0; i < d.length; i++) {
        double mean = 0.9 * m[i] + 0.1 * distance * d[i];
        double square = 0.999 * v[i] + 0.001 * d[i] * d[i];
        double sum = DECAY * s[i] + (1 - DECAY) * distance * d[i];
        double inverse = 1 / (Math.sqrt(square) + 1e-8);
        product += d[i] * inverse * s[i];
        length += Math.abs(sum);
        m[i] = mean;
        v[i] = square;
        s[i] = sum;
        x[i] += mean * inverse;
      }
      adapt(product, length);
    }

    private void adapt(double product, double length) {
      r = DECAY * r + (1 - DECAY) * distance * product;
      distance = Math.max(distance, r / ((1 - DECAY) * length));
    }
  }

  static final class ProdigyLoop extends Whole {
    private static final double DECAY = Math.sqrt(0.999);

    private final double[] origin;
    private final double[] m;
    private final double[] v;
    private final double[] s;
    private double r;
    private double distance = 1e-6;
    private boolean started;

    ProdigyLoop(int n) {
      origin = new double[n];
      m = new double[n];
      v = new double[n];
      s = new double[n];
    }

    /** A pass of its own: the loop over all is too long to be vectorised. */
    private double product(double[] d, double[] x) {
      if (!started) {
        System.arraycopy(x, 0, origin, 0, x.length);
        started = true;
      }
      double product = 0;
      for (int i = 0; i < d.length; i++) {
        product += d[i] * (x[i] - origin[i]);
      }
      return product;
    }

    @Override
    void dense(Step step, double[] x) {
      double[] d = step.value;
      double product = product(d, x);
      double weight = (1 - DECAY) * distance * distance;
      double length = 0;
      for (int i = 0; i < d.length; i++) {
        double scaled = distance * d[i];
        double mean = 0.9 * m[i] + 0.1 * scaled;
        double square = 0.999 * v[i] + 0.001 * scaled * scaled;
        double sum = DECAY * s[i] + weight * d[i];
        length += Math.abs(sum);
        m[i] = mean;
        v[i] = square;
        s[i] = sum;
        d[i] = distance * mean / (Math.sqrt(square) + distance * 1e-8);
      }
      adapt(weight * product, length);
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[] d = step.value;
      double product = product(d, x);
      double weight = (1 - DECAY) * distance * distance;
      double length = 0;
      for (int i = 0; i < d.length; i++) {
        double scaled = distance * d[i];
        double mean = 0.9 * m[i] + 0.1 * scaled;
        double square = 0.999 * v[i] + 0.001 * scaled * scaled;
        double sum = DECAY * s[i] + weight * d[i];
        length += Math.abs(sum);
        m[i] = mean;
        v[i] = square;
        s[i] = sum;
        x[i] += distance * mean / (Math.sqrt(square) + distance * 1e-8);
      }
      adapt(weight * product, length);
    }

    private void adapt(double product, double length) {
      r = DECAY * r + product;
      distance = Math.max(distance, r / length);
    }
  }

  /** A square matrix. */
  static final class AdafactorLoop extends Whole {
    private final int side;
    private final double[] rows;
    private final double[] columns;
    private final double[] rowFactors;
    private final double[] columnFactors;
    private double steps;

    AdafactorLoop(int n) {
      side = (int) Math.sqrt(n);
      rows = new double[side];
      columns = new double[side];
      rowFactors = new double[side];
      columnFactors = new double[side];
    }

    /** Updates the sums and their factors; returns ‖x‖². */
    private double takeIn(double[] d, double[] x) {
      double beta = 1 - StrictMath.exp(-0.8 * StrictMath.log(steps));
      double[] sums = columnFactors;
      Arrays.fill(sums, 0);
      double all = 0;
      double lengths = 0;
      for (int r = 0, i = 0; r < side; r++) {
        double sum = 0;
        for (int c = 0; c < side; c++, i++) {
          double square = d[i] * d[i] + 1e-30;
          sum += square;
          lengths += x[i] * x[i];
          sums[c] += square;
        }
        rows[r] = beta * rows[r] + (1 - beta) * sum;
        all += rows[r];
      }
      for (int c = 0; c < side; c++) {
        columns[c] = beta * columns[c] + (1 - beta) * sums[c];
        columnFactors[c] = 1 / Math.sqrt(columns[c]);
        rowFactors[c] = Math.sqrt(all / rows[c]);
      }
      return lengths;
    }

    private double scale(double lengths, double squares, int n) {
      double size = Math.max(1e-3, Math.sqrt(lengths / n));
      return size * Math.min(0.01, 1 / Math.sqrt(steps)) / Math.max(1, Math.sqrt(squares / n));
    }

    @Override
    void dense(Step step, double[] x) {
      double[] d = step.value;
      steps++;
      double lengths = takeIn(d, x);
      double squares = 0;
      for (int r = 0, i = 0; r < side; r++) {
        double factor = rowFactors[r];
        for (int c = 0; c < side; c++, i++) {
          double u = d[i] * factor * columnFactors[c];
          squares += u * u;
          d[i] = u;
        }
      }
      double scale = scale(lengths, squares, d.length);
      for (int i = 0; i < d.length; i++) {
        d[i] *= scale;
      }
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[] d = step.value;
      steps++;
      double lengths = takeIn(d, x);
      double squares = 0;
      for (int r = 0, i = 0; r < side; r++) {
        double factor = rowFactors[r];
        for (int c = 0; c < side; c++, i++) {
          double u = d[i] * factor * columnFactors[c];
          squares += u * u;
        }
      }
      double scale = scale(lengths, squares, d.length);
      for (int r = 0, i = 0; r < side; r++) {
        double factor = rowFactors[r] * scale;
        for (int c = 0; c < side; c++, i++) {
          x[i] += d[i] * factor * columnFactors[c];
        }
      }
    }
  }

  /** A square matrix; the decomposition is that of the rule. */
  static final class ShampooLoop extends Whole {
    private final int side;
    private final double[][] left;
    private final double[][] right;

    ShampooLoop(int n) {
      side = (int) Math.sqrt(n);
      left = new double[side][side];
      right = new double[side][side];
      for (int i = 0; i < side; i++) {
        left[i][i] = 1e-4;
        right[i][i] = 1e-4;
      }
    }

    @Override
    void dense(Step step, double[] x) {
      double[][] change = change(step.value);
      for (int i = 0; i < step.value.length; i++) {
        step.value[i] = 0.01 * change[i / side][i % side];
      }
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[][] change = change(step.value);
      for (int i = 0; i < x.length; i++) {
        x[i] += 0.01 * change[i / side][i % side];
      }
    }

    private double[][] change(double[] d) {
      double[][] step = new double[side][];
      for (int r = 0; r < side; r++) {
        step[r] = Arrays.copyOfRange(d, r * side, (r + 1) * side);
      }
      for (int r = 0; r < side; r++) {
        for (int c = 0; c < side; c++) {
          for (int k = 0; k < side; k++) {
            left[r][c] += step[r][k] * step[c][k];
            right[r][c] += step[k][r] * step[k][c];
          }
        }
      }
      return product(product(root(left), step), root(right));
    }

    private double[][] root(double[][] sum) {
      double largest = 0;
      for (int i = 0; i < side; i++) {
        largest = Math.max(largest, sum[i][i]);
      }
      double[][] share = new double[side][side];
      for (int i = 0; i < side; i++) {
        for (int j = 0; j < side; j++) {
          share[i][j] = sum[i][j] / largest;
        }
      }
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(share, false));
      double[][] vectors = eigen.getV().getData();
      double[][] scaled = new double[side][side];
      double[][] transposed = new double[side][side];
      for (int k = 0; k < side; k++) {
        double value = largest * Math.max(eigen.getRealEigenvalue(k), 1e-4 / largest);
        double factor = 1 / Math.sqrt(Math.sqrt(value));
        for (int i = 0; i < side; i++) {
          scaled[i][k] = factor * vectors[i][k];
          transposed[k][i] = vectors[i][k];
        }
      }
      return product(scaled, transposed);
    }

    private double[][] product(double[][] a, double[][] b) {
      double[][] product = new double[side][side];
      for (int r = 0; r < side; r++) {
        for (int k = 0; k < side; k++) {
          double factor = a[r][k];
          for (int c = 0; c < side; c++) {
            product[r][c] += factor * b[k][c];
          }
        }
      }
      return product;
    }
  }

  /** The decomposition is that of the rule. */
  static final class QngLoop extends Whole {
    @Override
    void dense(Step step, double[] x) {
      double[] change = change((MetricStep) step);
      for (int i = 0; i < change.length; i++) {
        step.value[i] = 0.01 * change[i];
      }
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[] change = change((MetricStep) step);
      for (int i = 0; i < change.length; i++) {
        x[i] += 0.01 * change[i];
      }
    }

    private static double[] change(MetricStep step) {
      double[] d = step.value;
      int n = d.length;
      double[][] metric = new double[n][];
      double largest = 0;
      for (int i = 0; i < n; i++) {
        metric[i] = Arrays.copyOfRange(step.metric, i * n, (i + 1) * n);
        largest = Math.max(largest, Math.abs(metric[i][i]));
      }
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(metric, false));
      RealMatrix vectors = eigen.getV();
      double[] solved = new double[n];
      for (int k = 0; k < n; k++) {
        double value = eigen.getRealEigenvalue(k);
        if (value > 1e-12 * largest) {
          double component = 0;
          for (int i = 0; i < n; i++) {
            component += vectors.getEntry(i, k) * d[i];
          }
          for (int i = 0; i < n; i++) {
            solved[i] += vectors.getEntry(i, k) * (component / value);
          }
        }
      }
      return solved;
    }
  }
}
