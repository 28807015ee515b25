package dev.stride.optim;

import java.util.Arrays;

/**
 * The truth along a run: what the recommended point was worth, against what had been charged by
 * then.
 */
public final class Curve {
  private final Charge axis;
  private final long spacing;
  private long next;
  private long[] at = new long[16];
  private double[] truth = new double[16];
  private int size;

  private Curve(Charge axis, long spacing) {
    this.axis = axis;
    this.spacing = spacing;
  }

  /**
   * A curve with at most one point in each {@code spacing} of what {@code axis} counts.
   *
   * @param spacing 1 for every recommendation, {@code Long.MAX_VALUE} for the first alone
   */
  public static Curve every(Charge axis, long spacing) {
    Check.atLeastOne("spacing", spacing);
    return new Curve(axis, spacing);
  }

  /** What the horizontal axis counts. */
  public Charge axis() {
    return axis;
  }

  /** Whether a point at this cost is due. */
  public boolean due(long cost) {
    return cost >= next;
  }

  /** Adds a point, and asks for the next one a spacing on. */
  public void add(long cost, double value) {
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
}
