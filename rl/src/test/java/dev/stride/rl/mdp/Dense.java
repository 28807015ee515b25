package dev.stride.rl.mdp;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/** What linear algebra on full matrices says of a policy: another way to the same numbers. */
final class Dense {
  private Dense() {}

  /** Transition probabilities to states from which the process goes on. */
  static double[][] transitions(FiniteMdp mdp, double[] policy) {
    double[][] p = new double[mdp.states()][mdp.states()];
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        if (!mdp.terminated(o)) {
          p[pair / mdp.actions()][mdp.next(o)] += policy[pair] * mdp.probability(o);
        }
      }
    }
    return p;
  }

  static double[] rewards(FiniteMdp mdp, double[] policy) {
    double[] r = new double[mdp.states()];
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        r[pair / mdp.actions()] += policy[pair] * mdp.probability(o) * mdp.reward(o);
      }
    }
    return r;
  }

  /** Values of a policy; null where they are not finite. Rewards are no more than 0 in circles. */
  static double @Nullable [] values(FiniteMdp mdp, double[] policy, double discount) {
    int n = mdp.states();
    double[][] p = transitions(mdp, policy);
    double[] r = rewards(mdp, policy);
    // After so many steps a chain of four states has mass left only where it goes on for ever.
    double[][] later = power(p, 1 << 20);
    double[][] system = new double[n][n];
    for (int s = 0; s < n; s++) {
      boolean endless = discount == 1 && Arrays.stream(later[s]).sum() > 1 - 1e-6;
      if (discount == 1 && !endless && pays(later[s], mdp, policy)) {
        return null;
      }
      if (endless && pays(later[s], mdp, policy)) {
        return null;
      }
      for (int t = 0; t < n; t++) {
        system[s][t] = (s == t ? 1 : 0) - discount * p[s][t];
      }
    }
    if (discount == 1) {
      for (int s = 0; s < n; s++) {
        if (later[s][s] > 1e-6) {
          // Recurrent, and nothing is paid there.
          Arrays.fill(system[s], 0);
          system[s][s] = 1;
          r[s] = 0;
        }
      }
    }
    return solve(system, r);
  }

  /** Whether something is paid in states that are visited after a long time. */
  private static boolean pays(double[] later, FiniteMdp mdp, double[] policy) {
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        if (later[pair / mdp.actions()] > 1e-6
            && policy[pair] * mdp.probability(o) > 0
            && mdp.reward(o) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The mean of two successive powers and more, so that circles show in all their states. */
  private static double[][] power(double[][] p, int steps) {
    int n = p.length;
    RealMatrix lazy = new Array2DRowRealMatrix(p);
    lazy = lazy.add(identity(n)).scalarMultiply(0.5);
    return lazy.power(steps).getData();
  }

  private static RealMatrix identity(int n) {
    double[][] identity = new double[n][n];
    for (int s = 0; s < n; s++) {
      identity[s][s] = 1;
    }
    return new Array2DRowRealMatrix(identity);
  }

  /** Share of steps of episodes that end. */
  static double[] weights(FiniteMdp mdp, double[] policy) {
    int n = mdp.states();
    double[][] p = transitions(mdp, policy);
    double[][] system = new double[n][n];
    for (int s = 0; s < n; s++) {
      for (int t = 0; t < n; t++) {
        system[t][s] = (s == t ? 1 : 0) - p[s][t];
      }
    }
    return shares(solve(system, mdp.start()));
  }

  /** The stationary distribution of a chain with one closed class. */
  static double[] stationary(FiniteMdp mdp, double[] policy) {
    int n = mdp.states();
    double[][] p = transitions(mdp, policy);
    double[][] system = new double[n][n];
    for (int s = 0; s < n; s++) {
      for (int t = 0; t < n; t++) {
        system[t][s] = t == 0 ? 1 : (s == t ? 1 : 0) - p[s][t];
      }
    }
    double[] one = new double[n];
    one[0] = 1;
    return solve(system, one);
  }

  private static double[] shares(double[] visits) {
    double total = Arrays.stream(visits).sum();
    return Arrays.stream(visits).map(v -> v / total).toArray();
  }

  static double[] solve(double[][] system, double[] right) {
    return new LUDecomposition(new Array2DRowRealMatrix(system), 1e-14)
        .getSolver()
        .solve(new ArrayRealVector(right))
        .toArray();
  }
}
