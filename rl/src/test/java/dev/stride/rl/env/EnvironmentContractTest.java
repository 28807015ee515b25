package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every finite environment owes, in its defaults and in its variants. */
class EnvironmentContractTest {
  private static final List<String> VARIANTS =
      List.of(
          "cliff-walking:slippery=true",
          "frozen-lake:map=8x8",
          "frozen-lake:slippery=false",
          "frozen-lake:successRate=0.8",
          "frozen-lake:successRate=1",
          "random-walk:states=5",
          "random-walk:1",
          "bandit:arms=2",
          "long-walk:states=10,jump=10",
          "long-walk:states=7,jump=2",
          "time-limit:steps=7,of=bandit",
          "scaled-reward:scale=-2,offset=0.5,of=(random-walk:states=5)",
          "sticky:probability=1,of=(cliff-walking:slippery=true)",
          "noisy-state:of=(sticky:of=frozen-lake)",
          "drift:of=(frozen-lake:map=8x8)",
          "abrupt:rewards=1,of=random-walk",
          "table:src/test/resources/dev/stride/rl/env/external/frozenlake-4x4-slippery.json");

  /** Names that mean nothing without a file, or a process. */
  private static final Set<String> ELSEWHERE = Set.of("table", "gymnasium");

  static Stream<String> all() {
    return Stream.concat(
        Environments.registry().entries().stream()
            .filter(entry -> !ELSEWHERE.contains(entry.name()))
            .filter(entry -> entry.defaults().world(Streams.of(0).rng()).model() != null)
            .map(entry -> entry.name()),
        VARIANTS.stream());
  }

  private static FiniteMdp model(String text, long seed) {
    return Environments.registry().parse(text).model(Streams.of(seed).rng());
  }

  @ParameterizedTest
  @MethodSource("all")
  void probabilitiesSumToOneAndStatesExist(String text) {
    FiniteMdp mdp = model(text, 1);
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      double sum = 0;
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        sum += mdp.probability(o);
        assertTrue(mdp.next(o) >= 0 && mdp.next(o) < mdp.states());
        assertTrue(Double.isFinite(mdp.reward(o)));
      }
      assertEquals(1, sum, 1e-15 * Math.max(mdp.actions(), mdp.end(pair) - mdp.first(pair)));
    }
    assertEquals(1, Arrays.stream(mdp.start()).sum(), 1e-15);
  }

  @ParameterizedTest
  @MethodSource("all")
  void sameSeedSameModelAndNothingShared(String text) {
    FiniteMdp one = model(text, 7);
    FiniteMdp two = model(text, 7);
    assertNotSame(one, two);
    assertEquals(one.end(one.pairs() - 1), two.end(two.pairs() - 1));
    for (int o = 0; o < one.end(one.pairs() - 1); o++) {
      assertEquals(one.probability(o), two.probability(o));
      assertEquals(one.next(o), two.next(o));
      assertEquals(one.reward(o), two.reward(o));
      assertEquals(one.terminated(o), two.terminated(o));
    }
    one.start()[0] = 5;
    assertEquals(1, Arrays.stream(one.start()).sum(), 1e-15);
  }

  @ParameterizedTest
  @MethodSource("all")
  void sizesDoNotDependOnWhatIsDrawn(String text) {
    assertEquals(model(text, 1).states(), model(text, 2).states());
    assertEquals(model(text, 1).actions(), model(text, 2).actions());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyEpisodeCanEnd(String text) {
    FiniteMdp mdp = model(text, 1);
    boolean[] ends = new boolean[mdp.states()];
    for (int round = 0; round < mdp.states(); round++) {
      for (int pair = 0; pair < mdp.pairs(); pair++) {
        for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
          ends[pair / mdp.actions()] |= mdp.terminated(o) || ends[mdp.next(o)];
        }
      }
    }
    for (boolean end : ends) {
      assertTrue(end);
    }
  }

  /** Fixed seed; a right sampler fails with probability 1e-6 for each environment. */
  @ParameterizedTest
  @MethodSource("all")
  void outcomesAreDrawnWithTheirProbability(String text) {
    FiniteMdp mdp = model(text, 1);
    UniformRandomProvider rng = Streams.of(3).at(text).rng();
    double chiSquared = 0;
    int freedom = 0;
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      int draws = 1000;
      int first = mdp.first(pair);
      int[] counts = new int[mdp.end(pair) - first];
      for (int i = 0; i < draws; i++) {
        counts[mdp.sample(pair, rng) - first]++;
      }
      freedom--;
      for (int o = 0; o < counts.length; o++) {
        double expected = draws * mdp.probability(first + o);
        if (expected == 0) {
          assertEquals(0, counts[o]);
        } else {
          chiSquared += (counts[o] - expected) * (counts[o] - expected) / expected;
          freedom++;
        }
      }
    }
    double bound =
        freedom == 0
            ? 0
            : new ChiSquaredDistribution(null, freedom).inverseCumulativeProbability(1 - 1e-6);
    assertTrue(chiSquared <= bound, chiSquared + " > " + bound);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSingleOutcomeDrawsNoRandomNumber(String text) {
    FiniteMdp mdp = model(text, 1);
    UniformRandomProvider used = Streams.of(3).rng();
    UniformRandomProvider fresh = Streams.of(3).rng();
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      if (mdp.end(pair) - mdp.first(pair) == 1) {
        assertEquals(mdp.first(pair), mdp.sample(pair, used));
      }
    }
    mdp.sampleStart(used);
    assertEquals(fresh.nextLong(), used.nextLong());
  }

  @ParameterizedTest
  @MethodSource("all")
  void printsAsItIsRead(String text) {
    Environment environment = Environments.registry().parse(text);
    String printed = Environments.registry().print(environment);
    assertEquals(environment, Environments.registry().parse(printed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frozen-lake:successRate=3 | successRate must be from 0 to 1, not 3",
        "frozen-lake:map=5x5       | map=5x5: it has to be one of 4x4, 8x8",
        "random-walk:states=4      | states must be odd",
        "random-walk:states=-1     | states must be odd",
        "bandit:arms=1             | arms must be from 2 to 10000, not 1",
        "long-walk:states=0        | states must be from 1 to 10000, not 0",
        "long-walk:states=9,jump=10| jump must be from 1 to 9, not 10",
        "mountain-car:limit=0      | limit must be at least 1, not 0",
        "puddle-world:noise=-1     | noise must not be negative, and is -1",
        "cart-pole:integrator=rk4  | it has to be one of euler, semi-implicit",
        "frozen-lakes              | did you mean 'frozen-lake'?",
        "cliff-walking:slipery=true| did you mean 'slippery'?"
      })
  void badInputIsNamed(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> Environments.registry().parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void banditsDifferFromRunToRunAndFollowTheStandardNormal() {
    double sum = 0;
    double squares = 0;
    int n = 2000;
    for (int seed = 0; seed < n; seed++) {
      FiniteMdp mdp = model("bandit", seed);
      for (int a = 0; a < 10; a++) {
        sum += mdp.reward(a);
        squares += mdp.reward(a) * mdp.reward(a);
      }
    }
    // Five standard errors of 20000 standard normal deviates: false alarm 6e-7 each.
    assertEquals(0, sum / (10 * n), 5 / Math.sqrt(10.0 * n));
    assertEquals(1, squares / (10 * n), 5 * Math.sqrt(2 / (10.0 * n)));
    assertEquals(1, model("bandit", 0).rewardSd());
  }
}
