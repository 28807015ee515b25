package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distances from spans that are known without any fit. */
class LeastSquaresTest {
  /**
   * The fifth difference of a polynomial of lower degree is 0, so that its coefficients stand
   * upright on all of them.
   */
  @Test
  void distanceFromThePolynomialsIsTheHighestDifference() {
    LeastSquares fit = new LeastSquares(6);
    for (int degree = 0; degree < 5; degree++) {
      double[] powers = new double[6];
      for (int i = 0; i < 6; i++) {
        powers[i] = Math.pow(i, degree);
      }
      fit.add(powers);
    }
    double difference = 7 - 5 * 1 + 10 * -2 - 10 * 5 + 5 * 3 - 8;
    double length = Math.sqrt(1 + 25 + 100 + 100 + 25 + 1);
    assertEquals(-difference / length, fit.residual(new double[] {7, 1, -2, 5, 3, 8}), 1e-13);
  }

  /** The plane x - y + z = 0, which the third vector is in. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1, 1e12})
  void whatIsSpannedAlreadyCountsForNothingWhateverItsSize(double size) {
    LeastSquares fit = new LeastSquares(3);
    fit.add(new double[] {0.1 * size, 0.3 * size, 0.2 * size});
    fit.add(new double[] {0.7 * size, 0.8 * size, 0.1 * size});
    fit.add(new double[] {0.9 * size, 1.4 * size, 0.5 * size});
    assertEquals(4 / Math.sqrt(3), fit.residual(new double[] {2, 1, 3}), 1e-14);
  }

  @Test
  void nothingIsSpannedByZero() {
    LeastSquares fit = new LeastSquares(2);
    fit.add(new double[2]);
    assertEquals(5, fit.residual(new double[] {3, 4}));
  }
}
