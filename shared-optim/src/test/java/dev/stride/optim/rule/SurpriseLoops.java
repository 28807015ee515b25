package dev.stride.optim.rule;

import dev.stride.optim.Step;
import java.util.Arrays;

/** Step sizes from surprises, for steps that have one, and from bias and noise, and from counts. */
final class SurpriseLoops {
  private SurpriseLoops() {}

  /** A step size for all parameters. */
  private abstract static class Scaled extends HandLoop {
    private double rate;

    @Override
    final void begin(Step step, double[] x) {
      rate = rate(Math.abs(step.surprise));
    }

    @Override
    final double change(int i, int j, double d, double x) {
      return rate * d;
    }

    abstract double rate(double surprise);
  }

  static final class SurpriseLoop extends Scaled {
    @Override
    double rate(double surprise) {
      return 0.1 * Math.max(0.1, surprise);
    }
  }

  static final class NormalisedLoop extends Scaled {
    private double square;
    private double power = 1;

    @Override
    double rate(double surprise) {
      square = 0.99 * square + 0.01 * surprise * surprise;
      power = Math.max(1e-17, 0.99 * power);
      double ratio = surprise / Math.sqrt(square / (1 - power));
      return 0.1 * Math.max(0.1, Math.min(2, ratio));
    }
  }

  static final class SaturatingLoop extends Scaled {
    @Override
    double rate(double surprise) {
      return 0.1 * Math.max(0.1, StrictMath.tanh(surprise));
    }
  }

  static final class PearceHallLoop extends Scaled {
    private double associability = 1;

    @Override
    double rate(double surprise) {
      double before = associability;
      associability = 0.9 * before + 0.1 * surprise;
      return 0.1 * Math.max(0.1, before);
    }
  }

  /** The weight ν depends on the number of steps alone: one does for dense steps. */
  static final class BakfLoop extends HandLoop {
    private final double[] weight;
    private final double[] bias;
    private final double[] square;
    private final double[] lambda;
    private double all = 1;
    private boolean first = true;
    private boolean started;

    BakfLoop(int n) {
      weight = new double[n];
      bias = new double[n];
      square = new double[n];
      lambda = new double[n];
      Arrays.fill(weight, 1);
    }

    @Override
    void begin(Step step, double[] x) {
      all = all / (1 + all - 0.05);
      first = !started;
      started = true;
    }

    @Override
    double change(int i, int j, double d, double x) {
      return change(i, d, all, first);
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double nu = weight[i] / (1 + weight[i] - 0.05);
      weight[i] = nu;
      return change(i, d, nu, lambda[i] == 0);
    }

    private double change(int i, double d, double nu, boolean first) {
      double b = (1 - nu) * bias[i] + nu * d;
      double s = (1 - nu) * square[i] + nu * d * d;
      double before = lambda[i];
      double scale = s + 1e-300; // b²/s is 0 where both are
      double alpha = first ? 1 : (before * scale + b * b) / (scale * (1 + before));
      bias[i] = b;
      square[i] = s;
      lambda[i] = (1 - alpha) * (1 - alpha) * before + alpha * alpha;
      return alpha * d;
    }
  }

  /** The variance of all parameters is the same while steps are dense. */
  static final class KalmanLoop extends HandLoop {
    private final double[] variance;
    private double all = 1;
    private double gain;

    KalmanLoop(int n) {
      variance = new double[n];
      Arrays.fill(variance, 1);
    }

    @Override
    void begin(Step step, double[] x) {
      double p = all + 0.01;
      gain = p / (p + 1);
      all = (1 - gain) * p;
    }

    @Override
    double change(int i, int j, double d, double x) {
      return gain * d;
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double p = variance[i] + 0.01;
      double own = p / (p + 1);
      variance[i] = (1 - own) * p;
      return own * d;
    }
  }

  static final class SignalLoop extends HandLoop {
    private final double[] steps;
    private final double[] m;
    private final double[] logQ;
    private final double[] h;
    private final double[] errors;
    private final double[] pulls;
    private double all;

    SignalLoop(int n) {
      steps = new double[n];
      m = new double[n];
      logQ = new double[n];
      h = new double[n];
      errors = new double[n];
      pulls = new double[n];
      Arrays.fill(m, 0.25);
      Arrays.fill(logQ, Math.log(0.01));
    }

    @Override
    void begin(Step step, double[] x) {
      all++;
    }

    @Override
    double change(int i, int j, double d, double x) {
      return change(i, d, Math.max(1 / all, 0.01));
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      return change(i, d, Math.max(1 / ++steps[i], 0.01));
    }

    private double change(int i, double d, double w) {
      double p = m[i] + StrictMath.exp(logQ[i]);
      double alpha = p / (1 + p);
      double before = h[i];
      double error = errors[i] + w * (d * d - errors[i]);
      double pull = pulls[i] + w * (before * before - pulls[i]);
      double u = Math.max(-2, Math.min(2, d / Math.sqrt(error)));
      double along = pull > 0 ? u * before / Math.sqrt(pull) : 0;
      m[i] = (1 - alpha) * p;
      logQ[i] = Math.max(-20, Math.min(5, logQ[i] + 0.5 * Math.max(-3, Math.min(3, along))));
      h[i] = (1 - alpha) * before + alpha * u;
      errors[i] = error;
      pulls[i] = pull;
      return alpha * d;
    }
  }

  static final class SampleAverageLoop extends HandLoop {
    private final double[] steps;
    private double all;

    SampleAverageLoop(int n) {
      steps = new double[n];
    }

    @Override
    void begin(Step step, double[] x) {
      all++;
    }

    @Override
    double change(int i, int j, double d, double x) {
      return d / all;
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      return d / ++steps[i];
    }
  }
}
