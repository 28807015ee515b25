package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.MetricStep;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.Entry;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.search.Optimizers;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Everything that can be chosen as an optimizer runs from the command that it is for. */
class EveryOptimizerTest {

  static Stream<Arguments> rules() {
    return Rules.registry().entries().stream()
        .map(entry -> Arguments.of(entry.name(), command(entry.defaults())));
  }

  private static String command(Rule<?> rule) {
    if (rule.stepType() == TraceStep.class) {
      return "rl random-walk --agent td-lambda --episodes 5 --seeds 2";
    }
    return rule.stepType() == MetricStep.class
        ? "vqe h2 --iterations 4"
        // Curvature 1, so that a link that takes the whole gradient for a step does not climb.
        : "minimize quadratic:condition=1 --iterations 4";
  }

  static Stream<Arguments> searches() {
    return Optimizers.registry().entries().stream().map(EveryOptimizerTest::search);
  }

  private static Arguments search(Entry<Minimizer> entry) {
    boolean needsCircuit =
        entry.defaults().orders().contains(Order.FIDELITY)
            || entry.defaults().orders().contains(Order.FREQUENCIES);
    String command = needsCircuit ? "vqe h2" : "minimize quadratic:dimension=3";
    return Arguments.of(entry.name(), command + " --iterations 4");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"rules", "searches"})
  void runsAndShowsItsFigures(String name, String command) {
    JsonNode result = Answer.toLine(command + " --optimizer " + name + " --figures --json").json();
    assertTrue(result.get("optimizer").asString().startsWith(name), result.toString());
    assertTrue(!result.get("figures").get("iteration").isEmpty(), result.toString());
  }

  static Stream<Arguments> forTheSparseStepsOfALearner() {
    return Rules.registry().entries().stream()
        .filter(entry -> entry.defaults().stepType().isAssignableFrom(TraceStep.class))
        .filter(entry -> !entry.defaults().maximises())
        .map(entry -> Arguments.of(entry.name()));
  }

  @ParameterizedTest
  @MethodSource("forTheSparseStepsOfALearner")
  void learns(String name) {
    Answer answer = Answer.toLine("rl frozen-lake --episodes 2 --seeds 1 --optimizer " + name);
    assertEquals("", answer.err());
    assertEquals(0, answer.exitCode());
  }
}
