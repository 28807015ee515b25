package dev.stride.optim;

/** What a {@link Trial} can ask of a {@link Problem}. */
public enum Order {
  /** The value at x. */
  VALUE,
  /** The gradient at x. */
  GRADIENT,
  /** The metric at x, full. */
  METRIC_FULL,
  /** The metric at x, zero outside the blocks of the problem. */
  METRIC_BLOCK,
  /** The diagonal of the metric at x. */
  METRIC_DIAGONAL,
  /** The fidelity |⟨ψ(x)|ψ(other)⟩|². */
  FIDELITY,
  /** Known and not measured: {@link Problem#frequencies}. No trial can order it. */
  FREQUENCIES;

  /** Whether this asks for a metric. */
  public boolean isMetric() {
    return this == METRIC_FULL || this == METRIC_BLOCK || this == METRIC_DIAGONAL;
  }
}
