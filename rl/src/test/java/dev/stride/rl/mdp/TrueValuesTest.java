package dev.stride.rl.mdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against published values and closed forms. */
class TrueValuesTest {
  private static FiniteMdp model(String text) {
    return Environments.registry().parse(text).model(Streams.of(1).rng());
  }

  private static double best(String text, double discount) {
    FiniteMdp mdp = model(text);
    return TrueValues.atStart(mdp, TrueValues.optimal(mdp, discount));
  }

  @ParameterizedTest
  @CsvSource({
    // Published: 14/17 and 1 without a time limit; 0.5420259320 to its ten digits.
    "frozen-lake, 1, 0.82352941176470588, 1e-12",
    "frozen-lake, 0.99, 0.5420259320, 5e-11",
    "frozen-lake:map=8x8, 1, 1, 1e-12",
    "frozen-lake:slippery=false, 1, 1, 1e-12",
    "cliff-walking, 1, -13, 1e-12",
    "random-walk, 1, 0, 1e-12",
  })
  void publishedOptima(String environment, double discount, double value, double tolerance) {
    assertEquals(value, best(environment, discount), tolerance);
  }

  /** With probability ε the chosen action is replaced by a random one, as an ε-soft policy does. */
  private static FiniteMdp soft(FiniteMdp mdp, double epsilon) {
    return FiniteMdp.of(
        mdp.start(),
        mdp.actions(),
        mdp.limit(),
        (s, a) -> {
          List<Outcome> outcomes = new ArrayList<>();
          for (int b = 0; b < mdp.actions(); b++) {
            double p = epsilon / mdp.actions() + (a == b ? 1 - epsilon : 0);
            int pair = s * mdp.actions() + b;
            for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
              outcomes.add(
                  new Outcome(
                      p * mdp.probability(o), mdp.next(o), mdp.reward(o), mdp.terminated(o)));
            }
          }
          return outcomes;
        });
  }

  @Test
  void bestSoftPolicyOnTheCliff() {
    FiniteMdp mdp = soft(model("cliff-walking"), 0.1);
    double value = TrueValues.atStart(mdp, TrueValues.optimal(mdp, 1));
    assertEquals(-20.7077, value, 5e-5);
    double[] soft = TrueValues.bestSoft(model("cliff-walking"), 1, 0.1);
    assertArrayEquals(TrueValues.optimal(mdp, 1), soft, 1e-11);
  }

  @Test
  void valuesOfRandomWalks() {
    for (int states : new int[] {1, 5, 19, 99, 499}) {
      FiniteMdp mdp = model("random-walk:" + states);
      double[] closed = new double[states];
      for (int i = 0; i < states; i++) {
        closed[i] = 2.0 * (i + 1) / (states + 1) - 1;
      }
      assertArrayEquals(closed, TrueValues.of(mdp, TrueValues.uniform(mdp), 1), 1e-12);
      assertArrayEquals(closed, TrueValues.optimal(mdp, 1), 1e-12);
    }
  }

  @Test
  void initialErrorOfTheRandomWalk() {
    FiniteMdp mdp = model("random-walk");
    double[] v = TrueValues.of(mdp, TrueValues.uniform(mdp), 1);
    // Published, over states weighted equally.
    assertEquals(0.5477, Math.sqrt(Arrays.stream(v).map(x -> x * x).sum() / 19), 5e-5);
  }

  @Test
  void onPolicyWeightsOfTheRandomWalkAreATriangle() {
    FiniteMdp mdp = model("random-walk");
    double[] share = TrueValues.onPolicyWeights(mdp, TrueValues.uniform(mdp), mdp.limit());
    for (int i = 1; i <= 19; i++) {
      // Green's function of the walk from the middle: visits ∝ min(i, 20 - i).
      assertEquals(Math.min(i, 20 - i) / 100.0, share[i - 1], 1e-12);
    }
  }

  @Test
  void geometricSeries() {
    // Stays with probability 3/4 and ends with 1/4, each step pays 2: 2/(1 - γ 3/4).
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1},
            1,
            10,
            (s, a) -> List.of(new Outcome(0.75, 0, 2, false), new Outcome(0.25, 0, 2, true)));
    for (double discount : new double[] {0, 0.5, 0.9, 1}) {
      double ratio = 0.75 * discount;
      double[] policy = {1};
      assertEquals(2 / (1 - ratio), TrueValues.of(mdp, policy, discount)[0], 1e-13);
      assertEquals(2 / (1 - ratio), TrueValues.optimal(mdp, discount)[0], 1e-13);
      double tenSteps = 2 * (1 - Math.pow(ratio, 10)) / (1 - ratio);
      assertEquals(tenSteps, TrueValues.of(mdp, policy, discount, 10)[0], 1e-13);
      assertEquals(tenSteps, TrueValues.optimal(mdp, discount, 10)[0], 1e-13);
    }
  }

  @Test
  void longHorizonsReachTheLimitlessValues() {
    for (String text : List.of("cliff-walking", "frozen-lake", "frozen-lake:map=8x8")) {
      FiniteMdp mdp = model(text);
      double[] v = TrueValues.optimal(mdp, 0.95);
      assertArrayEquals(v, TrueValues.optimal(mdp, 0.95, 2000), 1e-11);
      double[] uniform = TrueValues.uniform(mdp);
      double[] random = TrueValues.of(mdp, uniform, 0.95);
      double scale = Arrays.stream(random).map(Math::abs).max().orElseThrow();
      assertArrayEquals(random, TrueValues.of(mdp, uniform, 0.95, 2000), 1e-13 * scale);
    }
  }

  @Test
  void aClockIsWorthSomethingUnderATimeLimit() {
    FiniteMdp mdp = model("frozen-lake");
    double withClock = TrueValues.atStart(mdp, TrueValues.optimal(mdp, 1, 100));
    double[] q = new double[mdp.pairs()];
    double[] v = TrueValues.optimal(mdp, 1);
    for (int pair = 0; pair < q.length; pair++) {
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        q[pair] += mdp.probability(o) * (mdp.reward(o) + (mdp.terminated(o) ? 0 : v[mdp.next(o)]));
      }
    }
    double[] greedy = TrueValues.greedy(mdp, q);
    double without = TrueValues.atStart(mdp, TrueValues.of(mdp, greedy, 1, 100));
    assertTrue(without < withClock && withClock < 14.0 / 17, without + " and " + withClock);
  }

  @Test
  void aPolicyInCirclesIsJudgedUnderALimitAndInfiniteWithout() {
    FiniteMdp mdp = model("cliff-walking");
    double[] up = new double[mdp.pairs()];
    for (int pair = 0; pair < mdp.pairs(); pair += 4) {
      up[pair] = 1;
    }
    assertEquals(-1000, TrueValues.atStart(mdp, TrueValues.of(mdp, up, 1, 1000)));
    assertThrows(IllegalArgumentException.class, () -> TrueValues.of(mdp, up, 1));
    assertEquals(-10, TrueValues.atStart(mdp, TrueValues.of(mdp, up, 0.9)), 1e-12);
  }

  /** Forward in time from the start against backward from the end, over policies of all kinds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cliff-walking",
        "cliff-walking:slippery=true",
        "frozen-lake",
        "taxi",
        "random-walk",
        "windy-gridworld:moves=king,stochastic=true"
      })
  void returnsForwardAreValuesBackward(String environment) {
    FiniteMdp mdp = model(environment);
    UniformRandomProvider rng = Streams.of(7).rng();
    for (int draw = 0; draw < 12; draw++) {
      double[] q = new double[mdp.pairs()];
      for (int pair = 0; pair < q.length; pair++) {
        q[pair] = draw < 6 ? rng.nextDouble() : rng.nextInt(2);
      }
      double[] policy = draw == 0 ? TrueValues.uniform(mdp) : TrueValues.greedy(mdp, q);
      double discount = draw % 2 == 0 ? 1 : 0.9;
      int horizon = draw % 3 == 0 ? mdp.limit() : 1 + rng.nextInt(20);
      double expected = TrueValues.atStart(mdp, TrueValues.of(mdp, policy, discount, horizon));
      double actual = TrueValues.atStart(mdp, policy, discount, horizon);
      assertEquals(expected, actual, 1e-10 * Math.max(1, Math.abs(expected)));
    }
  }

  @Test
  void circlesThatPayNothingAreWorthNothing() {
    // Waiting is tied with walking to the reward: the optimum must not wait for ever.
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1, 0},
            2,
            10,
            (s, a) ->
                List.of(
                    a == 0
                        ? new Outcome(1, s, 0, false)
                        : new Outcome(1, 1, s == 1 ? 3 : 0, s == 1)));
    assertArrayEquals(new double[] {3, 3}, TrueValues.optimal(mdp, 1), 1e-13);
    double[] waits = {1, 0, 1, 0};
    assertArrayEquals(new double[] {0, 0}, TrueValues.of(mdp, waits, 1));
  }

  @Test
  void endlessRewardIsRefused() {
    FiniteMdp mdp =
        FiniteMdp.of(new double[] {1}, 1, 10, (s, a) -> List.of(new Outcome(1, 0, 1, false)));
    assertThrows(IllegalArgumentException.class, () -> TrueValues.optimal(mdp, 1));
    assertEquals(10, TrueValues.optimal(mdp, 1, 10)[0]);
    assertThrows(IllegalArgumentException.class, () -> TrueValues.optimal(mdp, 1.5));
  }

  @Test
  void tiedActionsShareTheProbability() {
    FiniteMdp mdp = model("bandit:4");
    assertArrayEquals(
        new double[] {0.5, 0, 0, 0.5}, TrueValues.greedy(mdp, new double[] {2, 1, -1, 2}));
  }

  @Test
  void tablesThatCannotBeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            FiniteMdp.of(new double[] {1}, 1, 1, (s, a) -> List.of(new Outcome(0.9, 0, 0, true))));
    assertThrows(
        IllegalArgumentException.class,
        () -> FiniteMdp.of(new double[] {1}, 1, 1, (s, a) -> List.of(new Outcome(1, 1, 0, true))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            FiniteMdp.of(new double[] {0.5}, 1, 1, (s, a) -> List.of(new Outcome(1, 0, 0, true))));
  }
}
