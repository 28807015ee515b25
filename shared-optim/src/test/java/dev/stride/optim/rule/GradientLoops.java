package dev.stride.optim.rule;

import dev.stride.optim.Step;
import java.util.Arrays;

/** Rules for gradients that need no bias correction. */
final class GradientLoops {
  private GradientLoops() {}

  /** Without a branch, so that loops vectorise: Math.signum is four times slower. */
  static double sign(double v) {
    return Math.max(-1, Math.min(1, v * 0x1p600 * 0x1p600));
  }

  static final class SgdLoop extends HandLoop {
    @Override
    double change(int i, int j, double d, double x) {
      return 0.01 * d;
    }
  }

  static final class MomentumLoop extends HandLoop {
    private final double[] b;

    MomentumLoop(int n) {
      b = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double velocity = 0.9 * b[i] + d;
      b[i] = velocity;
      return 0.01 * velocity;
    }
  }

  static final class NesterovLoop extends HandLoop {
    private final double[] b;

    NesterovLoop(int n) {
      b = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double velocity = 0.9 * b[i] + d;
      b[i] = velocity;
      return 0.01 * (0.9 * velocity + d);
    }
  }

  static final class NormalisedLoop extends HandLoop {
    private double rate;

    @Override
    void begin(Step step, double[] x) {
      rate = 0.01 / Math.sqrt(squares(step.value, 0, step.size));
    }

    @Override
    double change(int i, int j, double d, double x) {
      return rate * d;
    }
  }

  static final class AdaGradLoop extends HandLoop {
    private final double[] sum;

    AdaGradLoop(int n) {
      sum = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double now = sum[i] + d * d;
      sum[i] = now;
      return 0.01 * d / Math.sqrt(now + 1e-10);
    }
  }

  static final class RmsPropLoop extends HandLoop {
    private final double[] v;

    RmsPropLoop(int n) {
      v = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double now = 0.9 * v[i] + 0.1 * d * d;
      v[i] = now;
      return 0.001 * d / Math.sqrt(now + 1e-8);
    }
  }

  static final class AdadeltaLoop extends HandLoop {
    private final double[] v;
    private final double[] u;

    AdadeltaLoop(int n) {
      v = new double[n];
      u = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double before = u[i];
      double square = 0.95 * v[i] + 0.05 * d * d;
      double change = Math.sqrt((before + 1e-6) / (square + 1e-6)) * d;
      v[i] = square;
      u[i] = 0.95 * before + 0.05 * change * change;
      return change;
    }
  }

  static final class LionLoop extends HandLoop {
    private final double[] m;

    LionLoop(int n) {
      m = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double before = m[i];
      double change = 1e-4 * sign(0.9 * before + 0.1 * d);
      m[i] = 0.99 * before + 0.01 * d;
      return change;
    }
  }

  static final class RpropLoop extends HandLoop {
    private final double[] sizes;
    private final double[] signs;

    RpropLoop(int n) {
      sizes = new double[n];
      Arrays.fill(sizes, 0.01);
      signs = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double sign = sign(d);
      double agreement = sign * signs[i];
      double factor = 1 + 0.2 * Math.max(0, agreement) + 0.5 * Math.min(0, agreement);
      double size = Math.min(50, Math.max(1e-6, factor * sizes[i]));
      double taken = sign * Math.min(1, 1 + agreement);
      sizes[i] = size;
      signs[i] = taken;
      return taken * size;
    }
  }
}
