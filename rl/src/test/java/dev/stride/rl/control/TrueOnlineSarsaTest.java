package dev.stride.rl.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stride.rl.agent.Recorder;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** True online Sarsa(λ) against the forward view that it equals. */
class TrueOnlineSarsaTest {
  private static final int LENGTH = 9;
  private static final double DISCOUNT = 0.9;
  private static final double RATE = 0.2;

  private static double reward(int t) {
    return Math.sin(1 + 2.5 * t);
  }

  /** States 0 to 9, one after the other, that look alike after three. */
  private static FiniteMdp row(boolean terminates) {
    return FiniteMdp.of(
        FiniteMdp.startIn(0, LENGTH + 1),
        2,
        LENGTH,
        (s, a) ->
            List.of(
                new Outcome(1, Math.min(s + 1, LENGTH), reward(s), terminates && s == LENGTH - 1)));
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  /**
   * The online λ-return algorithm (Sutton and Barto 2018, section 12.4): at every horizon h all
   * updates of the episode are made again from its start, towards the λ-returns that h allows.
   * {@code x[t]} are the features of the pair of step t; x[T] is zero where nothing follows.
   */
  private static double[][] forward(double[][] x, double lambda, double[] start) {
    int end = x.length - 1;
    double[][] latest = new double[end + 1][];
    latest[0] = start;
    for (int h = 1; h <= end; h++) {
      double[] w = start.clone();
      for (int t = 0; t < h; t++) {
        double target = 0;
        for (int n = 1; n <= h - t; n++) {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += Math.pow(DISCOUNT, k) * reward(t + k);
          }
          sum += Math.pow(DISCOUNT, n) * dot(latest[t + n - 1], x[t + n]);
          target += (n < h - t ? 1 - lambda : 1) * Math.pow(lambda, n - 1) * sum;
        }
        double error = target - dot(w, x[t]);
        for (int i = 0; i < w.length; i++) {
          w[i] += RATE * error * x[t][i];
        }
      }
      latest[h] = w;
    }
    return latest;
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0.5, true", "0.9, true", "1, true", "0.5, false", "0.9, false"})
  void equalsTheOnlineForwardViewAtEveryStep(double lambda, boolean terminates) {
    Recorder recorder = new Recorder(1);
    Runs.Ring encoder = new Runs.Ring();
    double[] after =
        Runs.run(
                row(terminates),
                new TrueOnlineSarsa(0.5, lambda, RATE, 0.25),
                encoder,
                recorder,
                DISCOUNT,
                1,
                3)
            .weights();
    List<Recorder.Seen> seen = recorder.seen();
    assertEquals(LENGTH, seen.size());
    int width = after.length;
    double[][] x = new double[LENGTH + 1][width];
    double[] z = new double[width];
    for (int t = 0; t < LENGTH; t++) {
      // The pair has just entered the trace: z_t - γλ z_{t-1} is a multiple of x.
      double[] fresh = seen.get(t).trace().clone();
      for (int i = 0; i < width; i++) {
        fresh[i] -= DISCOUNT * lambda * z[i];
      }
      x[t] = encoder.of(t, Math.abs(fresh[t % 3 * 2]) > 1e-6 ? 0 : 1, 2);
      z = seen.get(t).trace();
    }
    if (!terminates) {
      // δ = r + γ wᵀx' - wᵀx tells which action the cut left untaken.
      double[] w = seen.get(LENGTH - 1).weights();
      double next =
          (seen.get(LENGTH - 1).delta() - reward(LENGTH - 1) + dot(w, x[LENGTH - 1])) / DISCOUNT;
      double[] one = encoder.of(LENGTH, 0, 2);
      double[] other = encoder.of(LENGTH, 1, 2);
      boolean first = Math.abs(next - dot(w, one)) < Math.abs(next - dot(w, other));
      x[LENGTH] = first ? one : other;
      assertEquals(dot(w, x[LENGTH]), next, 1e-12);
    }
    double[][] expected = forward(x, lambda, seen.get(0).weights());
    for (int t = 0; t < LENGTH; t++) {
      double[] next = t + 1 < LENGTH ? seen.get(t + 1).weights() : after;
      assertArrayEquals(expected[t + 1], next, 1e-12, "step " + t);
    }
  }

  @Test
  void takesNoRule() {
    assertFalse(new TrueOnlineSarsa(0.1, 0.9, 0.1, 0).takesRule());
  }
}
