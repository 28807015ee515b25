package dev.stride.rl.mdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against closed forms, all policies there are, and limits of discounted values. */
class AverageRewardTest {
  /** Whether a state has an action: all have two for even seeds, and some only one for odd ones. */
  private static boolean has(long seed, int s, int a) {
    return seed % 2 == 0 || a <= s % 2;
  }

  /** Four states, up to two actions, every state follows every other. */
  private static FiniteMdp mixing(long seed) {
    UniformRandomProvider rng = Streams.of(seed).at("mixing").rng();
    return FiniteMdp.continuing(
        new double[] {0.1, 0.2, 0.3, 0.4},
        2,
        10,
        (s, a) -> {
          if (!has(seed, s, a)) {
            return List.of();
          }
          double[] weight = rng.doubles(4).toArray();
          double total = Arrays.stream(weight).sum();
          List<Outcome> outcomes = new ArrayList<>();
          for (int next = 0; next < 4; next++) {
            outcomes.add(new Outcome(weight[next] / total, next, rng.nextDouble() - 0.5, false));
          }
          return outcomes;
        });
  }

  /** Five states, up to two actions, each with one outcome: several circles that never meet. */
  private static FiniteMdp circles(long seed) {
    UniformRandomProvider rng = Streams.of(seed).at("circles").rng();
    return FiniteMdp.continuing(
        new double[] {0.2, 0.2, 0.2, 0.2, 0.2},
        2,
        10,
        (s, a) ->
            has(seed, s, a)
                ? List.of(new Outcome(1, rng.nextInt(5), rng.nextInt(5), false))
                : List.of());
  }

  private static List<double[]> policies(FiniteMdp mdp, double epsilon) {
    List<double[]> policies = new ArrayList<>();
    for (int code = 0; code < 1 << mdp.states(); code++) {
      double[] policy = new double[mdp.pairs()];
      boolean allowed = true;
      for (int s = 0; s < mdp.states(); s++) {
        Arrays.fill(policy, 2 * s, 2 * s + mdp.actions(s), epsilon / mdp.actions(s));
        policy[2 * s + (code >> s & 1)] += 1 - epsilon;
        allowed &= (code >> s & 1) < mdp.actions(s);
      }
      if (allowed) {
        policies.add(policy);
      }
    }
    return policies;
  }

  private static double gain(FiniteMdp mdp, double[] policy) {
    double[] share = Dense.stationary(mdp, policy);
    double[] r = Dense.rewards(mdp, policy);
    double sum = 0;
    for (int s = 0; s < r.length; s++) {
      sum += share[s] * r[s];
    }
    return sum;
  }

  @Test
  void twoStates() {
    // From 0 to 1 with p, back with q: μ = (q, p)/(p+q), h(0) - h(1) = (r0 - r1)/(p+q).
    double p = 0.3;
    double q = 0.05;
    FiniteMdp mdp =
        FiniteMdp.continuing(
            new double[] {1, 0},
            1,
            10,
            (s, a) ->
                s == 0
                    ? List.of(new Outcome(1 - p, 0, 5, false), new Outcome(p, 1, 5, false))
                    : List.of(new Outcome(q, 0, -2, false), new Outcome(1 - q, 1, -2, false)));
    double[] policy = {1, 1};
    AverageReward average = AverageReward.of(mdp, policy);
    double gain = (5 * q - 2 * p) / (p + q);
    assertArrayEquals(new double[] {gain, gain}, average.gain(), 1e-14);
    assertEquals(gain, TrueValues.atStart(mdp, average.gain()), 1e-14);
    double difference = 7 / (p + q);
    assertArrayEquals(
        new double[] {p / (p + q) * difference, -q / (p + q) * difference},
        average.differential(),
        1e-13);
    assertArrayEquals(
        new double[] {q / (p + q), p / (p + q)}, TrueValues.onPolicyWeights(mdp, policy), 1e-15);
  }

