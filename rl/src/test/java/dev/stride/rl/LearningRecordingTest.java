package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Figures;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Recording;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a run for pictures of it. */
class LearningRecordingTest {
  /** Every step leaves a state, and the goal and the cliff are left by none. */
  @Test
  void aRecordingCountsStepsOfStatesThatHaveANumber() {
    Learning learning = Runs.learning("cliff-walking", "sarsa", "none", 20);
    Recording recording = learning.recording();
    assertArrayEquals(new long[48], recording.visits());
    LearningResult result = learning.run(Streams.of(1), Runs.endsOnly(), null, recording);
    assertEquals(result.steps(), Arrays.stream(recording.visits()).sum());
    assertTrue(recording.visits()[36] >= 20);
    assertArrayEquals(new long[11], Arrays.copyOfRange(recording.visits(), 37, 48));
    assertEquals(20, recording.firstActions().length);
    assertEquals(0, Runs.learning("mountain-car", "sarsa", "none", 1).recording().visits().length);
  }

  @ParameterizedTest
  @CsvSource({
    "frozen-lake, q-learning, true, true",
    "bandit, epsilon-greedy, true, true",
    "random-walk, swift-td, true, false",
    "random-walk, hl-lambda, true, false",
    "random-walk, true-online-td, true, false",
    "random-walk, lstd, true, false",
    "cliff-walking, hl-sarsa, true, false",
    "cliff-walking, hl-q, true, false",
    "cliff-walking, true-online-sarsa, true, false",
    "bandit, ucb1, false, false",
    "bandit, thompson, false, false",
    "bandit, thompson-beta, false, false",
    "bandit, kl-ucb, false, false",
    "bandit, kl-ucb-normal, false, false",
    "bandit, exp3, false, false",
  })
  void aRecordingAndFiguresTellWhatAnAgentHas(
      String environment, String agent, boolean error, boolean stepSize) {
    Learning learning = Runs.learning(environment, agent, "none", 300);
    Recording recording = learning.recording();
    Set<String> figures = new HashSet<>();
    learning.run(
        Streams.of(1),
        Runs.endsOnly(),
        (episode, gauges) -> gauges.accept(into(figures)),
        recording);
    double[] errors = recording.surprise().means();
    double[] stepSizes = recording.stepSize().means();
    assertEquals(error, Arrays.stream(errors).anyMatch(d -> d > 0));
    assertEquals(!error, Arrays.stream(errors).allMatch(Double::isNaN));
    assertEquals(stepSize, Arrays.stream(stepSizes).anyMatch(d -> Math.abs(d - 0.1) < 1e-12));
    assertEquals(!stepSize, Arrays.stream(stepSizes).allMatch(Double::isNaN));
    assertTrue(figures.contains(Figures.SIGNAL_TO_NOISE), figures::toString);
    assertEquals(stepSize, figures.contains(Figures.EFFECTIVE_STEP));
    assertEquals(stepSize, figures.contains(Figures.NOISE_FLOOR));
    // They stand side by side.
    assertEquals(errors.length, stepSizes.length);
    assertEquals(recording.surprise().width(), recording.stepSize().width());
  }

  private static Figures into(Set<String> names) {
    return new Figures() {
      @Override
      public void figure(String name, double value) {
        names.add(name);
      }

      @Override
      public void diagnosis(String text) {}
    };
  }
}
