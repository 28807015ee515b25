package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.None;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.feature.Aggregation;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.feature.Features;
import dev.stride.rl.feature.Own;
import dev.stride.rl.feature.Table;
import dev.stride.rl.feature.Tiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes no sense is refused, and what is left out is chosen. */
class LearningInputTest {
  @Test
  void aRuleThatNeedsAMetricDoesNotFit() {
    BadInput bad =
        assertThrows(
            BadInput.class, () -> Runs.learning("cliff-walking", "sarsa", "qng", "none", 1, 1));
    assertTrue(bad.getMessage().contains("it needs a metric"), bad.getMessage());
  }

  /** The weights of a bandit are those of its arms, not of any features. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "epsilon-greedy",
        "ucb1",
        "kl-ucb",
        "kl-ucb-normal",
        "gradient-bandit",
        "thompson",
        "thompson-beta",
        "exp3"
      })
  void banditsTakeATable(String agent) {
    Agent learner = Agents.registry().parse(agent);
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                new Learning(
                    Environments.registry().parse("bandit"),
                    learner,
                    FeatureSets.registry().parse("fourier"),
                    learner.takesRule() ? Sgd.of(0.1) : null,
                    new None(),
                    1,
                    5));
    assertTrue(bad.getMessage().contains("one value for each arm"), bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "random-walk   | q-learning     | has only one; td-lambda",
        "random-walk   | epsilon-greedy | looks no further than one step",
        "frozen-lake   | epsilon-greedy | q-learning, sarsa or expected-sarsa",
        "mountain-car  | td-lambda      | there are no exact ones to judge them by",
      })
  void whatDoesNotFitIsBadInput(String environment, String agent, String message) {
    BadInput bad =
        assertThrows(BadInput.class, () -> Runs.learning(environment, agent, "sgd", "none", 1, 1));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void settingsAreChecked() {
    for (double discount : new double[] {-0.1, 1.1}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Runs.learning("cliff-walking", "sarsa", "sgd", "none", discount, 1));
    }
    assertEquals(10_000_000, Runs.learning("bandit", "exp3", "none", 10_000_000).episodes());
    for (long episodes : new long[] {0, 10_000_001}) {
      IllegalArgumentException wrong =
          assertThrows(
              IllegalArgumentException.class,
              () -> Runs.learning("cliff-walking", "sarsa", "none", episodes));
      assertEquals("episodes must be from 1 to 10000000, not " + episodes, wrong.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sarsa,, the agent needs an optimizer",
    "exp3, sgd, the agent has a step size of its own and takes no optimizer",
    "sarsa, maximise+sgd, 'the optimizer has maximise in it, and a TD error has no objective that"
        + " could grow: leave it out'",
    "sarsa, 'group:rule=(maximise+sgd)', 'the optimizer has maximise in it, and a TD error has no"
        + " objective that could grow: leave it out'"
  })
  void whoHasNoStepSizeTakesAnOptimizer(String agent, @Nullable String rule, String message) {
    Rule<? super TraceStep> given = rule == null ? null : Rules.parse(rule, TraceStep.class, "it");
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                new Learning(
                    Environments.registry().parse("bandit"),
                    Agents.registry().parse(agent),
                    null,
                    given,
                    new None(),
                    1,
                    1));
    assertEquals(message, bad.getMessage());
  }

  @Test
  void whatIsSeenIsWhatWasChosenOrElseFits() {
    assertEquals(new Table(), Runs.learning("cliff-walking", "sarsa", "none", 1).seen());
    assertEquals(new Own(), Runs.learning("baird", "td-lambda", "none", 1).seen());
    assertInstanceOf(Tiles.class, Runs.learning("mountain-car", "sarsa", "none", 1).seen());
    Features groups = new Aggregation(2);
    Environment walk = Environments.registry().parse("random-walk");
    Agent agent = Agents.registry().parse("td-lambda");
    assertSame(groups, new Learning(walk, agent, groups, Sgd.of(0.1), new None(), 1, 1).seen());
  }
}
