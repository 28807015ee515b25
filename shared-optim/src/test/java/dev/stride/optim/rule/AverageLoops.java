package dev.stride.optim.rule;

import dev.stride.optim.Step;

/** Rules that recommend another point than the one that moves. */
final class AverageLoops {
  private AverageLoops() {}

  /** The mean of the points that steps started from, but for the first. */
  private abstract static class Averaged extends HandLoop {
    final double[] mean;
    private final double[] until;
    double steps;
    private double all;
    private double weight;

    Averaged(int n) {
      mean = new double[n];
      until = new double[n];
    }

    @Override
    void begin(Step step, double[] x) {
      weight = steps == 0 ? 0 : weight();
      all = step.index == null ? steps : 0;
      steps++;
    }

    /** What the newest of the points weighs. */
    abstract double weight();

    @Override
    final double change(int i, int j, double d, double x) {
      mean[i] += weight * (x - mean[i]);
      return d;
    }

    /** Without writing the step again as it is. */
    @Override
    final void dense(Step step, double[] x) {
      begin(step, x);
      for (int i = 0; i < x.length; i++) {
        mean[i] += weight * (x[i] - mean[i]);
      }
    }

    @Override
    final double lazy(int i, int j, double d, double x) {
      double now = steps - 1;
      if (now > 0) {
        double m = now - until[i];
        mean[i] += (m == 1 ? weight : newest(m, now)) * (x - mean[i]);
        until[i] = now;
      }
      return d;
    }

    /** What the m newest of so many points weigh. */
    abstract double newest(double m, double of);

    @Override
    void recommended(double[] x, double[] into) {
      for (int i = 0; i < x.length; i++) {
        double m = steps - Math.max(all, until[i]);
        into[i] = mean[i] + newest(m, steps) * (x[i] - mean[i]);
      }
    }
  }

  static final class EmaLoop extends Averaged {
    private static final double LOG = StrictMath.log(0.999);

    private double total;

    EmaLoop(int n) {
      super(n);
    }

    @Override
    double weight() {
      total = 0.999 * total + 0.001;
      return 0.001 / total;
    }

    @Override
    double newest(double m, double of) {
      return StrictMath.expm1(m * LOG) / StrictMath.expm1(of * LOG);
    }
  }

  static final class PolyakLoop extends Averaged {
    PolyakLoop(int n) {
      super(n);
    }

    @Override
    double weight() {
      return 1 / steps;
    }

    @Override
    double newest(double m, double of) {
      return m / of;
    }
  }

  static final class LookaheadLoop extends HandLoop {
    private final double[] slow;
    private final double[] counts;
    private int count;
    private boolean meets;
    private boolean started;

    LookaheadLoop(int n) {
      slow = new double[n];
      counts = new double[n];
    }

    @Override
    void begin(Step step, double[] x) {
      if (!started) {
        System.arraycopy(x, 0, slow, 0, x.length);
        started = true;
      }
      count = count == 5 ? 1 : count + 1;
      meets = count == 5;
    }

    @Override
    double change(int i, int j, double d, double x) {
      return meets ? meet(i, d, x) : d;
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double own = counts[i] + 1;
      counts[i] = own == 5 ? 0 : own;
      return own == 5 ? meet(i, d, x) : d;
    }

    private double meet(int i, double d, double x) {
      double next = slow[i] + 0.5 * (x + d - slow[i]);
      slow[i] = next;
      return next - x;
    }

    @Override
    void recommended(double[] x, double[] into) {
      System.arraycopy(slow, 0, into, 0, x.length);
    }
  }

  static final class ScheduleFreeLoop extends HandLoop {
    private final double[] base;
    private final double[] average;
    private final double[] counts;
    private double steps;
    private double share;

    ScheduleFreeLoop(int n) {
      base = new double[n];
      average = new double[n];
      counts = new double[n];
    }

    @Override
    void begin(Step step, double[] x) {
      if (steps == 0) {
        System.arraycopy(x, 0, base, 0, x.length);
        System.arraycopy(x, 0, average, 0, x.length);
      }
      steps++;
      share = 1 / steps;
    }

    @Override
    double change(int i, int j, double d, double x) {
      return change(i, d, x, share);
    }

    @Override
    double lazy(int i, int j, double d, double x) {
      double own = counts[i] + 1;
      counts[i] = own;
      return change(i, d, x, 1 / own);
    }

    private double change(int i, double d, double x, double share) {
      double z = base[i] + 0.01 * d;
      double mean = average[i] + share * (z - average[i]);
      base[i] = z;
      average[i] = mean;
      return 0.1 * z + 0.9 * mean - x;
    }

    @Override
    void recommended(double[] x, double[] into) {
      System.arraycopy(average, 0, into, 0, x.length);
    }
  }

  static final class DogLoop extends HandLoop {
    private final double[] origin;
    private final double[] average;
    private double farthest;
    private double squares;
    private double weights;
    private double share;
    private double rate;

    DogLoop(int n) {
      origin = new double[n];
      average = new double[n];
    }

    @Override
    void begin(Step step, double[] x) {
      double[] d = step.value;
      if (weights == 0) {
        System.arraycopy(x, 0, origin, 0, x.length);
        System.arraycopy(x, 0, average, 0, x.length);
        farthest = 1e-6 * (1 + Math.sqrt(squares(x, 0, x.length)));
      }
      double distance = 0;
      double length = 0;
      for (int i = 0; i < d.length; i++) {
        double moved = x[i] - origin[i];
        distance += moved * moved;
        length += d[i] * d[i];
      }
      farthest = Math.max(farthest, Math.sqrt(distance));
      squares += length;
      weights += farthest;
      share = farthest / weights;
      rate = farthest / Math.sqrt(squares);
    }

    @Override
    double change(int i, int j, double d, double x) {
      average[i] += share * (x - average[i]);
      return rate * d;
    }

    @Override
    void recommended(double[] x, double[] into) {
      System.arraycopy(average, 0, into, 0, x.length);
    }
  }
}
