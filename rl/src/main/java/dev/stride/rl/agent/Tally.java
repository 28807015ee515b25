package dev.stride.rl.agent;

import java.util.Arrays;

/** What came of the episodes of a run that ended, one after the other. */
public final class Tally {
  private final double[] returns;
  private final double[] regrets;
  private final int[] lengths;
  private int episodes;
  private long steps;

  /** For so many episodes, with or without regrets. */
  Tally(int episodes, boolean withRegrets) {
    returns = new double[episodes];
    regrets = new double[withRegrets ? episodes : 0];
    lengths = new int[episodes];
  }

  void add(double sum, double regret, int length) {
    if (regrets.length > 0) {
      regrets[episodes] = regret;
    }
    lengths[episodes] = length;
    returns[episodes++] = sum;
    steps += length;
  }

  boolean isFull() {
    return episodes == returns.length;
  }

  /** Number of episodes. */
  public int episodes() {
    return episodes;
  }

  /** Steps taken in them. */
  public long steps() {
    return steps;
  }

  /** True, undiscounted returns. */
  public double[] returns() {
    return Arrays.copyOf(returns, episodes);
  }

  /** What was lost against the best actions, where the world tells; else none. */
  public double[] regrets() {
    return Arrays.copyOf(regrets, Math.min(regrets.length, episodes));
  }

  /** Numbers of steps. */
  public int[] lengths() {
    return Arrays.copyOf(lengths, episodes);
  }
}
