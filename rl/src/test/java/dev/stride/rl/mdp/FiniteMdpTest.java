package dev.stride.rl.mdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States with different numbers of actions. */
class FiniteMdpTest {
  private static final List<Outcome> END = List.of(new Outcome(1, 0, -1, true));

  /** Where the digit of a pair is 1, it is one of a state and an action that it has. */
  private static FiniteMdp of(String allowed, int actions) {
    double[] start = FiniteMdp.startIn(0, allowed.length() / actions);
    return FiniteMdp.of(
        start, actions, 9, (s, a) -> allowed.charAt(s * actions + a) == '1' ? END : List.of());
  }

  @Test
  void aStateHasTheFirstOfAllActions() {
    FiniteMdp mdp = of("110100111", 3);
    assertEquals(3, mdp.actions());
    assertEquals(9, mdp.pairs());
    assertEquals(2, mdp.actions(0));
    assertEquals(1, mdp.actions(1));
    assertEquals(3, mdp.actions(2));
    assertTrue(mdp.isAllowed(1));
    assertFalse(mdp.isAllowed(2));
    double third = 1.0 / 3;
    assertArrayEquals(
        new double[] {0.5, 0.5, 0, 1, 0, 0, third, third, third}, TrueValues.uniform(mdp));
    double none = Double.NEGATIVE_INFINITY;
    assertArrayEquals(
        new double[] {-1, -1, none, -1, none, none, -1, -1, -1},
        TrueValues.actionValues(mdp, new double[3], 1));
    // What stands for an action that is not there is never the best, nor tied.
    assertArrayEquals(
        new double[] {0, 1, 0, 1, 0, 0, 0, 0.5, 0.5},
        TrueValues.greedy(mdp, new double[] {-3, -2, 0, -1, -1, 5, -9, -8, -8}));
  }

  /** One outcome of each pair that is there, and fewer outcomes than pairs. */
  @Test
  void aSingleOutcomeIsFoundAndDrawsNothing() {
    FiniteMdp mdp = of("1011", 2);
    for (int pair : new int[] {0, 2, 3}) {
      assertEquals(mdp.first(pair), mdp.sample(pair, Streams.of(1).rng()));
      assertEquals(mdp.first(pair) + 1, mdp.end(pair));
    }
    assertEquals(0, mdp.sampleStart(Streams.of(1).rng()));
  }

  /** Ten tenths stay below 1, and the largest uniform number there is, 1 - 2^-53, does not. */
  @Test
  void anOutcomeOfProbabilityZeroIsNeverDrawn() {
    List<Outcome> tenths = new ArrayList<>(Collections.nCopies(10, new Outcome(0.1, 0, 1, false)));
    assertTrue(tenths.stream().mapToDouble(Outcome::probability).reduce(0, Double::sum) < 1);
    tenths.addAll(Collections.nCopies(2, new Outcome(0, 1, 9, true)));
    FiniteMdp mdp = FiniteMdp.of(FiniteMdp.startIn(0, 2), 1, 9, (s, a) -> tenths);
    UniformRandomProvider most = () -> -1L;
    assertEquals(Math.nextDown(1.0), most.nextDouble());
    assertEquals(9, mdp.sample(0, most));
    assertEquals(21, mdp.sample(1, most));
    assertEquals(0, mdp.probability(10));
    UniformRandomProvider least = () -> 0L;
    assertEquals(0, mdp.sample(0, least));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "110000 | state 1 has no action",
        "110001 | state 1 has no action",
        "110101 | state 1 has an action 2 and none before it"
      })
  void gapsAreNamed(String allowed, String message) {
    IllegalArgumentException bad =
        assertThrows(IllegalArgumentException.class, () -> of(allowed, 3));
    assertEquals(message, bad.getMessage());
  }

  @Test
  void whoseProbabilitiesAreWrongIsNamed() {
    IllegalArgumentException pair =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                FiniteMdp.of(
                    new double[] {1, 0},
                    2,
                    9,
                    (s, a) -> List.of(new Outcome(s + a == 2 ? 0.5 : 1, 0, 0, false))));
    assertEquals("action 1 in state 1 has probabilities that sum to 0.5", pair.getMessage());
    IllegalArgumentException start =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                FiniteMdp.of(
                    new double[] {0.25, 0.5}, 1, 9, (s, a) -> List.of(new Outcome(1, 0, 0, true))));
    assertEquals("the start has probabilities that sum to 0.75", start.getMessage());
  }

  @Test
  void rewardsMayBeRandomInSomeOutcomes() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1}, 2, 9, (s, a) -> List.of(new Outcome(1, 0, 3, true, 0.5 * a)));
    assertTrue(mdp.hasRandomRewards());
    assertEquals(0, mdp.rewardSd(0));
    assertEquals(0.5, mdp.rewardSd(1));
    assertEquals(0, new Outcome(1, 0, 3, true).rewardSd());
    assertFalse(of("11", 2).hasRandomRewards());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            FiniteMdp.of(
                new double[] {1}, 1, 9, (s, a) -> List.of(new Outcome(1, 0, 3, true, -1))));
  }
}
