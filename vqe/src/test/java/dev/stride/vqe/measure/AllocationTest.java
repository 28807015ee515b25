package dev.stride.vqe.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void sharesInProportion() {
    assertArrayEquals(
        new long[] {500, 300, 200}, Allocation.proportional(new double[] {5, 3, 2}, 1000));
    // 7 · (5, 3, 2)/10 = 3.5, 2.1, 1.4: the largest remainder gets what is left.
    assertArrayEquals(new long[] {4, 2, 1}, Allocation.proportional(new double[] {5, 3, 2}, 7));
    // The two small ones get one each, and the others share the 8 that are left.
    assertArrayEquals(
        new long[] {4, 1, 4, 1}, Allocation.proportional(new double[] {50, .1, 50, .2}, 10));
  }

  @Test
  void alwaysAddsUpAndNeverStarves() {
    Random random = new Random(1);
    for (int k = 0; k < 2000; k++) {
      int n = 1 + random.nextInt(12);
      double[] weights = random.doubles(n).map(u -> Math.pow(u, 8)).toArray();
      long shots = (long) n + random.nextInt(k + 1);
      long[] share = Allocation.proportional(weights, shots);
      double total = Arrays.stream(weights).sum();
      assertEquals(shots, Arrays.stream(share).sum());
      for (int g = 0; g < n; g++) {
        assertTrue(share[g] >= 1);
        assertTrue(share[g] <= Math.max(1, Math.ceil(weights[g] / total * shots)));
      }
    }
  }

  @Test
  void refusesTooFew() {
    assertThrows(
        IllegalArgumentException.class, () -> Allocation.proportional(new double[] {1, 1}, 1));
  }
}
