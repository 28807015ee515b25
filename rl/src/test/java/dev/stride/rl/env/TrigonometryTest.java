package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Against Taylor series in 40 digits, and against {@link StrictMath}. */
class TrigonometryTest {
  private static final MathContext DIGITS = new MathContext(40);

  /** Σ (-1)ᵏ x²ᵏ⁺ᶠ / (2k+f)!, the cosine for f = 0 and the sine for f = 1. */
  private static BigDecimal series(double angle, int first) {
    BigDecimal x = new BigDecimal(angle);
    BigDecimal term = first == 0 ? BigDecimal.ONE : x;
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = first; term.abs().compareTo(new BigDecimal("1e-35")) > 0; k += 2) {
      sum = sum.add(term);
      term =
          term.multiply(x, DIGITS)
              .multiply(x, DIGITS)
              .divide(BigDecimal.valueOf((long) (k + 1) * (k + 2)), DIGITS)
              .negate();
    }
    return sum;
  }

  private static double error(double value, double angle, int first) {
    return new BigDecimal(value)
        .subtract(series(angle, first))
        .abs()
        .round(new MathContext(17, RoundingMode.UP))
        .doubleValue();
  }

  @Test
  void errorsAreAsStated() {
    UniformRandomProvider rng = Streams.of(1).rng();
    double most = 0;
    for (int i = 0; i < 20_000; i++) {
      double angle = rng.nextDouble(-8, 8);
      most = Math.max(most, error(Trigonometry.cos(angle), angle, 0));
      most = Math.max(most, error(Trigonometry.sin(angle), angle, 1));
    }
    assertTrue(most <= Trigonometry.ERROR, "the error is " + most);
    assertTrue(most > Trigonometry.ERROR / 2, "what is stated is far from what is there");
  }

  /** Where the next entry of the table begins, and next to it. */
  @Test
  void bordersOfTheTable() {
    double most = 0;
    for (int i = 0; i <= 2 * 8 * 64; i++) {
      double middle = i / 128.0;
      for (double angle : new double[] {Math.nextDown(middle), middle, Math.nextUp(middle)}) {
        most = Math.max(most, error(Trigonometry.cos(angle), angle, 0));
        most = Math.max(most, error(Trigonometry.sin(angle), angle, 1));
      }
    }
    assertTrue(most <= Trigonometry.ERROR, "the error is " + most);
  }

  /** There the table itself is the answer; between its last entries it is still asked. */
  @Test
  void tableIsThatOfStrictMath() {
    for (int i = 0; i <= 8 * 64; i++) {
      double angle = i / 64.0;
      assertEquals(StrictMath.cos(angle), Trigonometry.cos(angle));
      assertEquals(StrictMath.sin(angle), Trigonometry.sin(angle));
    }
    UniformRandomProvider rng = Streams.of(3).rng();
    assertTrue(rng.doubles(10_000, 7.9, 8).anyMatch(x -> Trigonometry.cos(x) != StrictMath.cos(x)));
  }

  /** Relative to a small sine, too. */
  @Test
  void smallAnglesKeepTheirDigits() {
    for (double angle = 1.0 / 130; angle > 1e-300; angle /= 3.7) {
      assertEquals(StrictMath.sin(angle), Trigonometry.sin(angle), Math.ulp(angle));
    }
    assertEquals(0, Trigonometry.sin(0));
    assertEquals(1, Trigonometry.cos(0));
  }

  @Test
  void symmetric() {
    UniformRandomProvider rng = Streams.of(2).rng();
    for (int i = 0; i < 10_000; i++) {
      double angle = rng.nextDouble(0, 9);
      assertEquals(Trigonometry.cos(angle), Trigonometry.cos(-angle));
      assertEquals(Trigonometry.sin(angle), -Trigonometry.sin(-angle));
    }
  }

  @Test
  void whatIsFarIsLeftToStrictMath() {
    for (double angle : new double[] {Math.nextUp(8), 8.3, 1e10, Double.POSITIVE_INFINITY}) {
      for (double x : new double[] {angle, -angle}) {
        assertEquals(StrictMath.cos(x), Trigonometry.cos(x));
        assertEquals(StrictMath.sin(x), Trigonometry.sin(x));
      }
    }
    assertTrue(Double.isNaN(Trigonometry.cos(Double.NaN)));
    assertTrue(Double.isNaN(Trigonometry.sin(Double.NaN)));
  }
}
