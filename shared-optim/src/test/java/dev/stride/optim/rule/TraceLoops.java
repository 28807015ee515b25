package dev.stride.optim.rule;

import dev.stride.optim.Entries;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import java.util.Arrays;

/** Rules of temporal-difference learning; features and their difference are sparse. */
final class TraceLoops {
  private TraceLoops() {}

  private abstract static class Traced extends HandLoop {
    double[] z;

    @Override
    final void begin(Step step, double[] x) {
      TraceStep trace = (TraceStep) step;
      z = trace.trace;
      begin(trace);
    }

    void begin(TraceStep step) {}
  }

  /** The logarithm of a step size, kept as {@link LogSteps} keeps it. */
  private static double log(double beta, double change) {
    return Math.max(-10, beta + Math.max(-2, Math.min(2, change)));
  }

  private static void spread(Entries entries, double[] zeros) {
    for (int k = 0; k < entries.size; k++) {
      zeros[entries.index[k]] = entries.value[k];
    }
  }

  private static void clear(Entries entries, double[] zeros) {
    for (int k = 0; k < entries.size; k++) {
      zeros[entries.index[k]] = 0;
    }
  }

  static final class IdbdLoop extends Traced {
    private final double[] beta;
    private final double[] h;

    IdbdLoop(int n) {
      beta = new double[n];
      h = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double log = log(beta[i], 0.01 * d * h[i]);
      double alpha = 0.05 * StrictMath.exp(log);
      double change = alpha * d;
      h[i] = h[i] * Math.max(0, 1 - alpha * z[j] * z[j]) + change;
      beta[i] = log;
      return change;
    }
  }

  static final class TidbdLoop extends Traced {
    private final double[] beta;
    private final double[] h;
    private final double[] u;

    TidbdLoop(int n) {
      beta = new double[n];
      h = new double[n];
      u = new double[n];
    }

    @Override
    void begin(TraceStep step) {
      Entries features = step.features;
      for (int k = 0; k < features.size; k++) {
        int i = features.index[k];
        beta[i] = log(beta[i], 0.01 * step.delta * features.value[k] * h[i]);
      }
      spread(features, u);
    }

    @Override
    double change(int i, int j, double d, double x) {
      double alpha = 0.05 * StrictMath.exp(beta[i]);
      double change = alpha * d;
      h[i] = h[i] * Math.max(0, 1 - alpha * u[i] * z[j]) + change;
      return change;
    }

    @Override
    void end(Step step) {
      clear(((TraceStep) step).features, u);
    }
  }

  /** Step sizes that are normalised, and bounded together. */
  private abstract static class Bounded extends Traced {
    final double[] share;
    final double[] h;
    final double[] v;
    double bound;

    Bounded(int n) {
      share = new double[n];
      h = new double[n];
      v = new double[n];
      Arrays.fill(share, 1);
    }

    /** The normaliser, and the step size by it; returns the latter. */
    final double adapt(int i, double pull, double usual) {
      double a = share[i];
      if (usual > 0) {
        a = Math.max(1e-100, a * StrictMath.exp(0.01 * (pull / usual)));
      }
      v[i] = usual;
      share[i] = a;
      return a;
    }
  }

  static final class AutostepLoop extends Bounded {
    AutostepLoop(int n) {
      super(n);
    }

    @Override
    void begin(TraceStep step) {
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      double sum = 0;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double weight = 0.05 * z[j] * z[j];
        double pull = d[j] * h[i];
        double size = Math.abs(pull);
        double usual = Math.max(size, v[i] + share[i] * weight * (size - v[i]) * 1e-4);
        sum += adapt(i, pull, usual) * weight;
      }
      bound = 1 / Math.max(1, sum);
    }

