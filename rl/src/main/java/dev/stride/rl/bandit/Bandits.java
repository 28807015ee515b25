package dev.stride.rl.bandit;

import dev.stride.optim.Check;

/** What agents for bandits share. */
final class Bandits {
  private Bandits() {}

  /** π = softmax(h), without overflow. */
  static void softmax(double[] h, double[] policy) {
    double max = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < policy.length; a++) {
      max = Math.max(max, h[a]);
    }
    double sum = 0;
    for (int a = 0; a < policy.length; a++) {
      policy[a] = StrictMath.exp(h[a] - max);
      sum += policy[a];
    }
    for (int a = 0; a < policy.length; a++) {
      policy[a] /= sum;
    }
  }

  /** Checks the ends of the rewards. */
  static void checkScale(double low, double high) {
    Check.that(
        low < high && Double.isFinite(high - low),
        "low must be below high, and they are %s and %s",
        low,
        high);
  }

  /** A reward from {@code low} to {@code high} on the scale from 0 to 1; beyond, it is cut. */
  static double unit(double reward, double low, double high) {
    return Math.max(0, Math.min(1, (reward - low) / (high - low)));
  }
}
