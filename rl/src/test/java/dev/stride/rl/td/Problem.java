package dev.stride.rl.td;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** A task without episodes, features, and the policies; action a leads to state a. */
record Problem(
    int states, double[][] x, double[] target, double[] behaviour, double discount, double[] r) {
  /** Baird's counterexample (Sutton and Barto 2018, example 11.1): solid leads to the seventh. */
  static Problem baird() {
    double[][] x = new double[7][8];
    for (int s = 0; s < 6; s++) {
      x[s][s] = 2;
      x[s][7] = 1;
    }
    x[6][6] = 1;
    x[6][7] = 2;
    return of(x, new double[] {0, 0, 0, 0, 0, 0, 1}, 0.99, new double[7]);
  }

  /** θ → 2θ (Sutton, Mahmood and White 2016, section 2): features 1 and 2, always to the right. */
  static Problem twoStates(double... rewards) {
    return of(new double[][] {{1}, {2}}, new double[] {0, 1}, 0.9, rewards);
  }

  /** Three states and two features, and a target policy that is not sure. */
  static Problem mixed() {
    double[][] x = {{1, 0}, {1, 1}, {0.5, 2}};
    return of(x, new double[] {0.2, 0.3, 0.5}, 0.8, new double[] {1, -1, 2});
  }

  static Problem of(double[][] x, double[] target, double discount, double[] rewards) {
    int n = x.length;
    double[] pi = new double[n * n];
    double[] b = new double[n * n];
    for (int pair = 0; pair < n * n; pair++) {
      pi[pair] = target[pair % n];
      b[pair] = 1.0 / n;
    }
    return new Problem(n, x, pi, b, discount, rewards);
  }

  FiniteMdp mdp() {
    double[] start = new double[states];
    Arrays.fill(start, 1.0 / states);
    return FiniteMdp.continuing(
        start, states, 100, (s, a) -> List.of(new Outcome(1, a, r[s], false)));
  }

  /** The behaviour policy is in every state alike. */
  RealMatrix a(double[] emphasis) {
    int n = x[0].length;
    double[][] a = new double[n][n];
    for (int s = 0; s < states; s++) {
      for (int t = 0; t < states; t++) {
        double p = emphasis[s] * target[s * states + t];
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            a[i][j] += p * x[s][i] * (x[s][j] - discount * x[t][j]);
          }
        }
      }
    }
    return new Array2DRowRealMatrix(a);
  }

  double[] fixedPoint(double[] emphasis) {
    double[] b = new double[x[0].length];
    for (int s = 0; s < states; s++) {
      Script.add(b, emphasis[s] * r[s], x[s]);
    }
    return new LUDecomposition(a(emphasis)).getSolver().solve(new ArrayRealVector(b)).toArray();
  }

  double[] alike() {
    double[] share = new double[states];
    Arrays.fill(share, 1.0 / states);
    return share;
  }

  Run run(Agent agent, Rule<? super TraceStep> rule, int episodes, long seed) {
    Run run =
        Run.of(
            new Run.Setting(
                new FiniteWorld(mdp(), target, behaviour, null),
                agent,
                new Rows(x),
                rule,
                new None(),
                discount,
                episodes,
                Streams.of(seed),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null));
    agent.learn(run);
    return run;
  }

  /** Rows of a matrix as the features of states. */
  record Rows(double[][] x) implements Encoder {
    @Override
    public int size() {
      return x[0].length;
    }

    @Override
    public int most() {
      return x[0].length;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      new Script.Identity(size()).encode(x[(int) observation[0]], into);
    }
  }
}
