package dev.stride.rl.mdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against all policies there are, and closed forms. */
class PlanningTest {
  private static final int PROCESSES = 40;

  /**
   * Whether a state has an action: all have three for even seeds, and one to three for odd ones.
   */
  private static boolean has(long seed, int s, int a) {
    return seed % 2 == 0 || a <= s % 3;
  }

  /** Four states and up to three actions, each with up to two outcomes of any kind. */
  private static FiniteMdp discounted(long seed) {
    UniformRandomProvider rng = Streams.of(seed).at("discounted").rng();
    return FiniteMdp.of(
        new double[] {0.5, 0, 0.25, 0.25},
        3,
        10,
        (s, a) -> {
          if (!has(seed, s, a)) {
            return List.of();
          }
          double p = rng.nextDouble();
          return List.of(
              new Outcome(p, rng.nextInt(4), rng.nextDouble() - 0.5, rng.nextInt(5) == 0),
              new Outcome(1 - p, rng.nextInt(4), rng.nextInt(3) - 1, false));
        });
  }

  /**
   * The same without a discount: nothing is gained but at an end, so that every circle that is paid
   * for costs; many circles cost nothing, and some ends cost more than not to end.
   */
  private static FiniteMdp undiscounted(long seed) {
    UniformRandomProvider rng = Streams.of(seed).at("undiscounted").rng();
    return FiniteMdp.of(
        new double[] {1, 0, 0, 0},
        3,
        10,
        (s, a) -> {
          List<Outcome> outcomes = new ArrayList<>();
          if (!has(seed, s, a)) {
            return outcomes;
          }
          int ways = 1 + rng.nextInt(2);
          for (int k = 0; k < ways; k++) {
            boolean end = rng.nextInt(12) == 0;
            double reward = end ? rng.nextInt(9) - 4 : Math.min(0, 1 - rng.nextInt(4));
            outcomes.add(new Outcome(1.0 / ways, rng.nextInt(4), reward, end));
          }
          return outcomes;
        });
  }

  /** All policies that take one action in each state but for a random one with probability ε. */
  private static List<double[]> policies(FiniteMdp mdp, double epsilon) {
    List<double[]> policies = new ArrayList<>();
    for (int code = 0; code < Math.pow(mdp.actions(), mdp.states()); code++) {
      double[] policy = new double[mdp.pairs()];
      boolean allowed = true;
      int rest = code;
      for (int s = 0; s < mdp.states(); s++) {
        int first = s * mdp.actions();
        Arrays.fill(policy, first, first + mdp.actions(s), epsilon / mdp.actions(s));
        policy[first + rest % mdp.actions()] += 1 - epsilon;
        allowed &= rest % mdp.actions() < mdp.actions(s);
        rest /= mdp.actions();
      }
      if (allowed) {
        policies.add(policy);
      }
    }
    return policies;
  }

  /** The best value of each state over all policies whose values are finite; NaN without one. */
  private static double[] bruteForce(FiniteMdp mdp, double discount, double epsilon) {
    double[] best = new double[mdp.states()];
    Arrays.fill(best, Double.NaN);
    for (double[] policy : policies(mdp, epsilon)) {
      double[] v = Dense.values(mdp, policy, discount);
      for (int s = 0; v != null && s < best.length; s++) {
        best[s] = Double.isNaN(best[s]) ? v[s] : Math.max(best[s], v[s]);
      }
    }
    return best;
  }

