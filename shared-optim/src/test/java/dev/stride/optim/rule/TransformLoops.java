package dev.stride.optim.rule;

import dev.stride.optim.Diverged;
import dev.stride.optim.Step;
import dev.stride.optim.random.SplitMix;
import java.util.Arrays;

/** Rules that stand before or behind others. */
final class TransformLoops {
  private TransformLoops() {}

  static final class ClipNormLoop extends HandLoop {
    private double factor;

    @Override
    void begin(Step step, double[] x) {
      factor = Math.min(1, 1 / Math.sqrt(squares(step.value, 0, step.size)));
    }

    @Override
    double change(int i, int j, double d, double x) {
      return factor * d;
    }
  }

  static final class ClipValueLoop extends HandLoop {
    @Override
    double change(int i, int j, double d, double x) {
      return Math.max(-1, Math.min(1, d));
    }
  }

  static final class DecayLoop extends HandLoop {
    @Override
    double change(int i, int j, double d, double x) {
      return d - 0.01 * x;
    }
  }

  static final class MaximiseLoop extends HandLoop {
    @Override
    double change(int i, int j, double d, double x) {
      return -d;
    }
  }

  static final class NanGuardLoop extends HandLoop {
    @Override
    double change(int i, int j, double d, double x) {
      if (!(Math.abs(d) <= Double.MAX_VALUE)) {
        throw new Diverged("the step is not finite");
      }
      return d;
    }
  }

  /** With the rule's promise that the sum of x and the step lies inside, to the last bit. */
  static final class BoxLoop extends HandLoop {
    @Override
    void recommended(double[] x, double[] into) {
      Arrays.setAll(into, i -> Math.max(-1, Math.min(1, x[i])));
    }

    @Override
    double change(int i, int j, double d, double x) {
      double step = Math.max(-1 - x, Math.min(1 - x, d));
      if (x + step > 1) {
        return Math.nextDown(step);
      }
      return x + step < -1 ? Math.nextUp(step) : step;
    }
  }

  static final class NoiseLoop extends HandLoop {
    private long counter = new SplitMix(0).nextLong();
    private double steps;
    private double sd;

    @Override
    void begin(Step step, double[] x) {
      sd = 0.1 * StrictMath.exp(-0.275 * StrictMath.log1p(steps++));
    }

    @Override
    double change(int i, int j, double d, double x) {
      while (true) {
        double u = 2 * uniform() - 1;
        double v = 2 * uniform() - 1;
        double s = u * u + v * v;
        if (s < 1 && s > 0) {
          return d + sd * u * Math.sqrt(-2 * StrictMath.log(s) / s);
        }
      }
    }

    private double uniform() {
      counter += 0x9e3779b97f4a7c15L;
      long a = (counter ^ (counter >>> 30)) * 0xbf58476d1ce4e5b9L;
      long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
      return ((b ^ (b >>> 31)) >>> 11) * 0x1.0p-53;
    }
  }

  /** With a least factor, as else it would become subnormal under an objective that stands. */
  static final class PlateauLoop extends HandLoop {
    private double scale = 1;
    private double best = Double.MAX_VALUE;
    private long bad;

    @Override
    void begin(Step step, double[] x) {
      double value = step.objective;
      if (value < best - 1e-4 * Math.abs(best)) {
        best = value;
        bad = 0;
      } else if (++bad > 10) {
        scale = Math.max(0.01, 0.1 * scale);
        bad = 0;
      }
    }

    @Override
    double change(int i, int j, double d, double x) {
      return scale * d;
    }
  }

  /** Holds the second half. */
  static final class FreezeLoop extends HandLoop {
    private final int from;

    FreezeLoop(int n) {
      from = n / 2;
    }

    // A product, so that what is not finite still shows.
    @Override
    double change(int i, int j, double d, double x) {
      return i < from ? d : 0 * d;
    }

