package dev.stride.rl.env;

import dev.stride.rl.feature.Space;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What worlds with coordinates share. An extending class moves {@link #x}, and says what a step
 * earned.
 */
abstract class MovingWorld implements World {
  /** The state as the dynamics know it. */
  final double[] x;

  private final Space space;
  private final int actions;
  private final int limit;
  private final double bestReturn;

  private double reward;
  private boolean terminated;

  MovingWorld(int coordinates, Space space, int actions, int limit, double bestReturn) {
    x = new double[coordinates];
    this.space = space;
    this.actions = actions;
    this.limit = limit;
    this.bestReturn = bestReturn;
  }

  @Override
  public final Space space() {
    return space;
  }

  @Override
  public final int actions() {
    return actions;
  }

  @Override
  public final int limit() {
    return limit;
  }

  @Override
  public final double bestReturn() {
    return bestReturn;
  }

  @Override
  public final double reward() {
    return reward;
  }

  @Override
  public final boolean terminated() {
    return terminated;
  }

  /** None of its states has a number. */
  @Override
  public final int state() {
    return 0;
  }

  @Override
  public void observe(double[] into) {
    System.arraycopy(x, 0, into, 0, x.length);
  }

  /** What the step earned, and whether it was the last one. */
  final void outcome(double earned, boolean last) {
    reward = earned;
    terminated = last;
  }

  static double uniform(double low, double high, UniformRandomProvider rng) {
    return low + (high - low) * rng.nextDouble();
  }

  static double clip(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }
}