  @ParameterizedTest
  @EnumSource
  void noPolicyIsBetterWithADiscount(Method method) {
    for (long seed = 0; seed < PROCESSES; seed++) {
      FiniteMdp mdp = discounted(seed);
      for (double discount : new double[] {0, 0.6, 0.95}) {
        assertArrayEquals(
            bruteForce(mdp, discount, 0), TrueValues.optimal(mdp, discount, method), 1e-12);
        assertArrayEquals(
            bruteForce(mdp, discount, 0.3), TrueValues.bestSoft(mdp, discount, 0.3, method), 1e-12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPolicyIsBetterWithoutADiscount(Method method) {
    int infinite = 0;
    for (long seed = 0; seed < 3 * PROCESSES; seed++) {
      FiniteMdp mdp = undiscounted(seed);
      for (double epsilon : new double[] {0, 0.3}) {
        double[] best = bruteForce(mdp, 1, epsilon);
        if (Double.isNaN(best[0])) {
          infinite++;
          assertThrows(
              IllegalArgumentException.class, () -> TrueValues.bestSoft(mdp, 1, epsilon, method));
        } else {
          assertArrayEquals(
              best, TrueValues.bestSoft(mdp, 1, epsilon, method), 1e-11, "seed " + seed);
        }
      }
    }
    assertTrue(infinite > 3 && infinite < 2 * PROCESSES, infinite + " without finite values");
  }

  /** Against a long walk, which a policy without end pays for all the time. */
  @Test
  void onlyWhatAnEpisodeComesToMatters() {
    int infinite = 0;
    int elsewhere = 0;
    for (long seed = 0; seed < PROCESSES; seed++) {
      FiniteMdp mdp = undiscounted(seed);
      for (double[] policy : policies(mdp, 0)) {
        double walked = TrueValues.atStart(mdp, policy, 1, 4000);
        OptionalDouble exact = TrueValues.atStart(mdp, policy, 1);
        if (TrueValues.atStart(mdp, policy, 1, 8000) < walked - 1) {
          infinite++;
          assertTrue(exact.isEmpty(), "seed " + seed);
        } else {
          elsewhere += TrueValues.ifFinite(mdp, policy, 1) == null ? 1 : 0;
          assertEquals(walked, exact.orElseThrow(), 1e-11, "seed " + seed);
        }
      }
    }
    assertTrue(infinite > 100 && elsewhere > 100, infinite + " and " + elsewhere);
  }

  /** With a discount all states count with what they are worth. */
  @Test
  void valuesAtTheStartAreThoseOfAllStates() {
    for (long seed = 0; seed < PROCESSES; seed++) {
      FiniteMdp mdp = discounted(seed);
      for (double[] policy : policies(mdp, 0.3)) {
        double[] v = Objects.requireNonNull(Dense.values(mdp, policy, 0.9));
        double expected = 0.5 * v[0] + 0.25 * v[2] + 0.25 * v[3];
        assertEquals(expected, TrueValues.atStart(mdp, policy, 0.9).orElseThrow(), 1e-12);
      }
    }
  }

  @Test
  void noPlanWithAClockIsBetter() {
    for (long seed = 0; seed < PROCESSES; seed++) {
      FiniteMdp mdp = discounted(seed);
      for (int s = 0; s < 4; s++) {
        assertEquals(expectimax(mdp, 0.9, 0, 4, s), TrueValues.optimal(mdp, 0.9, 4)[s], 1e-14);
        assertEquals(expectimax(mdp, 1, 0.2, 4, s), TrueValues.bestSoft(mdp, 1, 0.2, 4)[s], 1e-14);
      }
    }
  }

  private static double expectimax(
      FiniteMdp mdp, double discount, double epsilon, int left, int s) {
    if (left == 0) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    double mean = 0;
    for (int a = 0; a < mdp.actions(s); a++) {
      double q = 0;
      int pair = s * mdp.actions() + a;
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        double rest =
            mdp.terminated(o) ? 0 : expectimax(mdp, discount, epsilon, left - 1, mdp.next(o));
        q += mdp.probability(o) * (mdp.reward(o) + discount * rest);
      }
      best = Math.max(best, q);
      mean += q / mdp.actions(s);
    }
    return (1 - epsilon) * best + epsilon * mean;
  }

  @ParameterizedTest
  @EnumSource
  void notEndingAtNoCostIsBetterThanACostlyEnd(Method method) {
    // To stay costs nothing and to go costs 1: the other fixed point, -1, is not the optimum.
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1},
            2,
            10,
            (s, a) -> List.of(a == 0 ? new Outcome(1, 0, -1, true) : new Outcome(1, 0, 0, false)));
    assertEquals(0, TrueValues.optimal(mdp, 1, method)[0]);
    // A soft policy comes to the end some time.
    assertEquals(-1, TrueValues.bestSoft(mdp, 1, 0.1, method)[0], 1e-15);
  }

  /** Environments that have episodes and finitely many states, and some settings of them. */
  static Stream<String> episodic() {
    Stream<String> settings =
        Stream.of(
            "cliff-walking:slippery=true",
            "frozen-lake:map=8x8",
            "taxi:rainy=true",
            "windy-gridworld:moves=king,stay=true,stochastic=true",
            "sticky:of=(taxi)");
    return Stream.concat(Environments.registry().entries().stream().map(Entry::name), settings)
        .filter(PlanningTest::isEpisodic);
  }

  private static boolean isEpisodic(String text) {
    try {
      return !model(text).continuing();
    } catch (BadInput noModel) {
      return false;
    }
  }

  private static FiniteMdp model(String text) {
    return Environments.registry().parse(text).model(Streams.of(1).rng());
  }

  @Test
  void mostEnvironmentsAreEpisodic() {
    assertTrue(episodic().count() >= 20, episodic().toList().toString());
  }

  @ParameterizedTest
  @MethodSource("episodic")
  void methodsAgree(String text) {
    FiniteMdp mdp = model(text);
    for (double discount : new double[] {1, 0.95}) {
      for (double epsilon : new double[] {0, 0.1}) {
        double[] v = TrueValues.bestSoft(mdp, discount, epsilon);
        for (Method method : Method.values()) {
          double[] other = TrueValues.bestSoft(mdp, discount, epsilon, method);
          assertArrayEquals(v, other, 1e-12 * mdp.scale(v), method + ", ε " + epsilon);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"cliff-walking, 1", "cliff-walking, 0.99", "frozen-lake:map=8x8, 1"})
  void nothingIsLeftToChooseWhenAllActionsAreRandom(String text, double discount) {
    FiniteMdp mdp = model(text);
    double[] random = TrueValues.of(mdp, TrueValues.uniform(mdp), discount);
    double[] soft = TrueValues.bestSoft(mdp, discount, 1);
    for (int s = 0; s < soft.length; s++) {
      assertEquals(random[s], soft[s], 1e-12 * Math.max(1, Math.abs(random[s])));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.47, 0.55})
  void longWalksAreSolvedExactly(double up) {
    // Gambler's ruin from i of n: (1 - ρⁱ)/(1 - ρⁿ) with ρ = (1-p)/p, or i/n.
    int n = 4000;
    FiniteMdp mdp =
        FiniteMdp.of(
            FiniteMdp.startIn(n / 2, n),
            1,
            10,
            (s, a) ->
                s == 0
                    ? List.of(new Outcome(1, 0, 0, true))
                    : List.of(
                        new Outcome(up, s + 1 == n ? s : s + 1, s + 1 == n ? 1 : 0, s + 1 == n),
                        new Outcome(1 - up, s - 1, 0, false)));
    double[] v = TrueValues.of(mdp, TrueValues.uniform(mdp), 1);
    double ratio = (1 - up) / up;
    for (int i = 1; i < n; i++) {
      double closed =
          up == 0.5
              ? (double) i / n
              : ratio < 1
                  ? -Math.expm1(i * Math.log(ratio)) / -Math.expm1(n * Math.log(ratio))
                  : Math.exp((i - n) * Math.log(ratio))
                      * Math.expm1(-i * Math.log(ratio))
                      / Math.expm1(-n * Math.log(ratio));
      assertEquals(closed, v[i], 1e-10 * closed, "from " + i);
    }
  }

  @Test
  void largeGridsAreSolved() {
    // 60 x 60 cells, a quarter of the moves slip; both ways of going on must have nothing to add.
    int side = 60;
    FiniteMdp mdp =
        FiniteMdp.of(
            FiniteMdp.startIn(0, side * side),
            4,
            10,
            (s, a) -> {
              List<Outcome> outcomes = new ArrayList<>();
              for (int turn = 0; turn < 4; turn++) {
                int[] row = {-1, 0, 1, 0};
                int[] column = {0, 1, 0, -1};
                int b = (a + turn) % 4;
                int r = Math.min(Math.max(s / side + row[b], 0), side - 1);
                int c = Math.min(Math.max(s % side + column[b], 0), side - 1);
                int next = r * side + c;
                outcomes.add(
                    new Outcome(turn == 0 ? 0.75 : 0.25 / 3, next, -1, next == side * side - 1));
              }
              return outcomes;
            });
    double[] v = TrueValues.optimal(mdp, 1);
    for (int s = 0; s < v.length; s++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < 4; a++) {
        best = Math.max(best, TrueValues.value(mdp, v, 1, s * 4 + a));
      }
      assertEquals(best, v[s], 1e-14 * 170);
    }
    // Two sides of equal right: the way is worth the same mirrored.
    for (int s = 0; s < v.length; s++) {
      assertEquals(v[s], v[s % side * side + s / side], 1e-9);
    }
    // 0.75 - 0.25/3 forward per step on average, for 118 cells, and the walls get in the way.
    assertEquals(-118 / (0.75 - 0.25 / 3), v[0], 12);
  }

  @Test
  void weightsAreTheSolutionOfTheBalance() {
    for (long seed = 0; seed < PROCESSES; seed++) {
      UniformRandomProvider rng = Streams.of(seed).at("ending").rng();
      FiniteMdp mdp =
          FiniteMdp.of(
              new double[] {0.5, 0, 0.25, 0.25},
              3,
              10,
              (s, a) ->
                  List.of(
                      new Outcome(0.6, rng.nextInt(4), 0, false),
                      new Outcome(0.3, rng.nextInt(4), 0, false),
                      new Outcome(0.1, 0, 0, true)));
      double[] policy = TrueValues.uniform(mdp);
      double[] expected = Dense.weights(mdp, policy);
      assertArrayEquals(expected, TrueValues.onPolicyWeights(mdp, policy), 1e-13);
      assertArrayEquals(expected, TrueValues.onPolicyWeights(mdp, policy, 100_000), 1e-12);
    }
  }

  @Test
  void weightsOfWhatGoesOnForEver() {
    // From 0 to the pair {1, 2} or to 3, where it ends; or, with 2/3, to the circle of 4 and 5.
    double[][] p = {
      {0, 1.0 / 6, 0, 1.0 / 6, 2.0 / 3, 0},
      {0, 0, 1, 0, 0, 0},
      {0, 0.5, 0.5, 0, 0, 0},
      {},
      {0, 0, 0, 0, 0.25, 0.75},
      {0, 0, 0, 0, 1, 0}
    };
    FiniteMdp mdp =
        FiniteMdp.of(
            FiniteMdp.startIn(0, 6),
            1,
            10,
            (s, a) -> {
              List<Outcome> outcomes = new ArrayList<>();
              for (int next = 0; next < p[s].length; next++) {
                outcomes.add(new Outcome(p[s][next], next, 0, false));
              }
              return s == 3 ? List.of(new Outcome(1, 0, 0, true)) : outcomes;
            });
    // Of what never ends a fifth is in {1, 2} with shares 1:2, and the rest in {4, 5} with 4:3.
    assertArrayEquals(
        new double[] {0, 1.0 / 15, 2.0 / 15, 0, 16.0 / 35, 12.0 / 35},
        TrueValues.onPolicyWeights(mdp, TrueValues.uniform(mdp)),
        1e-15);
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertEquals(
        "[value-iteration, policy-iteration, modified-policy-iteration]",
        Arrays.toString(Method.values()));
  }
}
