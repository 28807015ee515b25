package dev.stride.optim.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single draws from uniform numbers that are written down, by the formulas of the papers. */
class ScriptedDrawsTest {
  /** u = 0.6, v = -0.3 on the square from -1 to 1: s = 0.45. */
  private static final double[] INSIDE = {0.8, 0.35};

  private static final double S = 0.45;

  /** A script that begins with pairs that are outside of the disc, on its rim, and its centre. */
  private static Script behindRefusedPairs(double... numbers) {
    double[] all = {0.9, 0.05, 0.5, 0, 0.5, 0.5, INSIDE[0], INSIDE[1], 0, 0, 0, 0, 0, 0};
    System.arraycopy(numbers, 0, all, 8, numbers.length);
    return new Script(all);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.24, 1", "0.25, 2", "0.74, 2", "0.75, 4", "0.99, 4"})
  void aPositionIsThatOfTheDistributionFunction(double u, int position) {
    double[] p = {9, 0.25, 0.5, 0, 0.25, 0, 9};
    assertEquals(position, Samplers.index(new Script(u), p, 1, 6));
  }

  /** Ten tenths stay below 1 by 1.1e-16, and the largest uniform number there is does so too. */
  @Test
  void whatRoundingLeavesGoesToNoPositionOfProbabilityZero() {
    double[] p = new double[12];
    Arrays.fill(p, 0, 10, 0.1);
    double most = Math.nextDown(1.0);
    double left = most;
    for (int i = 0; i < 10; i++) {
      left -= p[i];
    }
    assertTrue(left >= 0, left + "");
    assertEquals(9, Samplers.index(new Script(most), p, 0, 12));
    assertEquals(9, Samplers.index(new Script(most), p, 0, 10));
    assertEquals(3, Samplers.index(new Script(most), new double[5], 3, 5));
    assertEquals(3, Samplers.index(new Script(most), new double[] {0, 0, 0, Double.NaN, 1}, 3, 5));
  }

  @Test
  void aNormalDeviateIsMarsaglias() {
    Script rng = behindRefusedPairs();
    assertEquals(0.6 * Math.sqrt(-2 * Math.log(S) / S), Samplers.gaussian(rng), 1e-14);
    assertEquals(8, rng.taken());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3, 40})
  void aDeviateOfStudentsTIsBaileys(double df) {
    Script rng = behindRefusedPairs();
    double expected = 0.6 * Math.sqrt(df * (Math.pow(S, -2 / df) - 1) / S);
    assertEquals(expected, Samplers.studentT(rng, df), 1e-13 * expected);
    assertEquals(8, rng.taken());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 30})
  void aGammaDeviateIsMarsagliasAndTsangs(double shape) {
    double z = 0.6 * Math.sqrt(-2 * Math.log(S) / S);
    double d = shape - 1.0 / 3;
    double v = Math.pow(1 + z / (3 * Math.sqrt(d)), 3);
    double most = Math.exp(z * z / 2 + d * (1 - v + Math.log(v)));
    Script rng = behindRefusedPairs(most * (1 - 1e-9));
    assertEquals(d * v, Samplers.gamma(rng, shape), 1e-13 * d * v);
    assertEquals(9, rng.taken());
    // Refused by a hair; the normal deviate behind it is the same with its sign turned.
    Script again = behindRefusedPairs(most * (1 + 1e-9), 1 - INSIDE[0], INSIDE[1], 0);
    double other = Math.pow(1 - z / (3 * Math.sqrt(d)), 3);
    assertEquals(d * other, Samplers.gamma(again, shape), 1e-13 * d);
    assertEquals(12, again.taken());
  }

  @Test
  void aSmallShapeTakesARootOfAUniformNumber() {
    double above = Samplers.gamma(new Script(INSIDE[0], INSIDE[1], 0.1), 1.5);
    double below = Samplers.gamma(new Script(INSIDE[0], INSIDE[1], 0.1, 0.3), 0.5);
    assertEquals(above * 0.09, below, 1e-15);
  }

  @Test
  void aBetaDeviateIsAShareOfTwoGammaDeviates() {
    double x = Samplers.gamma(new Script(INSIDE[0], INSIDE[1], 0.1), 2);
    double y = Samplers.gamma(new Script(0.3, 0.6, 0.1), 3);
    Script rng = new Script(INSIDE[0], INSIDE[1], 0.1, 0.3, 0.6, 0.1);
    assertEquals(x / (x + y), Samplers.beta(rng, 2, 3), 1e-15);
  }
}
