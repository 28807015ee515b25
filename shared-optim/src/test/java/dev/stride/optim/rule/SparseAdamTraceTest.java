package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Layout;
import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * PyTorch's SparseAdam on the rows of a matrix, where every step names some rows, possibly more
 * than once: a sparse step over all entries of the named rows.
 */
class SparseAdamTraceTest {

  static Stream<Arguments> runs() {
    return Reference.read("optimizers/torch_sparse_adam")
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), run));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void replays(String name, JsonNode run) {
    int columns = run.get("columns").asInt();
    double[][] expected = flattened(run.get("parameters"));
    double[] x = expected[0].clone();
    Rule.State<? super Step> state =
        Rules.parse("adam:mode=epsilon-hat,count=global", Step.class, "a test")
            .start(Layout.flat(x.length));
    Step step = Step.sparse(x.length);
    List<double[]> trace = new ArrayList<>();
    trace.add(x.clone());
    for (int t = 0; t < run.get("steps").asInt(); t++) {
      fill(step, run, t, columns, expected[t]);
      state.apply(step, x);
      step.addTo(x);
      trace.add(x.clone());
    }
    assertEquals(51, trace.size());
    ReferenceTraceTest.check(expected, trace, run);
  }

  private static void fill(Step step, JsonNode run, int t, int columns, double[] x) {
    JsonNode rows = run.get("row_indices").get(t);
    double[] gradient = new double[x.length];
    Set<Integer> touched = new TreeSet<>();
    for (int j = 0; j < rows.size(); j++) {
      int row = rows.get(j).asInt();
      for (int c = 0; c < columns; c++) {
        int i = row * columns + c;
        touched.add(i);
        gradient[i] +=
            run.has("targets")
                ? x[i] - run.get("targets").get(row).get(c).asDouble()
                : run.get("row_gradients").get(t).get(j).get(c).asDouble();
      }
    }
    step.size = 0;
    for (int i : touched) {
      step.index[step.size] = i;
      step.value[step.size++] = -gradient[i];
    }
  }

  private static double[][] flattened(JsonNode matrices) {
    return matrices
        .valueStream()
        .map(rows -> Stream.of(Reference.matrix(rows)).flatMapToDouble(Arrays::stream).toArray())
        .toArray(double[][]::new);
  }
}
