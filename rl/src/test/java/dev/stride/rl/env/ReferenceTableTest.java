package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.random.Streams;
import dev.stride.rl.Reference;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Transition by transition, and value by value, against tables made with Gymnasium. */
class ReferenceTableTest {
  private static final int STICK = 0;
  private static final int HIT = 1;

  private static FiniteMdp model(String environment) {
    return Environments.registry().parse(environment).model(Streams.of(0).rng());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cliff-walking                | cliffwalking",
        "frozen-lake                  | frozenlake_4x4_slippery",
        "frozen-lake:slippery=false   | frozenlake_4x4_not_slippery",
        "taxi                         | taxi_dry",
      })
  void tables(String environment, String table) {
    JsonNode reference = Reference.read(table);
    FiniteMdp mdp = model(environment);
    assertTransitions(reference, mdp);
    assertEquals(3, reference.get("optimal_values").size());
    for (JsonNode values : reference.get("optimal_values")) {
      double discount = values.get("gamma").asDouble();
      double[] expected = Reference.vector(values.get("V"));
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertArrayEquals(
          expected,
          TrueValues.optimal(mdp, discount),
          1e-12 * Math.max(1, largest),
          "discount " + discount);
    }
  }

  /** Tables that gymnasium_tables.py beside them wrote. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cliff-walking:slippery=true  | cliff-walking-slippery",
        "frozen-lake:map=8x8          | frozen-lake-8x8",
        "frozen-lake:successRate=0.8  | frozen-lake-success-0.8",
        "taxi:rainy=true              | taxi-rainy",
      })
  void moreTables(String environment, String table) {
    assertTransitions(Reference.golden("env/" + table), model(environment));
  }

  private static void assertTransitions(JsonNode reference, FiniteMdp mdp) {
    assertEquals(reference.get("states").asInt(), mdp.states());
    assertEquals(reference.get("actions").asInt(), mdp.actions());
    // Gymnasium limits all but cliff walking; its 8x8 lake has a name of its own with 200.
    JsonNode limit = reference.get("max_episode_steps");
    int expectedLimit = limit.isNull() ? 1000 : mdp.states() == 64 ? 200 : limit.asInt();
    assertEquals(expectedLimit, mdp.limit());
    assertArrayEquals(Reference.vector(reference.get("initial_distribution")), mdp.start());
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      JsonNode outcomes = reference.get("P").get(pair / mdp.actions()).get(pair % mdp.actions());
      assertEquals(outcomes.size(), mdp.end(pair) - mdp.first(pair), "pair " + pair);
      for (int k = 0; k < outcomes.size(); k++) {
        int o = mdp.first(pair) + k;
        JsonNode expected = outcomes.get(k);
        assertEquals(expected.get(0).asDouble(), mdp.probability(o), "pair " + pair);
        assertEquals(expected.get(1).asInt(), mdp.next(o), "pair " + pair);
        assertEquals(expected.get(2).asDouble(), mdp.reward(o), "pair " + pair);
        assertEquals(expected.get(3).asBoolean(), mdp.terminated(o), "pair " + pair);
      }
    }
  }

  /** The number of a state of blackjack, in the columns of the reference. */
  private static int state(int sum, int ace, int card, int natural) {
    return natural == 1
        ? 280 + card - 1
        : ace == 1 ? 180 + 10 * (sum - 12) + card - 1 : 10 * (sum - 4) + card - 1;
  }

  private static int state(JsonNode row) {
    return state(row.get(0).asInt(), row.get(1).asInt(), row.get(2).asInt(), row.get(3).asInt());
  }

  /** Probability that sticking pays {@code reward}. */
  private static double stick(FiniteMdp mdp, int state, double reward) {
    double sum = 0;
    for (int o = mdp.first(2 * state); o < mdp.end(2 * state); o++) {
      assertEquals(true, mdp.terminated(o));
      sum += mdp.reward(o) == reward ? mdp.probability(o) : 0;
    }
    return sum;
  }

  @Test
  void blackjack() {
    JsonNode reference = Reference.read("blackjack_sab");
    FiniteMdp mdp = model("blackjack");
    double[] v = TrueValues.optimal(mdp, 1);
    assertEquals(290, mdp.states());
    assertEquals(290, reference.get("states").size());
    for (JsonNode row : reference.get("states")) {
      int s = state(row);
      assertEquals(row.get(4).asDouble(), stick(mdp, s, 1), 1e-15);
      assertEquals(row.get(5).asDouble(), stick(mdp, s, 0), 1e-15);
      assertEquals(row.get(6).asDouble(), stick(mdp, s, -1), 1e-15);
      double hit = 0;
      for (int o = mdp.first(2 * s + HIT); o < mdp.end(2 * s + HIT); o++) {
        double rest = mdp.terminated(o) ? 0 : v[mdp.next(o)];
        hit += mdp.probability(o) * (mdp.reward(o) + rest);
      }
      assertEquals(row.get(8).asDouble(), hit, 1e-14);
      assertEquals(row.get(9).asDouble(), v[s], 1e-14);
    }
    double[] start = new double[290];
    for (JsonNode row : reference.get("initial")) {
      start[state(row)] = row.get(4).asDouble();
    }
    assertArrayEquals(start, mdp.start(), 1e-16);
    double value = reference.get("value_of_the_game_optimal").asDouble();
    assertEquals(value, TrueValues.atStart(mdp, v), 1e-14);
  }

  @Test
  void blackjackOfThePolicyThatSticksOn20() {
    JsonNode reference = Reference.read("blackjack_sab");
    FiniteMdp mdp = model("blackjack");
    double[] policy = new double[mdp.pairs()];
    for (int sum = 4; sum <= 21; sum++) {
      for (int card = 1; card <= 10; card++) {
        int action = sum >= 20 ? STICK : HIT;
        policy[2 * state(sum, 0, card, 0) + action] = 1;
        if (sum >= 12) {
          policy[2 * state(sum, 1, card, 0) + action] = 1;
        }
      }
    }
    for (int card = 1; card <= 10; card++) {
      policy[2 * state(21, 1, card, 1) + STICK] = 1;
    }
    double[] v = TrueValues.of(mdp, policy, 1);
    assertEquals(280, reference.get("policy20_values").size());
    for (JsonNode row : reference.get("policy20_values")) {
      int ace = row.get(1).asInt();
      int s = state(row.get(0).asInt(), ace, row.get(2).asInt(), 0);
      assertEquals(row.get(3).asDouble(), v[s], 1e-14, row.toString());
    }
    double value = reference.get("value_of_the_game_policy20").asDouble();
    assertEquals(value, TrueValues.atStart(mdp, v), 1e-14);
  }

  /** What sticking on 21 pays, from the reference's distribution of the dealer's ends. */
  @ParameterizedTest
  @CsvSource({"true,false", "true,true", "false,true", "false,false"})
  void naturals(boolean sab, boolean natural) {
    JsonNode dealer = Reference.read("blackjack_sab").get("dealer_distribution");
    FiniteMdp mdp = model("blackjack:sab=" + sab + ",natural=" + natural);
    for (int card = 1; card <= 10; card++) {
      double[] ends = Reference.vector(dealer.get(card - 1)); // 17 to 21, natural, bust
      int s = state(21, 1, card, 1);
      double win = 1 - ends[5] - (sab ? 0 : ends[4]);
      assertEquals(win, stick(mdp, s, natural && !sab ? 1.5 : 1), 1e-15);
      assertEquals(1 - win, stick(mdp, s, 0), 1e-15);
      // Of three cards or more it is a 21 like any other, also against a dealer's natural.
      for (int ace = 0; ace < 2; ace++) {
        int other = state(21, ace, card, 0);
        assertEquals(ends[4] + ends[5], stick(mdp, other, 0), 1e-15);
        assertEquals(1 - ends[4] - ends[5], stick(mdp, other, 1), 1e-15);
      }
    }
  }
}
