package dev.stride.optim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.rule.Adam;
import dev.stride.optim.rule.Momentum;
import dev.stride.optim.search.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Traces of PyTorch's schedulers; see reference/README.md. */
class TorchSchedulesTest {
  private static final JsonNode FILE = Reference.read("optimizers/torch_schedulers");

  /** ReduceLROnPlateau follows the objective, which a schedule does not know. */
  static Stream<Arguments> runs() {
    return FILE.get("runs")
        .valueStream()
        .filter(run -> !run.get("scheduler").asString().equals("ReduceLROnPlateau"))
        .map(run -> Arguments.of(run.get("name").asString(), run));
  }

  private static Schedule schedule(JsonNode run) {
    JsonNode h = run.get("hyperparameters");
    double rate = run.get("base_lr").asDouble();
    return switch (run.get("scheduler").asString()) {
      case "CosineAnnealingLR" ->
          new Cosine(
              rate, h.get("T_max").asLong(), h.get("eta_min").asDouble() / rate, Cosine.Mode.WAVE);
      case "CosineAnnealingWarmRestarts" ->
          new Restarts(
              rate,
              h.get("T_0").asLong(),
              h.get("T_mult").asLong(),
              h.get("eta_min").asDouble() / rate);
      case "StepLR" -> new Steps(rate, h.get("step_size").asLong(), h.get("gamma").asDouble());
      case "MultiStepLR" -> new Milestones(rate, milestones(h), h.get("gamma").asDouble());
      case "ExponentialLR" -> new Exponential(rate, h.get("gamma").asDouble());
      case "PolynomialLR" ->
          new Polynomial(rate, h.get("total_iters").asLong(), h.get("power").asDouble(), 0);
      case "LinearLR" -> {
        assertEquals(1, h.get("end_factor").asDouble(), 0);
        yield new Warmup(
            Schedule.of(rate), h.get("total_iters").asLong(), h.get("start_factor").asDouble());
      }
      case "ConstantLR" -> {
        double factor = h.get("factor").asDouble();
        Milestones.At end = new Milestones.At(List.of(h.get("total_iters").asLong()));
        yield new Milestones(rate * factor, end, 1 / factor);
      }
      case "OneCycleLR" ->
          new OneCycle(
              h.get("max_lr").asDouble(),
              h.get("total_steps").asLong(),
              h.get("pct_start").asDouble(),
              h.get("div_factor").asDouble(),
              h.get("final_div_factor").asDouble());
      default -> throw new IllegalArgumentException(run.get("scheduler").asString());
    };
  }

  private static Milestones.At milestones(JsonNode h) {
    return new Milestones.At(h.get("milestones").valueStream().map(JsonNode::asLong).toList());
  }

  /** Relative 1e-12, and the few units in the last place of the rate that its recursions lose. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void theRateIsTheSame(String name, JsonNode run) {
    double[] rates = Reference.vector(run.get("lr"));
    Schedule schedule = schedule(run);
    assertEquals(51, rates.length);
    for (int k = 0; k < rates.length; k++) {
      double tolerance = 1e-12 * rates[k] + 1e-15 * schedule.scale();
      assertEquals(rates[k], schedule.at(k), tolerance, "step " + k);
    }
  }

  /** In open loop: at the recorded parameters the gradients of the problem are those of the run. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void theParametersAreTheSame(String name, JsonNode run) {
    double[][] parameters = Reference.matrix(run.get("parameters"));
    JsonNode problem = FILE.get("problems").get(run.get("problem").asString());
    List<double[]> gradients = new ArrayList<>();
    for (int k = 0; k + 1 < parameters.length; k++) {
      gradients.add(gradient(problem, parameters[k]));
    }
    List<double[]> trace = Replay.of(rule(run), parameters[0], gradients).trace();
    assertEquals(51, trace.size());
    for (int k = 0; k < parameters.length; k++) {
      for (int i = 0; i < parameters[k].length; i++) {
        double tolerance = 1e-12 * Math.abs(parameters[k][i]);
        assertEquals(parameters[k][i], trace.get(k)[i], tolerance, "step " + k + ", entry " + i);
      }
    }
  }

  private static Rule<Step> rule(JsonNode run) {
    return run.get("optimizer").asString().startsWith("SGD")
        ? new Momentum(schedule(run), momentum(run), 0)
        : new Adam(
            schedule(run), momentum(run), 0.999, 1e-8, Adam.Mode.EPSILON, Adam.Count.PARAMETER);
  }

  /** What OneCycleLR cycles against the rate, in Adam's case as its β₁. */
  private static Fraction momentum(JsonNode run) {
    return run.get("scheduler").asString().equals("OneCycleLR")
        ? Fraction.of(cycle(run))
        : Fraction.of(0.9);
  }

  private static Schedule cycle(JsonNode run) {
    JsonNode h = run.get("hyperparameters");
    return new OneCycleMomentum(
        h.get("max_momentum").asDouble(),
        h.get("base_momentum").asDouble(),
        h.get("total_steps").asLong(),
        h.get("pct_start").asDouble());
  }

  static Stream<Arguments> cycles() {
    return runs().filter(run -> run.get()[0].toString().startsWith("OneCycleLR"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cycles")
  void theMomentumIsTheSame(String name, JsonNode run) {
    double[] momenta = Reference.vector(run.get(run.has("beta1") ? "beta1" : "momentum"));
    assertEquals(51, momenta.length);
    for (int k = 0; k < momenta.length; k++) {
      assertEquals(momenta[k], cycle(run).at(k), 1e-12 * momenta[k], "step " + k);
    }
  }

  private static double[] gradient(JsonNode problem, double[] x) {
    double[][] matrix = Reference.matrix(problem.get("A"));
    double[] b = Reference.vector(problem.get("b"));
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += matrix[i][j] * x[j];
      }
      gradient[i] = sum - b[i];
    }
    return gradient;
  }
}
