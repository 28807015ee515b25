package dev.stride.optim.rule;

import dev.stride.optim.Step;
import java.util.Arrays;

/** Adam and its kin. */
final class MomentLoops {
  private MomentLoops() {}

  /** The next power, which does not become subnormal, and so slow. */
  private static double power(double before, double factor) {
    double next = before * factor;
    return next < 1e-17 ? 0 : next;
  }

  /** Two moments and the corrections for their start: one for all, and one for each parameter. */
  private abstract static class Corrected extends HandLoop {
    private final double learningRate;
    final double[] m;
    final double[] v;
    private final double[] power1;
    private final double[] power2;
    private double all1 = 1;
    private double all2 = 1;
    private double rate;
    private double root;

    Corrected(int n, double learningRate) {
      this.learningRate = learningRate;
      m = new double[n];
      v = new double[n];
      power1 = new double[n];
      power2 = new double[n];
      Arrays.fill(power1, 1);
      Arrays.fill(power2, 1);
    }

    @Override
    void begin(Step step, double[] x) {
      all1 = power(all1, 0.9);
      all2 = power(all2, 0.999);
      rate = learningRate / (1 - all1);
      root = 1 / Math.sqrt(1 - all2);
    }

    @Override
    final double change(int i, int j, double d, double x) {
      return change(i, d, x, rate, root);
    }

    @Override
    final double lazy(int i, int j, double d, double x) {
      double p1 = power(power1[i], 0.9);
      double p2 = power(power2[i], 0.999);
      power1[i] = p1;
      power2[i] = p2;
      return change(i, d, x, learningRate / (1 - p1), 1 / Math.sqrt(1 - p2));
    }

    abstract double change(int i, double d, double x, double rate, double root);
  }

  static final class AdamLoop extends Corrected {
    AdamLoop(int n) {
      super(n, 0.001);
    }

