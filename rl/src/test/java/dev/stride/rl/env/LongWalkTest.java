package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import org.junit.jupiter.api.Test;

/** The walk with jumps against its definition. */
class LongWalkTest {
  private static FiniteMdp model(String text) {
    return Environments.registry().parse(text).model(Streams.of(0).rng());
  }

  private static double[] values(FiniteMdp mdp) {
    return TrueValues.of(mdp, TrueValues.uniform(mdp), 1);
  }

  /** Jumps of one are the plain walk: 2i/(n+1) - 1. */
  @Test
  void jumpsOfOne() {
    double[] v = values(model("long-walk:states=9,jump=1"));
    for (int i = 1; i <= 9; i++) {
      assertEquals(i / 5.0 - 1, v[i - 1], 1e-14);
    }
  }

  /** Two states, jumps of up to two: from the left one 2 of 4 leave left, 1 stays in, 1 right. */
  @Test
  void byHand() {
    FiniteMdp mdp = model("long-walk:states=2,jump=2");
    assertArrayEquals(new double[] {-0.2, 0.2}, values(mdp), 1e-15);
    assertArrayEquals(new double[] {1, 0}, mdp.start());
    assertEquals(40, mdp.limit());
    assertEquals(0.5, mdp.probability(0));
    assertEquals(-1, mdp.reward(0));
    assertEquals(1, mdp.next(1));
    assertEquals(0.25, mdp.probability(2));
    assertEquals(1, mdp.reward(2));
  }

  /**
   * The thousand states: begins in the 500th, antisymmetric, rising, and each value the mean over
   * the 200 jumps counted one by one, outside worth ±1.
   */
  @Test
  void aThousandStates() {
    FiniteMdp mdp = model("long-walk");
    double[] v = values(mdp);
    assertEquals(1000, v.length);
    assertEquals(1, mdp.start()[499]);
    assertEquals(10_000_000, mdp.limit());
    for (int s = 0; s < 1000; s++) {
      double sum = 0;
      for (int jump = 1; jump <= 100; jump++) {
        sum += s - jump < 0 ? -1 : v[s - jump];
        sum += s + jump > 999 ? 1 : v[s + jump];
      }
      assertEquals(sum / 200, v[s], 1e-12);
      assertEquals(-v[999 - s], v[s], 1e-12);
      assertTrue(s == 0 || v[s] > v[s - 1]);
    }
  }
}
