package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Traces of variants that have no reference; see golden/moments/README.md. */
class GoldenTraceTest {

  static Stream<Arguments> runs() {
    return Stream.of(
            "adabelief",
            "adadelta",
            "adagrad",
            "adam",
            "adam_mini",
            "adamax",
            "adamw",
            "amsgrad",
            "lion",
            "nadam",
            "radam",
            "rmsprop",
            "yogi")
        .flatMap(file -> Reference.golden("moments/" + file).get("runs").valueStream())
        .map(run -> Arguments.of(run.get("name").asString(), run));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void replays(String name, JsonNode run) {
    double[][] expected = Reference.matrix(run.get("parameters"));
    double[] x = expected[0].clone();
    Rule.State<? super Step> state =
        Rules.parse(run.get("rule").asString(), Step.class, "a test")
            .start(layout(run.get("hyperparameters"), x.length));
    Step step = Step.dense(x.length);
    List<double[]> trace = new ArrayList<>();
    trace.add(x.clone());
    for (double[] gradient : Reference.matrix(run.get("gradients"))) {
      for (int i = 0; i < x.length; i++) {
        step.value[i] = -gradient[i];
      }
      state.apply(step, x);
      step.addTo(x);
      trace.add(x.clone());
    }
    ReferenceTraceTest.check(expected, trace, run);
  }

  private static Layout layout(JsonNode hyperparameters, int n) {
    if (!hyperparameters.has("blocks")) {
      return Layout.flat(n);
    }
    Layout layout = new Layout(List.of());
    for (JsonNode size : hyperparameters.get("blocks")) {
      layout = layout.with("block" + layout.blocks().size(), size.asInt());
    }
    return layout;
  }
}
