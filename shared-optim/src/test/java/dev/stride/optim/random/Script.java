package dev.stride.optim.random;

import org.apache.commons.rng.UniformRandomProvider;

/** Hands out uniform numbers that a test wrote down, in their order. */
public final class Script implements UniformRandomProvider {
  private final double[] numbers;
  private int taken;

  /** The numbers, each in [0, 1). */
  public Script(double... numbers) {
    this.numbers = numbers.clone();
  }

  @Override
  public double nextDouble() {
    return numbers[taken++];
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("this script has doubles alone");
  }

  /** How many have been handed out. */
  public int taken() {
    return taken;
  }
}
