package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Traces of the papers' formulas in 60 digits: of reference/ for matrices, and of golden/, with the
 * recommended points. Tolerance: 10⁻¹² relative plus ten times the rounding indicator of the run.
 */
class BlockAndAverageTraceTest {
  private static final Layout PAIRS = new Layout(List.of()).with("w", 3, 2);

  private static final String ADAM =
      "learningRate=%lr%,beta1=%beta1%,beta2=%beta2%,epsilon=%eps%,"
          + "initialDistance=%initial_distance%";

  private static final String ADAFACTOR =
      "adafactor:learningRate=%lr%,relativeStep=%relative_step%,scaleParameter=%scale_parameter%,"
          + "epsilon=%eps1%,floor=%eps2%,max=%d%,decayExponent=%decay_exponent%";

  static Stream<Arguments> golden() {
    return Reference.golden("averages/average_and_block_rules")
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), run));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void replaysTheGoldenTraces(String name, JsonNode run) {
    JsonNode h = run.get("hyperparameters");
    Layout layout = Layout.flat(6);
    if (h.has("rows") || (h.has("units") && h.get("units").size() == 3)) {
      layout = PAIRS;
    } else if (h.has("blocks") && h.get("blocks").size() == 2) {
      layout = Layout.flat(2).with("w", 2, 2);
    }
    double rounding = run.get("max_abs_deviation_of_double_replay").asDouble();
    double[][] recommended =
        run.has("recommended") ? Reference.matrix(run.get("recommended")) : new double[0][];
    replay(goldenRule(name, h), layout, run, recommended, 1e-12, 10 * rounding);
  }

  private static Rule<? super Step> goldenRule(String name, JsonNode h) {
    String text =
        switch (name.substring(0, name.lastIndexOf(' '))) {
          case "schedule-free" -> "schedule-free:learningRate=%lr%,momentum=%momentum%";
          case "schedule-free warmup", "schedule-free rmsprop" -> "";
          case "dog", "dog origin" -> "dog:initialDistance=%initial_distance%";
          case "d-adaptation", "d-adaptation large" -> "d-adaptation:" + ADAM;
          case "prodigy", "prodigy large" -> "prodigy:" + ADAM;
          case "ema" -> "sgd:learningRate=%lr%+ema:decay=%decay%";
          case "polyak", "polyak late" -> "sgd:learningRate=%lr%+polyak:start=%start%";
          case "clip-adaptive", "clip-adaptive vector" ->
              "clip-adaptive:max=%max%,epsilon=%eps%+sgd:learningRate=%lr%";
          case "centralise" -> "centralise+sgd:learningRate=%lr%";
          default -> ADAFACTOR;
        };
    if (text.isEmpty()) {
      return warmedUp(h);
    }
    for (String key : h.propertyNames()) {
      if (h.get(key).isValueNode()) {
        text = text.replace("%" + key + "%", h.get(key).asString());
      }
    }
    return Rules.parse(text, Step.class, "a test");
  }

  private static Rule<? super Step> warmedUp(JsonNode h) {
    double rate = h.get("lr").asDouble();
    int warmup = h.get("warmup").asInt();
    Rule<Step> rule =
        new ScheduleFree(
            new Schedule() {
              @Override
              public double at(long k) {
                return k < warmup ? rate * (k + 1) / warmup : rate;
              }

              @Override
              public double scale() {
                return rate;
              }
            },
            h.get("momentum").asDouble());
    if (!h.has("beta2")) {
      return rule;
    }
    double beta2 = h.get("beta2").asDouble();
    double epsilon = h.get("eps").asDouble();
    return new RmsProp(Schedule.of(1), beta2, epsilon, EpsilonPlacement.OUTSIDE, false, 0)
        .then(rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("adafactors")
  void adafactorOfAMatrix(String name, JsonNode run) {
    Rule<Step> rule = new Adafactor(Schedule.of(0.01), true, true, 1e-30, 1e-3, 1, 0.8);
    double rounding = run.get("max_abs_deviation_of_double_replay").asDouble();
    Layout layout = new Layout(List.of()).with("w", 3, 4);
    replay(rule, layout, run, new double[0][], 1e-12, 10 * rounding);
  }

  static Stream<Arguments> adafactors() {
    return matrices("formula_adafactor");
  }

  /** The inverse roots are ill-conditioned: two implementations of the origin differ by 3e-11. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("shampoos")
  void shampooOfAMatrix(String name, JsonNode run) {
    Rule<Step> rule = new Shampoo(Schedule.of(0.1), 1e-4);
    replay(rule, PAIRS, run, new double[0][], 0, 3e-11);
  }

  static Stream<Arguments> shampoos() {
    return matrices("formula_shampoo");
  }

  private static Stream<Arguments> matrices(String file) {
    return Reference.read("optimizers/" + file)
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), run));
  }

  private static void replay(
      Rule<? super Step> rule,
      Layout layout,
      JsonNode run,
      double[][] recommended,
      double relative,
      double absolute) {
    List<double[]> expected = points(run.get("parameters"));
    List<double[]> gradients = points(run.get("gradients"));
    double[] x = expected.get(0).clone();
    Rule.State<? super Step> state = rule.start(layout);
    Step step = Step.dense(x.length);
    double[] point = new double[x.length];
    assertTrue(gradients.size() >= 30);
    for (int k = 0; k < gradients.size(); k++) {
      double[] gradient = gradients.get(k);
      Arrays.setAll(step.value, i -> -gradient[i]);
      state.apply(step, x);
      step.addTo(x);
      System.arraycopy(x, 0, point, 0, x.length);
      state.recommended(x, point);
      double[] wanted = recommended.length > 0 ? recommended[k + 1] : expected.get(k + 1);
      for (int i = 0; i < x.length; i++) {
        String where = String.format(Locale.ROOT, "step %d, entry %d", k + 1, i);
        double now = expected.get(k + 1)[i];
        assertEquals(now, x[i], relative * Math.abs(now) + absolute, where);
        assertEquals(wanted[i], point[i], relative * Math.abs(wanted[i]) + absolute, where);
      }
    }
  }

  /** Vectors, or matrices row by row. */
  private static List<double[]> points(JsonNode node) {
    List<double[]> points = new ArrayList<>();
    for (JsonNode point : node) {
      points.add(
          point.get(0).isArray()
              ? Arrays.stream(Reference.matrix(point)).flatMapToDouble(Arrays::stream).toArray()
              : Reference.vector(point));
    }
    return points;
  }

  /** PyTorch's ReduceLROnPlateau: lr[k+1] is in force once metrics[0..k] are known. */
  @Test
  void plateauFollowsPyTorch() {
    int runs = 0;
    for (JsonNode run : Reference.read("optimizers/torch_schedulers").get("runs")) {
      if (!run.get("scheduler").asString().equals("ReduceLROnPlateau")) {
        continue;
      }
      runs++;
      JsonNode h = run.get("hyperparameters");
      Rule<Step> rule =
          new Plateau(
              h.get("factor").asDouble(),
              h.get("patience").asInt(),
              h.get("threshold").asDouble(),
              h.get("cooldown").asInt(),
              h.get("min_lr").asDouble(),
              0);
      double[] metrics = Reference.vector(run.get("metrics"));
      double[] rates = Reference.vector(run.get("lr"));
      Rule.State<Step> state = rule.start(Layout.flat(1));
      Step step = Step.dense(1);
      for (int k = 0; k < metrics.length; k++) {
        step.value[0] = run.get("base_lr").asDouble();
        step.objective = metrics[k];
        state.apply(step, new double[1]);
        assertEquals(rates[k + 1], step.value[0], 1e-15, "step " + k);
      }
    }
    assertEquals(2, runs);
  }
}
