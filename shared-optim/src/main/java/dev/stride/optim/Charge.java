package dev.stride.optim;

import java.util.Locale;

/** What a {@link Ledger} counts. */
public enum Charge {
  /** Estimates of the value that were asked for. */
  VALUES,
  /** Gradients that were asked for, however many evaluations each took. */
  GRADIENTS,
  /** Metrics that were asked for. */
  METRICS,
  /** Fidelities that were asked for. */
  FIDELITIES,
  /** Of the values, those that only calibrated the method. */
  CALIBRATIONS,
  /** Circuits that a quantum computer would have run. */
  CIRCUITS,
  /** Repetitions of circuits, summed. */
  SHOTS,
  /** Points that were recommended. */
  ITERATIONS,
  /** Steps of an environment. */
  STEPS,
  /** Episodes of an environment that ended. */
  EPISODES;

  /** The name in results: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
