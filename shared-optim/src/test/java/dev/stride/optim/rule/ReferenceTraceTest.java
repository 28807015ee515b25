package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Fraction;
import dev.stride.optim.schedule.Inverse;
import dev.stride.optim.schedule.InverseSqrt;
import dev.stride.optim.schedule.Restarts;
import dev.stride.optim.schedule.Schedule;
import dev.stride.optim.search.Replay;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Traces of PyTorch and of the papers' formulas; see reference/README.md for the tolerance. */
class ReferenceTraceTest {

  private static final class Hyper {
    private final JsonNode run;

    Hyper(JsonNode run) {
      this.run = run;
    }

    Fraction fraction(String name) {
      return Fraction.of(get(name));
    }

    double get(String name) {
      return run.get("hyperparameters").get(name).asDouble();
    }

    boolean has(String name) {
      return run.get("hyperparameters").has(name);
    }

    boolean is(String name) {
      return run.get("hyperparameters").get(name).asBoolean();
    }

    Schedule rate() {
      return Schedule.of(get("lr"));
    }
  }

  static Stream<Arguments> runs() {
    return Stream.of(
            runs("torch_sgd", h -> new Sgd(h.rate())),
            runs("torch_sgd_momentum", ReferenceTraceTest::momentum),
            runs("torch_sgd_dampened", ReferenceTraceTest::momentum),
            runs("torch_sgd_nesterov", h -> new Nesterov(h.rate(), h.fraction("momentum"))),
            runs("torch_adagrad", ReferenceTraceTest::adaGrad),
            runs("torch_rmsprop", ReferenceTraceTest::rmsProp),
            runs("torch_rmsprop_centered", ReferenceTraceTest::rmsProp),
            runs("torch_rmsprop_momentum", ReferenceTraceTest::rmsProp),
            runs("torch_adadelta", h -> new Adadelta(h.rate(), h.get("rho"), h.get("eps"))),
            runs("torch_adam", ReferenceTraceTest::adam),
            runs("torch_adamw", ReferenceTraceTest::adamW),
            runs("torch_amsgrad", ReferenceTraceTest::amsGrad),
            runs("formula_amsgrad_paper", ReferenceTraceTest::amsGradOfThePaper),
            runs("formula_heavy_ball", ReferenceTraceTest::heavyBall),
            runs("formula_normalized_gradient", h -> new Normalised(h.rate())),
            runs("formula_adamw_scheduled", ReferenceTraceTest::adamWOfThePaper),
            runs(
                "torch_adamax",
                h -> new Adamax(h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"))),
            runs("formula_nadam", h -> nadam(h, Nadam.Mode.SCHEDULED)),
            runs("torch_nadam", h -> nadam(h, Nadam.Mode.DOUBLED)),
            runs(
                "formula_radam_paper",
                h -> new Radam(h.rate(), h.get("beta1"), h.get("beta2"), 0, 4)),
            runs(
                "torch_radam",
                h -> new Radam(h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"), 5)),
            runs("formula_adabelief", ReferenceTraceTest::adaBelief),
            runs("formula_yogi", ReferenceTraceTest::yogi),
            runs(
                "formula_lion",
                h -> new Lion(h.rate(), h.get("beta1"), h.get("beta2"), h.get("weight_decay"))),
            runs("torch_rprop", ReferenceTraceTest::rprop),
            runs("torch_gradient_clipping", h -> clip(h).then(momentum(h))),
            runs(
                "formula_lookahead_adam",
                h -> adam(h).then(new Lookahead((long) h.get("k"), h.get("alpha")))))
        .flatMap(Function.identity());
  }

  private static Stream<Arguments> runs(String file, Function<Hyper, Rule<Step>> rule) {
    return Reference.read("optimizers/" + file)
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), rule.apply(new Hyper(run)), run));
  }

  private static Rule<Step> momentum(Hyper h) {
    double dampening = h.has("dampening") ? h.get("dampening") : 0;
    return new Momentum(h.rate(), h.fraction("momentum"), dampening);
  }

  private static Rule<Step> rmsProp(Hyper h) {
    return new RmsProp(
        h.rate(),
        h.get("alpha"),
        h.get("eps"),
        EpsilonPlacement.OUTSIDE,
        h.is("centered"),
        h.get("momentum"));
  }

  private static Rule<Step> nadam(Hyper h, Nadam.Mode mode) {
    return new Nadam(
        h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"), h.get("momentum_decay"), mode);
  }

  private static Rule<Step> adaBelief(Hyper h) {
    return new AdaBelief(
        h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"), h.get("weight_decay"));
  }

  private static Rule<Step> yogi(Hyper h) {
    Yogi.Mode mode = h.is("bias_correction") ? Yogi.Mode.CORRECTED : Yogi.Mode.PAPER;
    return new Yogi(h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"), h.get("v0"), mode);
  }

  private static Rule<Step> rprop(Hyper h) {
    return new Rprop(
        h.get("lr"), h.get("eta_plus"), h.get("eta_minus"), h.get("step_min"), h.get("step_max"));
  }

  private static Rule<Step> clip(Hyper h) {
    return h.has("max_norm")
        ? new ClipNorm(h.get("max_norm"), 1e-6)
        : new ClipValue(h.get("clip_value"));
  }

  private static Rule<Step> adaGrad(Hyper h) {
    return new AdaGrad(
        h.rate(),
        h.get("eps"),
        EpsilonPlacement.OUTSIDE,
        h.get("initial_accumulator_value"),
        h.get("lr_decay"));
  }

  private static Rule<Step> adam(Hyper h) {
    return new Adam(
        h.rate(),
        h.fraction("beta1"),
        h.get("beta2"),
        h.get("eps"),
        Adam.Mode.EPSILON,
        Adam.Count.PARAMETER);
  }

  private static Rule<Step> adamW(Hyper h) {
    return new AdamW(
        h.rate(),
        h.fraction("beta1"),
        h.get("beta2"),
        h.get("eps"),
        h.get("weight_decay"),
        AdamW.Mode.LEARNING_RATE);
  }

  private static Rule<Step> amsGrad(Hyper h) {
    return new AmsGrad(
        h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"), AmsGrad.Mode.CORRECTED);
  }

  private static Rule<Step> amsGradOfThePaper(Hyper h) {
    return new AmsGrad(
        new InverseSqrt(h.get("lr")), h.get("beta1"), h.get("beta2"), 0, AmsGrad.Mode.PAPER);
  }

  /** Polyak's own form has the learning rate inside of the velocity, which a chain gives. */
  private static Rule<Step> heavyBall(Hyper h) {
    double rate = h.get("lr");
    double decay = h.get("lr_decay");
    return new Sgd(new Inverse(rate, decay))
        .then(new Momentum(Schedule.of(1), h.fraction("momentum"), 0));
  }

  private static Rule<Step> adamWOfThePaper(Hyper h) {
    double rate = h.get("lr");
    return new AdamW(
        new Restarts(rate, 10, 2, 0),
        h.fraction("beta1"),
        h.get("beta2"),
        h.get("eps"),
        h.get("weight_decay"),
        AdamW.Mode.PAPER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void replays(String name, Rule<Step> rule, JsonNode run) {
    double[][] expected = Reference.matrix(run.get("parameters"));
    List<double[]> gradients = Arrays.asList(Reference.matrix(run.get("gradients")));
    List<double[]> trace = Replay.of(rule, expected[0], gradients).trace();
    assertEquals(51, trace.size());
    check(expected, trace, run);
  }

  /** Within 10⁻¹² and ten times the rounding indicator of the run, where it has one. */
  static void check(double[][] expected, List<double[]> trace, JsonNode run) {
    String indicator =
        run.has("max_abs_deviation_of_double_replay")
            ? "max_abs_deviation_of_double_replay"
            : "max_abs_deviation_from_40_digit_replay";
    double rounding = run.has(indicator) ? run.get(indicator).asDouble() : 0;
    assertEquals(expected.length, trace.size());
    for (int k = 0; k < expected.length; k++) {
      for (int i = 0; i < expected[k].length; i++) {
        double tolerance = 1e-12 * Math.abs(expected[k][i]) + 10 * rounding;
        assertEquals(expected[k][i], trace.get(k)[i], tolerance, "step " + k + ", entry " + i);
      }
    }
  }

  /** The clipped gradients themselves. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("clippings")
  void clips(String name, Rule<Step> rule, JsonNode run) {
    double[][] before = Reference.matrix(run.get("gradients"));
    double[][] after = Reference.matrix(run.get("clipped_gradients"));
    int clipped = 0;
    for (int k = 0; k < before.length; k++) {
      List<double[]> trace =
          Replay.of(rule, new double[before[k].length], List.<double[]>of(before[k])).trace();
      clipped += Arrays.equals(before[k], after[k]) ? 0 : 1;
      for (int i = 0; i < before[k].length; i++) {
        double tolerance = 1e-12 * Math.abs(after[k][i]);
        assertEquals(after[k][i], -trace.get(1)[i], tolerance, "step " + k + ", entry " + i);
      }
    }
    assertEquals(true, clipped > 0, "nothing was clipped");
  }

  static Stream<Arguments> clippings() {
    return Reference.read("optimizers/torch_gradient_clipping")
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), clip(new Hyper(run)), run));
  }
}
