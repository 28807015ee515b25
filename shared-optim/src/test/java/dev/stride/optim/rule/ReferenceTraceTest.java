package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Inverse;
import dev.stride.optim.schedule.InverseSqrt;
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

    double get(String name) {
      return run.get("hyperparameters").get(name).asDouble();
    }

    Schedule rate() {
      return Schedule.of(get("lr"));
    }
  }

  static Stream<Arguments> runs() {
    return Stream.of(
            runs("torch_sgd", h -> new Sgd(h.rate())),
            runs("torch_sgd_momentum", h -> new Momentum(h.rate(), h.get("momentum"))),
            runs("torch_sgd_nesterov", h -> new Nesterov(h.rate(), h.get("momentum"))),
            runs("torch_adagrad", ReferenceTraceTest::adaGrad),
            runs(
                "torch_rmsprop",
                h -> new RmsProp(h.rate(), h.get("alpha"), h.get("eps"), EpsilonPlacement.OUTSIDE)),
            runs("torch_adam", ReferenceTraceTest::adam),
            runs("torch_adamw", ReferenceTraceTest::adamW),
            runs("torch_amsgrad", ReferenceTraceTest::amsGrad),
            runs("formula_amsgrad_paper", ReferenceTraceTest::amsGradOfThePaper),
            runs("formula_heavy_ball", ReferenceTraceTest::heavyBall),
            runs("formula_normalized_gradient", h -> new Normalised(h.rate())),
            runs(
                "formula_lookahead_adam",
                h -> adam(h).then(new Lookahead((long) h.get("k"), h.get("alpha")))),
            runs("formula_adamw_scheduled", ReferenceTraceTest::adamWOfThePaper))
        .flatMap(Function.identity());
  }

  private static Stream<Arguments> runs(String file, Function<Hyper, Rule<Step>> rule) {
    return Reference.read("optimizers/" + file)
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), rule.apply(new Hyper(run)), run));
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
    return new Adam(h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"));
  }

  private static Rule<Step> adamW(Hyper h) {
    return new AdamW(h.rate(), h.get("beta1"), h.get("beta2"), h.get("eps"), h.get("weight_decay"));
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
    return new Sgd(new Inverse(rate, decay)).then(new Momentum(Schedule.of(1), h.get("momentum")));
  }

  /** The paper does not scale λ by the learning rate: dividing λ by it gives that. */
  private static Rule<Step> adamWOfThePaper(Hyper h) {
    double rate = h.get("lr");
    return new AdamW(
        new Schedule() {
          @Override
          public double at(long k) {
            return rate * cosineWithRestarts(k, 10);
          }

          @Override
          public double scale() {
            return rate;
          }
        },
        h.get("beta1"),
        h.get("beta2"),
        h.get("eps"),
        h.get("weight_decay") / rate);
  }

  private static double cosineWithRestarts(long k, long period) {
    return k >= period
        ? cosineWithRestarts(k - period, 2 * period)
        : (1 + StrictMath.cos(Math.PI * k / period)) / 2;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void replays(String name, Rule<Step> rule, JsonNode run) {
    double[][] expected = Reference.matrix(run.get("parameters"));
    List<double[]> gradients = Arrays.asList(Reference.matrix(run.get("gradients")));
    List<double[]> trace = Replay.of(rule, expected[0], gradients).trace();
    String indicator =
        run.has("max_abs_deviation_of_double_replay")
            ? "max_abs_deviation_of_double_replay"
            : "max_abs_deviation_from_40_digit_replay";
    double rounding = run.get(indicator).asDouble();
    assertEquals(51, trace.size());
    for (int k = 0; k < expected.length; k++) {
      for (int i = 0; i < expected[k].length; i++) {
        double tolerance = 1e-12 * Math.abs(expected[k][i]) + 10 * rounding;
        assertEquals(expected[k][i], trace.get(k)[i], tolerance, "step " + k + ", entry " + i);
      }
    }
  }

  /**
   * The clipped gradients themselves. Clipping by norm divides by the norm plus 1e-6 there, so that
   * ours is longer by that share.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("clippings")
  void clips(String name, Rule<Step> rule, double more, JsonNode run) {
    double[][] before = Reference.matrix(run.get("gradients"));
    double[][] after = Reference.matrix(run.get("clipped_gradients"));
    int clipped = 0;
    for (int k = 0; k < before.length; k++) {
      List<double[]> trace =
          Replay.of(rule, new double[before[k].length], List.<double[]>of(before[k])).trace();
      double norm = Math.sqrt(Arrays.stream(before[k]).map(g -> g * g).sum());
      clipped += Arrays.equals(before[k], after[k]) ? 0 : 1;
      for (int i = 0; i < before[k].length; i++) {
        double tolerance = (1e-12 + more / norm) * Math.abs(after[k][i]);
        assertEquals(after[k][i], -trace.get(1)[i], tolerance, "step " + k + ", entry " + i);
      }
    }
    assertEquals(true, clipped > 0, "nothing was clipped");
  }

  static Stream<Arguments> clippings() {
    return Reference.read("optimizers/torch_gradient_clipping")
        .get("runs")
        .valueStream()
        .map(
            run -> {
              Hyper h = new Hyper(run);
              boolean byNorm = run.get("hyperparameters").has("max_norm");
              Rule<Step> rule =
                  byNorm ? new ClipNorm(h.get("max_norm")) : new ClipValue(h.get("clip_value"));
              return Arguments.of(run.get("name").asString(), rule, byNorm ? 1e-6 : 0.0, run);
            });
  }
}
