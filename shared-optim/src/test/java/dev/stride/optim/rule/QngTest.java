package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The natural gradient and its regularisations. */
class QngTest {
  private static final int N = 4;

  /** The blocks of golden/trace/qng.py. */
  private static final Layout BLOCKS = Layout.flat(2).with("phi", 2);

  private static Rule.State<? super MetricStep> state(String text, Layout layout) {
    return Rules.parse(text, MetricStep.class, "a test").start(layout);
  }

  static Stream<Arguments> runs() {
    JsonNode file = Reference.golden("trace/qng");
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
    Rule.State<? super MetricStep> state = state(text, BLOCKS);
    double[] x = new double[N];
    for (int k = 0; k < steps.size(); k++) {
      MetricStep step = step(steps.get(k));
      double[] metric = step.metric.clone();
      state.apply(step, x);
      step.addTo(x);
      assertArrayEquals(expected[k + 1], x, 1e-9, "step " + k);
      assertArrayEquals(metric, step.metric);
    }
  }

  private static MetricStep step(JsonNode recorded) {
    MetricStep step = MetricStep.of(N);
    double[][] metric = Reference.matrix(recorded.get("metric"));
    for (int i = 0; i < N; i++) {
      System.arraycopy(metric[i], 0, step.metric, i * N, N);
      step.value[i] = recorded.get("step").get(i).asDouble();
    }
    return step;
  }

  /** x ← x + ρ(x - x⁻) + ηG⁺d, computed with the bare rule. */
  @Test
  void momentumIsAChain() {
    JsonNode steps = Reference.golden("trace/qng").get("streams").get("definite");
    String bare = "qng:learningRate=0.5,lambda=0.25";
    Rule.State<? super MetricStep> chained =
        state(bare + "+momentum:learningRate=1,momentum=0.75", BLOCKS);
    Rule.State<? super MetricStep> plain = state(bare, BLOCKS);
    double[] x = new double[N];
    double[] now = new double[N];
    double[] before = new double[N];
    for (int k = 0; k < 12; k++) {
      MetricStep step = step(steps.get(k % 3));
      chained.apply(step, x);
      step.addTo(x);

      MetricStep natural = step(steps.get(k % 3));
      plain.apply(natural, now);
      double[] next = new double[N];
      for (int i = 0; i < N; i++) {
        next[i] = now[i] + 0.75 * (now[i] - before[i]) + natural.value[i];
      }
      before = now;
      now = next;
      assertArrayEquals(now, x, 1e-13);
    }
  }

  private static double[] once(String text, double[] metric, double... proposed) {
    MetricStep step = MetricStep.of(proposed.length);
    System.arraycopy(metric, 0, step.metric, 0, metric.length);
    System.arraycopy(proposed, 0, step.value, 0, proposed.length);
    state("qng:learningRate=1," + text, Layout.flat(proposed.length))
        .apply(step, new double[proposed.length]);
    return step.value;
  }

  /** Eigenvalues 4, 1 and -1 on the axes; the step (8, 2, 6). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "regularisation=shift | 2 | 2 | 0",
        "regularisation=shift,lambda=4 | 1 | 0.4 | 2",
        "regularisation=truncated,lambda=0.2 | 2 | 2 | 0",
        "regularisation=truncated,lambda=0.25 | 2 | 0 | 0",
        "regularisation=absolute | 2 | 2 | 6",
        "regularisation=absolute,lambda=1 | 1.6 | 1 | 3",
        "regularisation=absolute-scaled,lambda=1 | 3.2 | 2 | 6",
        "regularisation=root | 4 | 2 | 0",
        "regularisation=root,lambda=5 | 2.6666666666666667 | 0.8164965809277260 | 3",
      })
  void byHand(String text, double first, double second, double third) {
    double[] metric = {4, 0, 0, 0, 1, 0, 0, 0, -1};
    for (String which : new String[] {"full", "block", "diagonal"}) {
      assertArrayEquals(
          new double[] {first, second, third},
          once("metric=" + which + "," + text, metric, 8, 2, 6),
          1e-14,
          which);
    }
  }

  @Test
  void theScaledIdentityStaysTheIdentity() {
    double[] identity = {1, 0, 0, 1};
    assertArrayEquals(
        new double[] {3, -5},
        once("regularisation=absolute-scaled,lambda=0.5", identity, 3, -5),
        1e-15);
  }

  @Test
  void withoutAMetricAbsoluteValuesAreTheShiftAlone() {
    assertArrayEquals(
        new double[] {6, -10}, once("regularisation=absolute,lambda=0.5", new double[4], 3, -5), 0);
    assertArrayEquals(new double[2], once("regularisation=absolute", new double[4], 3, -5), 0);
  }

  /** Metrics 1, 3, 8: their means are 1, 2, 4. */
  @Test
  void theAverageCountsFromTheFirst() {
    Rule.State<? super MetricStep> state = state("qng:learningRate=1,average=true", Layout.flat(1));
    double[] metrics = {1, 3, 8};
    double[] expected = {8, 4, 2};
    MetricStep step = MetricStep.of(1);
    for (int k = 0; k < 3; k++) {
      step.metric[0] = metrics[k];
      step.value[0] = 8;
      state.apply(step, new double[1]);
      assertEquals(expected[k], step.value[0], 1e-14);
    }
    assertEquals(Set.of("metric", "steps"), Snapshot.of(state).values().keySet());
    assertEquals(4, Snapshot.of(state).values().get("metric")[0], 1e-14);
    Rule.State<? super MetricStep> bare = state("qng", Layout.flat(1));
    assertEquals(Set.of("steps"), Snapshot.of(bare).values().keySet());
  }

  @Test
  void anAverageThatIsNotFiniteEndsTheRun() {
    double[] metric = {Double.POSITIVE_INFINITY};
    assertThrows(Diverged.class, () -> once("average=true", metric, 1));
  }

  @Test
  void whatIsUnknownIsNamed() {
    String message =
        assertThrows(BadInput.class, () -> Rules.registry().parse("qng:regularisation=none"))
            .getMessage();
    assertTrue(
        message.contains("one of shift, truncated, absolute, absolute-scaled, root"), message);
    Rule<Step> rule = Dealer.rule("qng:regularisation=root");
    assertEquals("qng:regularisation=root", Rules.print(rule));
  }
}