  @Test
  void valuesAreLimitsOfDiscountedOnes() {
    for (long seed = 0; seed < 20; seed++) {
      FiniteMdp mdp = mixing(seed);
      double[] policy = TrueValues.uniform(mdp);
      AverageReward average = AverageReward.of(mdp, policy);
      // v_γ = g/(1-γ) + h + O(1-γ).
      double discount = 1 - 0x1p-22;
      double[] v = TrueValues.of(mdp, policy, discount);
      double[] best = TrueValues.optimal(mdp, discount);
      AverageReward optimal = AverageReward.optimal(mdp, 0);
      for (int s = 0; s < 4; s++) {
        assertEquals(average.gain()[s], 0x1p-22 * v[s], 1e-6);
        assertEquals(average.differential()[s], v[s] - average.gain()[s] * 0x1p22, 1e-6);
        assertEquals(optimal.differential()[s], best[s] - optimal.gain()[s] * 0x1p22, 1e-6);
      }
    }
  }

  @Test
  void noPolicyGainsMore() {
    for (long seed = 0; seed < 40; seed++) {
      FiniteMdp mdp = mixing(seed);
      for (double epsilon : new double[] {0, 0.2, 1}) {
        double best =
            policies(mdp, epsilon).stream().mapToDouble(p -> gain(mdp, p)).max().orElseThrow();
        AverageReward optimal = AverageReward.optimal(mdp, epsilon);
        for (double gain : optimal.gain()) {
          assertEquals(best, gain, 1e-14);
        }
      }
    }
  }

  @Test
  void noPolicyGainsMoreWhereCirclesAreApart() {
    for (long seed = 0; seed < 200; seed++) {
      FiniteMdp mdp = circles(seed);
      double[] best = new double[5];
      for (double[] policy : policies(mdp, 0)) {
        double[] gain = AverageReward.of(mdp, policy).gain();
        for (int s = 0; s < 5; s++) {
          double walked = walked(mdp, policy, s);
          assertEquals(walked, gain[s], 1e-14);
          best[s] = Math.max(best[s], walked);
        }
      }
      assertArrayEquals(best, AverageReward.optimal(mdp, 0).gain(), 1e-13, "seed " + seed);
    }
  }

  /** Mean reward of 60 steps after the fifth: circles of up to five states fit in exactly. */
  private static double walked(FiniteMdp mdp, double[] policy, int from) {
    int s = from;
    double sum = 0;
    for (int step = 0; step < 65; step++) {
      int pair = policy[2 * s] == 1 ? 2 * s : 2 * s + 1;
      sum += step < 5 ? 0 : mdp.reward(mdp.first(pair));
      s = mdp.next(mdp.first(pair));
    }
    return sum / 60;
  }

  @Test
  void differentialValuesSolveTheirEquations() {
    for (long seed = 0; seed < 40; seed++) {
      for (FiniteMdp mdp : List.of(mixing(seed), circles(seed))) {
        double[] policy = TrueValues.uniform(mdp);
        AverageReward average = AverageReward.of(mdp, policy);
        double[][] p = Dense.transitions(mdp, policy);
        double[] r = Dense.rewards(mdp, policy);
        double[] share = TrueValues.onPolicyWeights(mdp, policy);
        double mean = 0;
        for (int s = 0; s < r.length; s++) {
          double gain = 0;
          double h = r[s] - average.gain()[s];
          for (int next = 0; next < r.length; next++) {
            gain += p[s][next] * average.gain()[next];
            h += p[s][next] * average.differential()[next];
          }
          assertEquals(gain, average.gain()[s], 1e-13);
          assertEquals(h, average.differential()[s], 1e-12);
          mean += share[s] * average.differential()[s];
        }
        assertEquals(0, mean, 1e-13);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Relative value iteration of a program of its own, whose bounds meet within 1e-13.
    "0, 2.7476419505725",
    "0.1, 2.6468943683103",
    "1, 1.6982423583808"
  })
  void admissionToAQueue(double epsilon, double gain) {
    FiniteMdp mdp = Environments.registry().parse("access-control").model(Streams.of(1).rng());
    AverageReward optimal = AverageReward.optimal(mdp, epsilon);
    for (double g : optimal.gain()) {
      assertEquals(gain, g, 2e-13);
    }
  }

  @Test
  void tasksWithEpisodesHaveNone() {
    FiniteMdp mdp = Environments.registry().parse("frozen-lake").model(Streams.of(1).rng());
    assertThrows(
        IllegalArgumentException.class, () -> AverageReward.of(mdp, TrueValues.uniform(mdp)));
    assertThrows(IllegalArgumentException.class, () -> AverageReward.optimal(mdp, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            FiniteMdp.continuing(
                new double[] {1}, 1, 10, (s, a) -> List.of(new Outcome(1, 0, 0, true))));
  }
}
