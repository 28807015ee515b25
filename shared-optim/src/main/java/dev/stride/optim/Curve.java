package dev.stride.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The truth along a run: what the recommended point was worth, against what had been charged by
 * then; and the points themselves where somebody wants to look at them.
 */
public final class Curve {
  private final Charge axis;
  private final long spacing;
  private long next;
  private long[] at = new long[16];
  private double[] truth = new double[16];
  private int size;

  private final @Nullable List<double[]> points;

  private Curve(Charge axis, long spacing, @Nullable List<double[]> points) {
    this.axis = axis;
    this.spacing = spacing;
    this.points = points;
  }

  /**
   * A curve with at most one point in each {@code spacing} of what {@code axis} counts.
   *
   * @param spacing 1 for every recommendation, {@code Long.MAX_VALUE} for the first alone
   */
  public static Curve every(Charge axis, long spacing) {
    Check.atLeastOne("spacing", spacing);
    return new Curve(axis, spacing, null);
  }

  /** A curve of every iteration that keeps the recommended points: the trace of a run. */
  public static Curve trace() {
    return trace(Charge.ITERATIONS);
  }

  /** The same over another axis. */
  public static Curve trace(Charge axis) {
    return new Curve(axis, 1, new ArrayList<>());
  }

  /** What the horizontal axis counts. */
  public Charge axis() {
    return axis;
  }

  /** Whether a point at this cost is due. */
  public boolean due(long cost) {
    return cost >= next;
  }

  /** Adds the point {@code x} (copied if kept at all), and asks for the next one a spacing on. */
  public void add(long cost, double value, double[] x) {
    if (points != null) {
      points.add(x.clone());
    }
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      truth = Arrays.copyOf(truth, 2 * size);
    }
    at[size] = cost;
    truth[size] = value;
    size++;
    long bin = cost / spacing;
    next = bin >= Long.MAX_VALUE / spacing - 1 ? Long.MAX_VALUE : (bin + 1) * spacing;
  }

  /** Adds the point at which the run ended, unless it is the newest one already. */
  public void end(long cost, double value, double[] x) {
    if (size == 0 || at[size - 1] < cost || truth[size - 1] != value) {
      add(cost, value, x);
    }
  }

  /** Number of points. */
  public int size() {
    return size;
  }

  /** Costs of the points, ascending. */
  public long[] at() {
    return Arrays.copyOf(at, size);
  }

  /** Truths of the points. */
  public double[] truth() {
    return Arrays.copyOf(truth, size);
  }

  /** The points themselves, in the order of the costs; none unless this is a trace. */
  public List<double[]> points() {
    return points == null ? List.of() : Collections.unmodifiableList(points);
  }
}
