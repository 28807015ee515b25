package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long series against their means, taken directly. */
class ThinnedTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1023, 1024, 1027, 5000})
  void eachMeanIsOverEquallyManyNeighbours(int n) {
    Thinned thinned = new Thinned();
    for (int k = 0; k < n; k++) {
      thinned.add((double) k * k);
    }
    int width = 1;
    while (n >= width * Thinned.MOST) {
      width *= 2;
    }
    assertEquals(width, thinned.width());
    double[] means = new double[(n + width - 1) / width];
    for (int m = 0; m < means.length; m++) {
      int end = Math.min(n, (m + 1) * width);
      double sum = 0;
      for (int k = m * width; k < end; k++) {
        sum += (double) k * k;
      }
      means[m] = sum / (end - m * width);
    }
    assertArrayEquals(means, thinned.means(), 1e-12 * Arrays.stream(means).max().orElse(1));
  }

  /** All of the first half, and of the second every fourth. */
  @Test
  void whatIsUnknownKeepsItsPlaceAndCountsInNoMean() {
    Thinned thinned = new Thinned();
    for (int k = 0; k < 2048; k++) {
      thinned.add(k < 1024 || k % 4 == 3 ? k : Double.NaN);
      thinned.add(Double.NaN);
    }
    assertEquals(16, thinned.width());
    double[] means = thinned.means();
    assertEquals(256, means.length);
    assertEquals(3.5, means[0]);
    assertEquals(1023 - 3.5, means[127]);
    assertEquals(1029, means[128]);
    thinned.add(Double.NaN);
    assertEquals(Double.NaN, thinned.means()[256]);
  }
}
