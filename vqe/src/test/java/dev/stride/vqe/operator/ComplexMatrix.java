package dev.stride.vqe.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/** Dense matrices of operators, by basis state. */
record ComplexMatrix(RealMatrix re, RealMatrix im) {

  /** Letter by letter: X|b⟩ = |1-b⟩, Y|b⟩ = i(-1)^b |1-b⟩, Z|b⟩ = (-1)^b |b⟩. */
  static ComplexMatrix of(PauliSum sum) {
    int size = 1 << sum.qubits();
    double[][][] parts = new double[2][size][size];
    for (int k = 0; k < sum.size(); k++) {
      String[] letters = sum.string(k).toString().split(" ", -1);
      for (int s = 0; s < size; s++) {
        int to = s;
        int power = 0;
        for (String letter : letters) {
          if (!letter.equals("I")) {
            int qubit = Integer.parseInt(letter.substring(1));
            char kind = letter.charAt(0);
            to ^= kind == 'Z' ? 0 : 1 << qubit;
            power += kind == 'Y' ? 1 : 0;
            power += kind != 'X' && (s >> qubit & 1) == 1 ? 2 : 0;
          }
        }
        parts[power % 2][to][s] += sum.coefficient()[k] * (power % 4 < 2 ? 1 : -1);
      }
    }
    return new ComplexMatrix(
        MatrixUtils.createRealMatrix(parts[0]), MatrixUtils.createRealMatrix(parts[1]));
  }

  static ComplexMatrix real(RealMatrix re) {
    return new ComplexMatrix(re, re.scalarMultiply(0));
  }

  ComplexMatrix times(ComplexMatrix o) {
    return new ComplexMatrix(
        re.multiply(o.re).subtract(im.multiply(o.im)), re.multiply(o.im).add(im.multiply(o.re)));
  }

  ComplexMatrix plus(ComplexMatrix o) {
    return new ComplexMatrix(re.add(o.re), im.add(o.im));
  }

  ComplexMatrix times(double c) {
    return new ComplexMatrix(re.scalarMultiply(c), im.scalarMultiply(c));
  }

  ComplexMatrix timesI() {
    return new ComplexMatrix(im.scalarMultiply(-1), re);
  }

  ComplexMatrix adjoint() {
    return new ComplexMatrix(re.transpose(), im.transpose().scalarMultiply(-1));
  }

  static void assertSame(ComplexMatrix expected, ComplexMatrix actual, String what) {
    assertEquals(0, expected.re.subtract(actual.re).getNorm(), 1e-12, what);
    assertEquals(0, expected.im.subtract(actual.im).getNorm(), 1e-12, what);
  }
}
