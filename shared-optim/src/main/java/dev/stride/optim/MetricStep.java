package dev.stride.optim;

/** A dense {@link Step} with the metric of the space that it is taken in. */
public final class MetricStep extends Step {
  /** The metric g, n×n, row by row, symmetric; zero outside its blocks where it is not full. */
  public final double[] metric;

  private MetricStep(int n) {
    super(null, new double[n], n);
    metric = new double[n * n];
  }

  /** A step over all {@code n} parameters, zero at first. */
  public static MetricStep of(int n) {
    return new MetricStep(n);
  }
}