    @Override
    double change(int i, double d, double x, double rate, double root) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double square = 0.999 * v[i] + 0.001 * d * d;
      m[i] = mean;
      v[i] = square;
      return rate * mean / (Math.sqrt(square) * root + 1e-8);
    }
  }

  static final class AdamWLoop extends Corrected {
    AdamWLoop(int n) {
      super(n, 0.001);
    }

    @Override
    double change(int i, double d, double x, double rate, double root) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double square = 0.999 * v[i] + 0.001 * d * d;
      m[i] = mean;
      v[i] = square;
      return rate * mean / (Math.sqrt(square) * root + 1e-8) - 1e-5 * x;
    }
  }

  static final class AdaBeliefLoop extends Corrected {
    AdaBeliefLoop(int n) {
      super(n, 0.001);
    }

    @Override
    double change(int i, double d, double x, double rate, double root) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double off = mean - d;
      double spread = 0.999 * v[i] + 0.001 * off * off + 1e-16;
      m[i] = mean;
      v[i] = spread;
      return rate * mean / (Math.sqrt(spread) * root + 1e-16);
    }
  }

  static final class AdamaxLoop extends Corrected {
    AdamaxLoop(int n) {
      super(n, 0.002);
    }

    @Override
    double change(int i, double d, double x, double rate, double root) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double largest = Math.max(0.999 * v[i], Math.abs(d) + 1e-8);
      m[i] = mean;
      v[i] = largest;
      return rate * mean / largest;
    }
  }

  static final class AmsGradLoop extends HandLoop {
    private final double[] m;
    private final double[] v;
    private final double[] largest;

    AmsGradLoop(int n) {
      m = new double[n];
      v = new double[n];
      largest = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double square = 0.999 * v[i] + 0.001 * d * d;
      double now = Math.max(largest[i], square);
      m[i] = mean;
      v[i] = square;
      largest[i] = now;
      return 0.001 * mean / (Math.sqrt(now) + 1e-8);
    }
  }

  static final class YogiLoop extends HandLoop {
    private final double[] m;
    private final double[] v;

    YogiLoop(int n) {
      m = new double[n];
      v = new double[n];
    }

    @Override
    double change(int i, int j, double d, double x) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double before = v[i];
      double square = d * d;
      double now = before - 0.001 * GradientLoops.sign(before - square) * square;
      m[i] = mean;
      v[i] = now;
      return 0.01 * mean / (Math.sqrt(now) + 1e-3);
    }
  }

  static final class NadamLoop extends HandLoop {
    private static final double FALL = StrictMath.pow(0.96, 0.004);

    private final double[] m;
    private final double[] v;
    private final double[] falls;
    private final double[] power2;
    private final double[] products;
    private double fall = 1;
    private double all2 = 1;
    private double product = 1;
    private double fresh;
    private double kept;
    private double root;

    NadamLoop(int n) {
      m = new double[n];
      v = new double[n];
      falls = new double[n];
      power2 = new double[n];
      products = new double[n];
      Arrays.fill(falls, 1);
      Arrays.fill(power2, 1);
      Arrays.fill(products, 1);
    }

    @Override
    void begin(Step step, double[] x) {
      fall = power(fall, FALL);
      all2 = power(all2, 0.999);
      double mu = 0.9 * (1 - 0.5 * fall);
      double next = 0.9 * (1 - 0.5 * FALL * fall);
      product = power(mu, product);
      fresh = 0.002 * (1 - mu) / (1 - product);
      kept = 0.002 * next / (1 - product * next);
      root = 1 / Math.sqrt(1 - all2);
    }

    @Override
    double change(int i, int j, double d, double x) {
      return change(i, d, fresh, kept, root);
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double f = power(falls[i], FALL);
      double p2 = power(power2[i], 0.999);
      double mu = 0.9 * (1 - 0.5 * f);
      double next = 0.9 * (1 - 0.5 * FALL * f);
      double p = Math.max(1e-17, products[i] * mu);
      falls[i] = f;
      power2[i] = p2;
      products[i] = p;
      return change(
          i, d, 0.002 * (1 - mu) / (1 - p), 0.002 * next / (1 - p * next), 1 / Math.sqrt(1 - p2));
    }

    private double change(int i, double d, double fresh, double kept, double root) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double square = 0.999 * v[i] + 0.001 * d * d;
      m[i] = mean;
      v[i] = square;
      return (fresh * d + kept * mean) / (Math.sqrt(square) * root + 1e-8);
    }
  }

  static final class RadamLoop extends HandLoop {
    private static final double MOST = 2 / (1 - 0.999) - 1;

    private final double[] m;
    private final double[] v;
    private final double[] power1;
    private final double[] power2;
    private final double[] ages;
    private double all1 = 1;
    private double all2 = 1;
    private double age;
    private double rate;
    private boolean rectified;

    RadamLoop(int n) {
      m = new double[n];
      v = new double[n];
      power1 = new double[n];
      power2 = new double[n];
      ages = new double[n];
      Arrays.fill(power1, 1);
      Arrays.fill(power2, 1);
    }

    @Override
    void begin(Step step, double[] x) {
      all1 = power(all1, 0.9);
      all2 = power(all2, 0.999);
      age++;
      double length = length(age, all2);
      rectified = length > 4;
      rate = 0.001 / (1 - all1) * (rectified ? factor(length, all2) : 1);
    }

    private static double length(double age, double power2) {
      return MOST - 2 * age * power2 / (1 - power2);
    }

    private static double factor(double length, double power2) {
      double share = (length - 4) * (length - 2) * MOST / ((MOST - 4) * (MOST - 2) * length);
      return Math.sqrt(share * (1 - power2));
    }

    @Override
    double change(int i, int j, double d, double x) {
      return change(i, d, rate, rectified);
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double p1 = power(power1[i], 0.9);
      double p2 = power(power2[i], 0.999);
      double t = ages[i] + 1;
      power1[i] = p1;
      power2[i] = p2;
      ages[i] = t;
      double length = length(t, p2);
      double factor = length > 4 ? factor(length, p2) : 1;
      return change(i, d, 0.001 / (1 - p1) * factor, length > 4);
    }

    private double change(int i, double d, double rate, boolean rectified) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double square = 0.999 * v[i] + 0.001 * d * d;
      m[i] = mean;
      v[i] = square;
      return rectified ? rate * mean / (Math.sqrt(square) + 1e-8) : rate * mean;
    }
  }

  /** All parameters in one block. */
  static final class AdamMiniLoop extends HandLoop {
    private final double[] m;
    private final double[] power1;
    private double v;
    private double all1 = 1;
    private double all2 = 1;
    private double factor;
    private double rate;

    AdamMiniLoop(int n) {
      m = new double[n];
      power1 = new double[n];
      Arrays.fill(power1, 1);
    }

    @Override
    void begin(Step step, double[] x) {
      all1 = power(all1, 0.9);
      all2 = power(all2, 0.999);
      v = 0.999 * v + 0.001 * (squares(step.value, 0, step.size) / step.size);
      factor = 0.001 / (Math.sqrt(v / (1 - all2)) + 1e-8);
      rate = factor / (1 - all1);
    }

    @Override
    double change(int i, int j, double d, double x) {
      double mean = 0.9 * m[i] + 0.1 * d;
      m[i] = mean;
      return rate * mean;
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double mean = 0.9 * m[i] + 0.1 * d;
      double p1 = power(power1[i], 0.9);
      m[i] = mean;
      power1[i] = p1;
      return factor * mean / (1 - p1);
    }
  }
}
