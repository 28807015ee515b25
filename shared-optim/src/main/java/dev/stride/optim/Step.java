package dev.stride.optim;

import org.jspecify.annotations.Nullable;

/**
 * A proposed change of the parameters, which a {@link Rule} rewrites into the change to make.
 *
 * <p>It points downhill (or towards the TD target) from the start: {@code -gradient} in a descent,
 * {@code δ·z} (TD error times trace) in temporal-difference learning. What a rule makes of it is a
 * change to add, in the same direction where nothing else speaks; an entry may still turn its sign,
 * where the rule remembers earlier steps (momentum, Adam), or the change depends on where the
 * parameters are (decay, box, lookahead) or on chance (noise). {@link
 * dev.stride.optim.rule.Maximise} alone turns the step as a whole, for an objective that is to
 * grow.
 */
public class Step extends Entries {
  /**
   * How far the last prediction was off: the TD error δ, or, in a descent, the measured value minus
   * the value that the last step predicted. NaN where there is none, as at the first step.
   */
  public double surprise = Double.NaN;

  /**
   * The value that was measured where the step begins, or, in temporal-difference learning, half
   * the squared TD error. NaN where the rule orders no value.
   */
  public double objective = Double.NaN;

  protected Step(int @Nullable [] index, double[] value, int size) {
    super(index, value, size);
  }

  /** A step over all {@code n} parameters, zero at first. */
  public static Step dense(int n) {
    return new Step(null, new double[n], n);
  }

  /** A step over up to {@code capacity} parameters, over none at first. */
  public static Step sparse(int capacity) {
    return new Step(new int[capacity], new double[capacity], 0);
  }
}
