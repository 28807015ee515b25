package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacobiTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 12, 40})
  void agreesWithCommonsMath(int n) {
    Random random = new Random(n);
    RealMatrix a = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a.setEntry(i, j, random.nextGaussian());
        a.setEntry(j, i, a.getEntry(i, j));
      }
    }
    double expected =
        Arrays.stream(new EigenDecomposition(a).getRealEigenvalues()).min().orElseThrow();
    Davidson.Eigenpair found = Jacobi.lowest(a.getData());
    assertEquals(expected, found.value(), 1e-13 * n);
    double[] image = a.operate(found.vector());
    for (int i = 0; i < n; i++) {
      image[i] -= found.value() * found.vector()[i];
    }
    assertArrayEquals(new double[n], image, 1e-13 * n);
    assertEquals(1, Arrays.stream(found.vector()).map(v -> v * v).sum(), 1e-13);
  }

  @Test
  void leavesADiagonalMatrixAlone() {
    Davidson.Eigenpair found = Jacobi.lowest(new double[][] {{3, 0, 0}, {0, -1, 0}, {0, 0, -1}});
    assertEquals(-1, found.value());
    assertArrayEquals(new double[] {0, 1, 0}, found.vector());
  }
}
