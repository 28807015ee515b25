package dev.stride.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.landscape.Rosenbrock;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Checkpoint;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.search.Descent;
import dev.stride.optim.search.Optimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** The examples of the README, line by line. */
class ExampleTest {
  @Test
  void theExampleOfTheReadme() {
    Streams streams = Streams.of(42);
    Rosenbrock valley = new Rosenbrock(2);
    Problem problem = new NoisyLandscape(valley, new Gaussian(0.1), streams.at("noise").rng());
    Minimizer adam = Optimizers.minimizer("adam:learningRate=0.01", problem.answers(), "example");
    Budget budget = Budget.of(Charge.GRADIENTS, 5000);
    Curve curve = Curve.every(Charge.GRADIENTS, 100);
    Outcome outcome =
        Metered.run(adam, problem, valley.start(), budget, curve, streams.at("search").rng());
    double gap = outcome.truth() - valley.minimum(); // judged without the noise

    assertTrue(gap < 0.01, "gap " + gap);
  }

  @Test
  void theExampleOfASavedRun() {
    double[] x0 = new Rosenbrock(2).start();
    UniformRandomProvider rng = Streams.of(42).rng();
    Problem problem = valley();
    Problem again = valley();
    Curve curve = Curve.every(Charge.ITERATIONS, 1000);
    Curve rest = Curve.every(Charge.ITERATIONS, 1000);

    Rule<? super Step> rule = Rules.parse("adam+ema", Step.class, "example");
    Descent<Step> descent = Descent.gradient(rule);
    List<String> files = new ArrayList<>();
    Descent<Step> saving = descent.saving(100, checkpoint -> files.add(checkpoint.toJson()));
    Metered.run(saving, problem, x0, Budget.of(Charge.ITERATIONS, 250), curve, rng);

    Checkpoint last = Checkpoint.parse(files.get(files.size() - 1)); // of iteration 250
    Budget more = Budget.of(Charge.ITERATIONS, 1000); // of the whole run
    Outcome outcome = Metered.run(descent.from(last), again, last.x(), more, rest, rng);

    assertEquals(3, files.size());
    Curve whole = Curve.every(Charge.ITERATIONS, 1000);
    Outcome undisturbed = Metered.run(descent, valley(), x0, more, whole, rng);
    assertArrayEquals(undisturbed.recommended(), outcome.recommended(), 0);
    assertEquals(1000, outcome.ledger().count(Charge.GRADIENTS));
  }

  private static Problem valley() {
    return new NoisyLandscape(new Rosenbrock(2), new Gaussian(0.1), Streams.of(1).rng());
  }

  /** The message that the README shows for an optimizer that needs a gradient. */
  @Test
  void theMessageOfTheReadme() throws IOException {
    Problem problem = Problem.of(2, x -> x[0] * x[0] + x[1] * x[1]);
    Budget budget = Budget.of(Charge.ITERATIONS, 10);
    BadInput bad =
        assertThrows(
            BadInput.class, () -> Optimizers.minimize("adam", problem, new double[2], budget));
    String message = Objects.requireNonNull(bad.getMessage());
    assertTrue(Files.readString(Path.of("README.md")).contains("\n" + message + "\n"), message);
  }
}
