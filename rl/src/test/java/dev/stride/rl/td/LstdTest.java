package dev.stride.rl.td;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.rl.agent.Recorder;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Least squares against the system that they stand for; off-policy see {@link OffPolicyTest}. */
class LstdTest {
  private static final int N = 5;

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "0.5, 0.1, 0.9", "1, 3, 1"})
  void weightsSolveTheSystemAfterEveryEpisode(double lambda, double epsilon, double discount) {
    List<Script.Episode> episodes = Script.random(N, 30, 6);
    List<Recorder.Seen> seen = Script.play(episodes, new Lstd(lambda, epsilon), 1, discount);
    double[][] a = new double[N][N];
    for (int i = 0; i < N; i++) {
      a[i][i] = epsilon;
    }
    double[] b = new double[N];
    int step = 0;
    for (Script.Episode episode : episodes) {
      double[] z = new double[N];
      for (int t = 0; t < episode.length(); t++) {
        for (int i = 0; i < N; i++) {
          z[i] = discount * lambda * z[i] + episode.states().get(t)[i];
        }
        double[] d = episode.states().get(t).clone();
        if (t + 1 < episode.length() || !episode.terminated()) {
          Script.add(d, -discount, episode.states().get(t + 1));
        }
        for (int i = 0; i < N; i++) {
          Script.add(a[i], z[i], d);
          b[i] += z[i] * episode.reward(t);
        }
        step++;
      }
      double[] solved =
          new LUDecomposition(new Array2DRowRealMatrix(a))
              .getSolver()
              .solve(new ArrayRealVector(b))
              .toArray();
      assertArrayEquals(solved, seen.get(step).weights(), 1e-8);
    }
  }

  @Test
  void tooManyFeaturesAreRefused() {
    Script world = new Script(Script.random(N, 1, 1));
    assertEquals("", new Lstd(0, 1).misfit(world, new Script.Identity(4096)));
    String misfit = new Lstd(0, 1).misfit(world, new Script.Identity(4097));
    assertTrue(misfit.contains("may be at most 4096 and is 4097"), misfit);
  }
}
