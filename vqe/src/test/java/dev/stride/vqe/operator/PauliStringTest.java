package dev.stride.vqe.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauliStringTest {
  private static final PauliString[] LETTERS = {
    new PauliString(0, 0), new PauliString(1, 0), new PauliString(1, 1), new PauliString(0, 1)
  };

  private static final Complex[][][] MATRICES = {
    {{Complex.ONE, Complex.ZERO}, {Complex.ZERO, Complex.ONE}},
    {{Complex.ZERO, Complex.ONE}, {Complex.ONE, Complex.ZERO}},
    {{Complex.ZERO, Complex.I.negate()}, {Complex.I, Complex.ZERO}},
    {{Complex.ONE, Complex.ZERO}, {Complex.ZERO, Complex.ONE.negate()}},
  };

  @ParameterizedTest
  @CsvSource({
    "I,0,0,0",
    "X0 Y1 Z3,3,10,3",
    "Z0,0,1,1",
    "Y61,2305843009213693952,2305843009213693952,1"
  })
  void readsAndWritesItsText(String text, long x, long z, int weight) {
    PauliString string = new PauliString(x, z);
    assertEquals(text, string.toString());
    assertEquals(string, PauliString.parse(text));
    assertEquals(weight, string.weight());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X", "A0", "X0Y1", "X0 X0", "X62", "x0", "I0"})
  void whatIsNoStringIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> PauliString.parse(text));
  }

  /** On one qubit, against the 2×2 matrices. */
  @Test
  void multipliesAsMatricesDo() {
    Complex[] phases = {Complex.ONE, Complex.I, Complex.ONE.negate(), Complex.I.negate()};
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        int product = indexOf(LETTERS[a].times(LETTERS[b]));
        Complex phase = phases[LETTERS[a].phaseWith(LETTERS[b])];
        for (int i = 0; i < 2; i++) {
          for (int j = 0; j < 2; j++) {
            Complex direct =
                MATRICES[a][i][0]
                    .multiply(MATRICES[b][0][j])
                    .add(MATRICES[a][i][1].multiply(MATRICES[b][1][j]));
            Complex ours = phase.multiply(MATRICES[product][i][j]);
            assertEquals(direct.getReal(), ours.getReal(), 1e-15);
            assertEquals(direct.getImaginary(), ours.getImaginary(), 1e-15);
          }
        }
      }
    }
  }

  /** On several qubits phases multiply: the sum of the powers of i, qubit by qubit. */
  @ParameterizedTest
  @CsvSource({
    "X0 Y1 Z2,Y0 Z1 X2",
    "X0 X1,Y0 Y1",
    "X0 X1,Z0",
    "Y0 Y1 Y2,Y0 X1 Z2",
    "I,Y0",
    "Z5 X7,X5 Z7"
  })
  void phasesMultiplyAcrossQubits(String left, String right) {
    PauliString a = PauliString.parse(left);
    PauliString b = PauliString.parse(right);
    int power = 0;
    boolean qubitWise = true;
    for (int q = 0; q < 8; q++) {
      PauliString atA = at(a, q);
      PauliString atB = at(b, q);
      power += atA.phaseWith(atB);
      qubitWise &= atA.equals(atB) || atA.weight() == 0 || atB.weight() == 0;
    }
    assertEquals(power % 4, a.phaseWith(b));
    assertEquals(power % 2 == 0, a.commutesWith(b));
    assertEquals(qubitWise, a.commutesQubitWiseWith(b));
  }

  @Test
  void aSumIsSortedAndWithoutSmallTerms() {
    Map<PauliString, Double> terms = new TreeMap<>();
    terms.put(PauliString.parse("X0"), 2.0);
    terms.put(PauliString.parse("Y0"), -1e-11);
    terms.put(PauliString.parse("Z1"), -0.5);
    terms.put(PauliString.IDENTITY, 1e-12);
    PauliSum sum = PauliSum.of(2, terms, 1e-10);
    assertEquals("I Z1 X0", sum.string(0) + " " + sum.string(1) + " " + sum.string(2));
    assertEquals(3, sum.size());
    assertEquals(2.5, sum.oneNorm());
  }

  private static int indexOf(PauliString letter) {
    int index = 0;
    while (!LETTERS[index].equals(letter)) {
      index++;
    }
    return index;
  }

  private static PauliString at(PauliString string, int qubit) {
    return new PauliString(string.x() >>> qubit & 1, string.z() >>> qubit & 1);
  }
}
