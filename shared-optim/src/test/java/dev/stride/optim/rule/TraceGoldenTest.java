package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The rules for temporal differences against 50 digits; see golden/trace/README.md. */
class TraceGoldenTest {
  private static final int N = 5;

  static Stream<Arguments> runs() {
    JsonNode file = Reference.golden("trace/trace_rules");
    return file.get("runs")
        .valueStream()
        .map(
            run ->
                Arguments.of(
                    run.get("name").asString(),
                    run.get("optimizer").asString(),
                    file.get("streams").get(run.get("stream").asString()),
                    Reference.matrix(run.get("parameters"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void replays(String name, String text, JsonNode steps, double[][] expected) {
    Rule.State<? super TraceStep> state =
        Rules.parse(text, TraceStep.class, "a test").start(Layout.flat(N));
    TraceStep sparse = TraceStep.ofSparse(N, N);
    TraceStep dense = TraceStep.dense(N, sparse);
    double[] x = new double[N];
    double[] moved = new double[N];
    Arrays.fill(moved, 1);
    for (int k = 0; k < steps.size(); k++) {
      fill(sparse, steps.get(k));
      TraceStep step = name.endsWith("dense") ? dense : sparse;
      sparse.spread(dense);
      state.apply(step, x);
      step.addTo(x);
      for (int i = 0; i < N; i++) {
        moved[i] += Math.abs(expected[k + 1][i] - expected[k][i]);
        assertEquals(expected[k + 1][i], x[i], 1e-12 * moved[i], "step " + k + ", entry " + i);
      }
    }
    assertEquals(61, expected.length);
  }

  private static void fill(TraceStep step, JsonNode recorded) {
    step.delta = recorded.get("delta").asDouble();
    step.surprise = step.delta;
    step.size = 0;
    for (JsonNode at : recorded.get("index")) {
      double z = recorded.get("trace").get(at.asInt()).asDouble();
      step.index[step.size] = at.asInt();
      step.trace[step.size] = z;
      step.value[step.size++] = step.delta * z;
    }
    fill(step.features, Reference.vector(recorded.get("features")));
    fill(step.difference, Reference.vector(recorded.get("difference")));
  }

  private static void fill(Entries entries, double[] dense) {
    entries.size = 0;
    for (int i = 0; i < N; i++) {
      if (dense[i] != 0) {
        entries.index[entries.size] = i;
        entries.value[entries.size++] = dense[i];
      }
    }
  }
}
