package dev.stride.vqe.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SinCosTest {
  /** StrictMath is within one unit in the last place of the truth, and this within two. */
  @Test
  void agreesWithStrictMath() {
    Random random = new Random(1);
    for (int k = 0; k < 200_000; k++) {
      double scale = Math.pow(10, random.nextInt(10) - 4);
      check((random.nextDouble() - 0.5) * scale);
    }
    for (int quarter = -1000; quarter <= 1000; quarter++) {
      check(quarter * Math.PI / 2);
      check(Math.nextUp(quarter * Math.PI / 4));
    }
    check(0);
    check(-0.0);
    check(1e300);
  }

  private static void check(double x) {
    double[] cos = new double[1];
    double[] sin = new double[1];
    SinCos.put(x, cos, sin, 0);
    double c = StrictMath.cos(x);
    double s = StrictMath.sin(x);
    assertEquals(c, cos[0], 3 * Math.ulp(c), () -> "cos " + x);
    assertEquals(s, sin[0], 3 * Math.ulp(s), () -> "sin " + x);
  }
}
