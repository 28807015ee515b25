package dev.stride.optim;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/**
 * A function to minimise as an experiment sees it: a noisy oracle, and its noiseless truth, which
 * judges and which no {@link Minimizer} can reach. Belongs to one run and one thread; its noise
 * comes from a stream that it was given.
 */
public interface Problem {
  /** The parameters. */
  Layout layout();

  /** What {@link #evaluate} can answer. */
  default Set<Order> answers() {
    return EnumSet.of(Order.VALUE, Order.GRADIENT);
  }

  /**
   * For each parameter, the positive frequencies of the value along it while the others stay where
   * they are: a trigonometric polynomial. One row per parameter; none unless {@link #answers} has
   * {@link Order#FREQUENCIES}.
   */
  default double[][] frequencies() {
    return new double[0][];
  }

  /**
   * Answers what the trial orders, at {@code trial.x}. Charges what it takes beside the orders
   * themselves (circuits, shots) by {@link Trial#charge} before it does the work.
   */
  void evaluate(Trial trial);

  /**
   * Names what this problem keeps from question to question, as the place of its noise in its
   * stream, so that a run can be saved and go on. Nothing for one without noise, or whose noise is
   * nature's.
   */
  default void slots(Slots slots) {}

  /** The noiseless value at {@code x}. Costs nothing. */
  double truth(double[] x);

  /**
   * A function without noise, which is its own truth.
   *
   * @param n number of parameters
   * @param value f(x)
   * @param gradient writes ∇f of its first argument into its second
   */
  static Problem of(
      int n, ToDoubleFunction<double[]> value, BiConsumer<double[], double[]> gradient) {
    return of(flat(n), value, gradient);
  }

  /** The same for parameters in blocks, which a rule can tell apart by their names. */
  static Problem of(
      Layout layout, ToDoubleFunction<double[]> value, BiConsumer<double[], double[]> gradient) {
    return new ExactProblem(layout, value, gradient);
  }

  /**
   * A function without noise whose gradient is not known, for searches that ask for values alone.
   *
   * @param n number of parameters
   * @param value f(x)
   */
  static Problem of(int n, ToDoubleFunction<double[]> value) {
    return of(flat(n), value);
  }

  /** The same for parameters in blocks. */
  static Problem of(Layout layout, ToDoubleFunction<double[]> value) {
    return new ExactProblem(layout, value, null);
  }

  private static Layout flat(int n) {
    Check.atLeastOne("n, the number of parameters,", n);
    return Layout.flat(n);
  }
}
