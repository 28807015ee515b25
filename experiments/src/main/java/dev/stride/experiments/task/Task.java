package dev.stride.experiments.task;

import dev.stride.optim.Charge;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;

/**
 * One problem under one noise, ready to be solved by any optimizer that fits. Immutable: runs of
 * one task go on at the same time.
 */
public interface Task {

  /**
   * Checks that the optimizer can be used here.
   *
   * @param optimizer a text form
   * @throws BadInput when it cannot be read, or does not fit
   */
  void check(String optimizer);

  /**
   * Solves the problem once. The result depends on the arguments alone.
   *
   * @param optimizer a text form that fits
   * @param streams where all randomness of the run comes from
   */
  RunResult run(String optimizer, Streams streams);

  /** What the budget, and the horizontal axis of learning curves, count. */
  Charge axis();

  /** The budget of a run, in units of the axis. */
  long budget();

  /**
   * Strength of the noise, in the same unit at every level of a problem: a standard deviation, or
   * 1/√shots; 0 for none, NaN where the kind of noise has no such number.
   */
  double noise();
}