    @Override
    double change(int i, int j, double d, double x) {
      double a = share[i] * bound;
      double alpha = 0.05 * a;
      double change = alpha * d;
      h[i] = h[i] * (1 - alpha * z[j] * z[j]) + change;
      share[i] = a;
      return change;
    }
  }

  /** By the full gradient, γx′ - x. */
  static final class AutoTidbdLoop extends Bounded {
    private final double[] active;
    private final double[] traces;
    private final double[] u;

    AutoTidbdLoop(int n) {
      super(n);
      active = new double[n];
      traces = new double[n];
      u = new double[n];
    }

    @Override
    void begin(TraceStep step) {
      spread(step.features, active);
      spread(step.difference, u);
      double[] byParameter = z;
      if (step.index != null) {
        byParameter = traces;
        for (int j = 0; j < step.size; j++) {
          traces[step.index[j]] = z[j];
        }
      }
      Entries difference = step.difference;
      double delta = step.delta;
      double sum = 0;
      for (int k = 0; k < difference.size; k++) {
        int i = difference.index[k];
        double weight = -0.05 * difference.value[k] * byParameter[i];
        double pull = -delta * difference.value[k] * h[i];
        double off = Math.abs(delta * active[i] * h[i]) - v[i];
        double usual = Math.max(Math.abs(pull), v[i] + share[i] * weight * off * 1e-4);
        sum += adapt(i, pull, usual) * weight;
      }
      bound = 1 / Math.max(1, sum);
    }

    @Override
    double change(int i, int j, double d, double x) {
      double a = share[i] * bound;
      double alpha = 0.05 * a;
      double change = alpha * d;
      h[i] = h[i] * Math.max(0, 1 + alpha * u[i] * z[j]) + change;
      share[i] = a;
      return change;
    }

    @Override
    void end(Step step) {
      TraceStep trace = (TraceStep) step;
      clear(trace.features, active);
      clear(trace.difference, u);
      if (step.index != null) {
        for (int j = 0; j < step.size; j++) {
          traces[step.index[j]] = 0;
        }
      }
    }
  }

  static final class AlphaBoundLoop extends Traced {
    private final double[] traces;
    private double largest;
    private double alpha;

    AlphaBoundLoop(int n) {
      traces = new double[n];
    }

    @Override
    void begin(TraceStep step) {
      if (step.index == null) {
        bound(step.difference, z);
      } else {
        for (int j = 0; j < step.size; j++) {
          traces[step.index[j]] = z[j];
        }
        bound(step.difference, traces);
        for (int j = 0; j < step.size; j++) {
          traces[step.index[j]] = 0;
        }
      }
    }

    private void bound(Entries difference, double[] byParameter) {
      double sum = 0;
      for (int k = 0; k < difference.size; k++) {
        sum += difference.value[k] * byParameter[difference.index[k]];
      }
      largest = Math.max(largest, Math.abs(sum));
      alpha = Math.min(1, 1 / largest);
    }

    @Override
    double change(int i, int j, double d, double x) {
      return alpha * d;
    }
  }

  static final class ObGdLoop extends Traced {
    private double alpha;

    @Override
    void begin(TraceStep step) {
      double length = 0;
      for (int j = 0; j < step.size; j++) {
        length += Math.abs(z[j]);
      }
      alpha = 1 / Math.max(1, 2 * Math.max(Math.abs(step.delta), 1) * length);
    }

    @Override
    double change(int i, int j, double d, double x) {
      return alpha * d;
    }
  }

  /** Where every step touches all, all are in their slow start at the same time. */
  static final class VSgdLoop extends Traced {
    private final double[] mean;
    private final double[] square;
    private final double[] curvature;
    private final double[] memory;
    private final double[] counts;
    private double count;

    VSgdLoop(int n) {
      mean = new double[n];
      square = new double[n];
      curvature = new double[n];
      memory = new double[n];
      counts = new double[n];
    }

    @Override
    void begin(TraceStep step) {
      count++;
    }

    @Override
    double change(int i, int j, double d, double x) {
      return count > 10 ? follow(i, d, z[j] * z[j]) : start(i, d, z[j] * z[j], count);
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double own = counts[i] + 1;
      counts[i] = own;
      return own > 10 ? follow(i, d, z[j] * z[j]) : start(i, d, z[j] * z[j], own);
    }

    private double start(int i, double d, double curve, double count) {
      double w = 1 / count;
      double over = count == 10 ? 2 : 1;
      mean[i] = (1 - w) * mean[i] + w * d;
      square[i] = over * ((1 - w) * square[i] + w * d * d);
      curvature[i] = over * ((1 - w) * curvature[i] + w * curve);
      memory[i] = count;
      return 0.1 * d;
    }

    private double follow(int i, double d, double curve) {
      double tau = memory[i];
      double w = 1 / tau;
      double m = (1 - w) * mean[i] + w * d;
      double v = (1 - w) * square[i] + w * d * d;
      double c = (1 - w) * curvature[i] + w * curve;
      double signal = m * m / (v + Double.MIN_NORMAL); // 0/0 is 0
      mean[i] = m;
      square[i] = v;
      curvature[i] = c;
      memory[i] = (1 - signal) * tau + 1;
      return signal / (c + Double.MIN_NORMAL) * d;
    }
  }
}
