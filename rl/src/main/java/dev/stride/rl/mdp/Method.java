package dev.stride.rl.mdp;

import java.util.Locale;

/** A way to optimal values; all come to the same. */
public enum Method {
  /**
   * Sweeps of the optimality operator until nothing moves (Sutton and Barto 2018, section 4.4). A
   * sweep costs little, and long tasks take many.
   */
  VALUE_ITERATION,
  /**
   * Exact values of a policy, then the greedy one on them, until none is better (Howard 1960;
   * Sutton and Barto 2018, section 4.3). Few rounds, each with a linear system; the result is exact
   * but for rounding.
   */
  POLICY_ITERATION,
  /**
   * Some sweeps of evaluation between improvements (Puterman and Shin 1978), until nothing moves.
   */
  MODIFIED_POLICY_ITERATION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
