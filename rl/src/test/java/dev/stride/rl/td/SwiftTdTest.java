package dev.stride.rl.td;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.rl.agent.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SwiftTD against the script beside its golden weights, and against what it promises. */
class SwiftTdTest {
  private static final int N = 6;

  /** One case of the golden file: settings, what happened, and the weights after every step. */
  private record Golden(double[] settings, List<Script.Episode> episodes, List<double[]> weights) {
    SwiftTd agent() {
      double[] s = settings;
      return new SwiftTd(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
    }

    double discount() {
      return settings[8];
    }
  }

  private static Golden golden(int number) throws IOException {
    List<String[]> rows = rows();
    double[] settings = new double[0];
    int cases = 0;
    List<Script.Episode> episodes = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    List<double[]> states = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    for (String[] row : rows) {
      if (row[0].equals("#")) {
        if (cases++ == number) {
          settings = numbers(row, 1, row.length - 1);
        }
      } else if (Integer.parseInt(row[0]) == number) {
        if (row[1].equals("1")) {
          states = new ArrayList<>(List.of(numbers(row, 2, N)));
          rewards = new ArrayList<>();
        }
        rewards.add(Double.parseDouble(row[2 + N]));
        states.add(numbers(row, 5 + N, N));
        weights.add(numbers(row, 5 + 2 * N, N));
        boolean terminated = row[3 + N].equals("1");
        if (terminated || row[4 + N].equals("1")) {
          episodes.add(new Script.Episode(states, rewards, terminated));
          rewards = new ArrayList<>();
        }
      }
    }
    if (!rewards.isEmpty()) {
      episodes.add(new Script.Episode(states, rewards, false));
    }
    return new Golden(settings, episodes, weights);
  }

  private static List<String[]> rows() throws IOException {
    try (InputStream in = SwiftTdTest.class.getResourceAsStream("swift_td.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> line.split("\t", -1)).toList();
    }
  }

  private static double[] numbers(String[] row, int from, int count) {
    return Arrays.stream(row, from, from + count).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void weightsAreThoseOfTheScript(int number) throws IOException {
    Golden golden = golden(number);
    List<Recorder.Seen> seen = Script.play(golden.episodes(), golden.agent(), 1, golden.discount());
    assertEquals(150, golden.weights().size());
    for (int t = 0; t < 150; t++) {
      double[] w = seen.get(t + 1).weights();
      for (int i = 0; i < N; i++) {
        assertEquals(golden.weights().get(t)[i], w[i], 1e-11, "step " + t + ", weight " + i);
      }
    }
  }

  /** Without a trace, one step moves v(x) by δ times the overall rate: at most η of it. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1})
  void theOverallRateKeepsItsBound(double bound) {
    List<Script.Episode> episodes = Script.random(5, 300, 3);
    SwiftTd agent = new SwiftTd(0, 0.4, 1e-5, bound, 0.999, 0.05, 1e-10, 0);
    List<Recorder.Seen> seen = Script.play(episodes, agent, 1, 0.9);
    int step = 0;
    double largest = 0;
    for (Script.Episode episode : episodes) {
      for (int t = 0; t < episode.length(); t++) {
        double[] w = seen.get(step).weights();
        double next = episode.value(w, t + 1);
        double delta = episode.reward(t) + 0.9 * next - episode.value(w, t);
        double moved = episode.value(seen.get(step + 1).weights(), t) - episode.value(w, t);
        assertTrue(Math.abs(moved) <= bound * Math.abs(delta) * (1 + 1e-9) + 1e-12, "step " + step);
        largest = Math.max(largest, Math.abs(delta) < 0.1 ? 0 : moved / delta);
        step++;
      }
    }
    assertEquals(bound, largest, 1e-9);
  }

  /** The lower bound on step sizes holds: with θ = 0 and α below it, the first visit raises it. */
  @Test
  void theLeastStepSizeIsNoDeadLetter() {
    Script.Episode one =
        new Script.Episode(
            List.of(new double[] {1}, new double[] {1}, new double[] {1}), List.of(1.0, 1.0), true);
    List<Recorder.Seen> seen =
        Script.play(List.of(one), new SwiftTd(0, 1e-6, 0, 0.5, 0.99, 0, 0.25, 0), 1, 0);
    assertEquals(1e-6, seen.get(1).weights()[0], 1e-18);
    assertEquals(1e-6 + 0.25 * (1 - 1e-6), seen.get(2).weights()[0], 1e-12);
  }

  /** With nothing to adapt and a bound that is never met, it is true online TD(λ). */
  @Test
  void withConstantStepSizesItIsTrueOnlineTd() {
    List<Script.Episode> episodes = Script.random(5, 40, 8);
    SwiftTd swift = new SwiftTd(0.8, 0.05, 0, 1e6, 0.9, 0, 1e-6, 0.3);
    TrueOnlineTd online = new TrueOnlineTd(0.8, 0.05, 0.3);
    List<Recorder.Seen> one = Script.play(episodes, swift, 1, 0.9);
    List<Recorder.Seen> other = Script.play(episodes, online, 1, 0.9);
    assertEquals(other.size(), one.size());
    for (int t = 0; t < one.size(); t++) {
      for (int i = 0; i < 5; i++) {
        assertEquals(other.get(t).weights()[i], one.get(t).weights()[i], 1e-12);
      }
    }
  }

  @Test
  void aFloorAboveTheBoundIsRefused() {
    IllegalArgumentException bad =
        assertThrows(
            IllegalArgumentException.class, () -> new SwiftTd(0.9, 0.1, 0, 0.1, 0.9, 0.1, 0.2, 0));
    assertTrue(bad.getMessage().contains("least must be at most the bound"), bad.getMessage());
  }
}
