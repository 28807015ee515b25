package dev.stride.optim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.landscape.Rosenbrock;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import org.junit.jupiter.api.Test;

/** The example of the README, line by line. */
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
}