    @Override
    void dense(Step step, double[] x) {
      double[] d = step.value;
      for (int i = from; i < d.length; i++) {
        d[i] *= 0;
      }
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[] d = step.value;
      for (int i = 0; i < from; i++) {
        x[i] += d[i];
      }
      for (int i = from; i < d.length; i++) {
        x[i] += 0 * d[i];
      }
    }
  }

  /** Momentum for the first half and Adam for the second. */
  static final class GroupLoop extends HandLoop {
    private final GradientLoops.MomentumLoop first;
    private final MomentLoops.AdamLoop second;
    private final int from;

    GroupLoop(int n) {
      first = new GradientLoops.MomentumLoop(n);
      second = new MomentLoops.AdamLoop(n);
      from = n / 2;
    }

    @Override
    void begin(Step step, double[] x) {
      second.begin(step, x);
    }

    @Override
    double change(int i, int j, double d, double x) {
      return i < from ? first.change(i, j, d, x) : second.change(i, j, d, x);
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      return i < from ? first.lazy(i, j, d, x) : second.lazy(i, j, d, x);
    }

    @Override
    void dense(Step step, double[] x) {
      begin(step, x);
      double[] d = step.value;
      for (int i = 0; i < from; i++) {
        d[i] = first.change(i, i, d[i], x[i]);
      }
      for (int i = from; i < d.length; i++) {
        d[i] = second.change(i, i, d[i], x[i]);
      }
    }

    @Override
    void denseFused(Step step, double[] x) {
      begin(step, x);
      double[] d = step.value;
      for (int i = 0; i < from; i++) {
        x[i] += first.change(i, i, d[i], x[i]);
      }
      for (int i = from; i < d.length; i++) {
        x[i] += second.change(i, i, d[i], x[i]);
      }
    }
  }

  /** Rows of a square matrix that are longer than a share of the parameters' length. */
  static final class ClipAdaptiveLoop extends HandLoop {
    private final int side;

    ClipAdaptiveLoop(int n) {
      side = (int) Math.sqrt(n);
    }

    @Override
    double change(int i, int j, double d, double x) {
      throw new UnsupportedOperationException();
    }

    private double factor(double[] d, double[] x, int from) {
      double lengths = 0;
      double squares = 0;
      for (int i = from; i < from + side; i++) {
        lengths += x[i] * x[i];
        squares += d[i] * d[i];
      }
      return Math.min(1, 0.01 * Math.max(Math.sqrt(lengths), 1e-3) / Math.sqrt(squares));
    }

    @Override
    void dense(Step step, double[] x) {
      double[] d = step.value;
      for (int from = 0; from < d.length; from += side) {
        double factor = factor(d, x, from);
        for (int i = from; i < from + side; i++) {
          d[i] *= factor;
        }
      }
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[] d = step.value;
      for (int from = 0; from < d.length; from += side) {
        double factor = factor(d, x, from);
        for (int i = from; i < from + side; i++) {
          x[i] += factor * d[i];
        }
      }
    }
  }

  /** Rows of a square matrix. */
  static final class CentraliseLoop extends HandLoop {
    private final int side;

    CentraliseLoop(int n) {
      side = (int) Math.sqrt(n);
    }

    @Override
    double change(int i, int j, double d, double x) {
      throw new UnsupportedOperationException();
    }

    private double mean(double[] d, int from) {
      double sum = 0;
      for (int i = from; i < from + side; i++) {
        sum += d[i];
      }
      return sum / side;
    }

    @Override
    void dense(Step step, double[] x) {
      double[] d = step.value;
      for (int from = 0; from < d.length; from += side) {
        double mean = mean(d, from);
        for (int i = from; i < from + side; i++) {
          d[i] -= mean;
        }
      }
    }

    @Override
    void denseFused(Step step, double[] x) {
      double[] d = step.value;
      for (int from = 0; from < d.length; from += side) {
        double mean = mean(d, from);
        for (int i = from; i < from + side; i++) {
          x[i] += d[i] - mean;
        }
      }
    }
  }
}
