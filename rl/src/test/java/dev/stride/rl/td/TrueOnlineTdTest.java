package dev.stride.rl.td;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Traces;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** True online TD(λ) against the algorithm that it is equivalent to. */
class TrueOnlineTdTest {
  private static final int N = 5;

  /**
   * The online λ-return algorithm (van Seijen and others 2016, section 3.2) at horizon h: from the
   * weights at the begin of the episode, a step towards the λ-return truncated at h from each of
   * the states before. The n-step returns bootstrap with the weights of the horizon that they end
   * at, {@code at[k]}.
   */
  private static double[] horizon(
      Script.Episode episode, double[][] at, int h, double lambda, double alpha, double discount) {
    double[] w = at[0].clone();
    for (int k = 0; k < h; k++) {
      double lambdaReturn = 0;
      double weight = 1;
      double rewards = 0;
      double power = 1;
      for (int end = k + 1; end <= h; end++) {
        rewards += power * episode.reward(end - 1);
        power *= discount;
        double nStep = rewards + power * episode.value(at[end - 1], end);
        lambdaReturn += (end == h ? weight : weight * (1 - lambda)) * nStep;
        weight *= lambda;
      }
      double error = lambdaReturn - episode.value(w, k);
      Script.add(w, alpha * error, episode.states().get(k));
    }
    return w;
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1, 1", "0.5, 0.2, 0.9", "0.9, 0.1, 1", "1, 0.15, 0.95", "0.8, 0.4, 0"})
  void everyWeightIsThatOfTheOnlineLambdaReturn(double lambda, double alpha, double discount) {
    List<Script.Episode> episodes = Script.random(N, 30, 4);
    TrueOnlineTd agent = new TrueOnlineTd(lambda, alpha, 0.25);
    List<Recorder.Seen> seen = Script.play(episodes, agent, 1, discount);
    double[] w = seen.get(0).weights();
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25, 0.25}, w);
    int step = 0;
    for (Script.Episode episode : episodes) {
      double[][] at = new double[episode.length() + 1][];
      at[0] = w;
      for (int h = 1; h <= episode.length(); h++) {
        at[h] = horizon(episode, at, h, lambda, alpha, discount);
        assertArrayEquals(at[h], seen.get(++step).weights(), 1e-12, "step " + step);
      }
      w = at[episode.length()];
    }
  }

  /** With λ = 0 nothing of the correction is left. */
  @ParameterizedTest
  @CsvSource({"0.1", "0.5"})
  void withoutTracesItIsTd(double alpha) {
    List<Script.Episode> episodes = Script.random(N, 20, 9);
    List<Recorder.Seen> online = Script.play(episodes, new TrueOnlineTd(0, alpha, 0), 1, 0.9);
    List<Recorder.Seen> td = Script.play(episodes, new Td(0), alpha, 0.9);
    for (int t = 0; t < td.size(); t++) {
      assertArrayEquals(td.get(t).weights(), online.get(t).weights(), 1e-13);
    }
  }

  /** The dutch trace of TD(λ), by its recurrence over full vectors. */
  @ParameterizedTest
  @CsvSource({"0.1", "0.7", "0"})
  void dutchTraces(double alpha) {
    List<Script.Episode> episodes = Script.random(N, 20, 11);
    TdLambda agent = new TdLambda(0.8, Traces.Kind.DUTCH, alpha, 0);
    List<Recorder.Seen> seen = Script.play(episodes, agent, 0.1, 0.9);
    int step = 0;
    for (Script.Episode episode : episodes) {
      double[] z = new double[N];
      for (int t = 0; t < episode.length(); t++) {
        double[] x = episode.states().get(t);
        double overlap = 0.72 * Script.dot(z, x);
        for (int i = 0; i < N; i++) {
          z[i] = 0.72 * z[i] + (1 - alpha * overlap) * x[i];
        }
        assertArrayEquals(z, seen.get(step++).trace(), 1e-13);
      }
    }
  }
}
