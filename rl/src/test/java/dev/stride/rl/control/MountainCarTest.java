package dev.stride.rl.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.rl.Agents;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.MountainCar;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.FeatureSets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Control with tile coding, eight tilings of 8x8 tiles, on example 10.1 of Sutton and Barto. */
class MountainCarTest {
  private static final int RUNS = 10;

  /** Mean steps of an episode, of the last 50 of 500. */
  private static double steps(String agent, String rule) {
    Agent learner = Agents.registry().parse(agent);
    double sum = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      World world = new MountainCar(10_000).world(Streams.of(seed).rng());
      double[] returns =
          Runs.run(
                  world,
                  learner,
                  FeatureSets.registry().parse("tiles").encoder(world.space(), null),
                  Rules.parse(rule, TraceStep.class, "learning"),
                  1,
                  500,
                  100 + seed)
              .tally()
              .returns();
      sum -= Arrays.stream(returns, 450, 500).average().orElseThrow();
    }
    return sum / RUNS;
  }

  /**
   * Figure 10.2 has 8 times the step sizes 0.1, 0.2 and 0.5 end in this order, the last one near
   * 120 as far as it can be read.
   */
  @Test
  void stepSizesOfSarsa() {
    double slow = steps("sarsa:epsilon=0", "sgd:0.0125");
    double medium = steps("sarsa:epsilon=0", "sgd:0.025");
    double fast = steps("sarsa:epsilon=0", "sgd:0.0625");
    assertTrue(slow > medium && medium > fast, slow + " " + medium + " " + fast);
    assertEquals(118, fast, 8);
  }

  /**
   * No policy needs fewer than 77 steps from any start. Means and standard deviations are those of
   * single runs on ten other seeds; a mean of ten that is right is off by more than six standard
   * errors of the difference with probability below 1e-4 even with so few degrees of freedom.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sarsa:epsilon=0,lambda=0.9,trace=replacing             | sgd:0.0625 | 107.9 | 8.8",
        "true-online-sarsa:epsilon=0,lambda=0.9,learningRate=0.0625 | sgd:1  | 111.8 | 12.2",
        "expected-sarsa:epsilon=0                               | sgd:0.0625 | 120.1 | 3.0",
        "q-learning:epsilon=0                                   | sgd:0.0625 | 120.1 | 3.0",
        "watkins-q:epsilon=0,trace=replacing                    | sgd:0.0625 | 109.3 | 5.3",
        "double-q-learning:epsilon=0                            | sgd:0.0625 | 137.3 | 11.6",
        "n-step-sarsa:epsilon=0,steps=8                         | sgd:0.0375 | 110.3 | 9.3",
        "n-step-tree-backup:epsilon=0                           | sgd:0.0625 | 113.3 | 7.6",
        "actor-critic:lambda=0.8,actor=0.3                      | sgd:0.02   | 105.4 | 7.8",
      })
  void everyLearnerGetsOutOfTheValley(String agent, String rule, double mean, double deviation) {
    assertEquals(mean, steps(agent, rule), 6 * deviation * Math.sqrt(2.0 / RUNS));
  }
}
