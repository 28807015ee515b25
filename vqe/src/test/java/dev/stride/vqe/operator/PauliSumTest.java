package dev.stride.vqe.operator;

import static dev.stride.vqe.operator.ComplexMatrix.assertSame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.random.Streams;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauliSumTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void addsAndMultipliesAsMatricesDo(int qubits) {
    UniformRandomProvider rng = Streams.of(qubits).at("test").rng();
    for (int round = 0; round < 5; round++) {
      PauliSum a = random(qubits, rng);
      PauliSum b = random(qubits, rng);
      ComplexMatrix left = ComplexMatrix.of(a);
      ComplexMatrix right = ComplexMatrix.of(b);
      ComplexMatrix ab = left.times(right);
      ComplexMatrix ba = right.times(left);
      assertSame(left.plus(right), ComplexMatrix.of(a.plus(b)), "sum");
      assertSame(left.times(-0.75), ComplexMatrix.of(a.times(-0.75)), "multiple");
      assertSame(ab.plus(ba.times(-1)).timesI(), ComplexMatrix.of(a.commutator(b)), "commutator");
      assertSame(
          ab.plus(ba).times(0.5), ComplexMatrix.of(a.symmetricProduct(b)), "symmetric product");
      assertSame(left.times(left), ComplexMatrix.of(a.symmetricProduct(a)), "square");
      assertEquals(0, a.commutator(a).size());
    }
  }

  /** [X, Y] = 2iZ, so that i[X, Y] = -2Z, and the two anticommute. */
  @Test
  void knownProductsOfLetters() {
    PauliSum x = sum(1, "X0", 1);
    PauliSum y = sum(1, "Y0", 1);
    assertTerm("Z0", -2, x.commutator(y));
    assertTerm("Z0", 2, y.commutator(x));
    assertEquals(0, x.symmetricProduct(y).size());
    assertTerm("I", 9, sum(1, "X0", 3).symmetricProduct(sum(1, "X0", 3)));
    assertTerm("X0", 1.5, sum(1, "X0", 3).symmetricProduct(sum(1, "I", 0.5)));
  }

  /** A sum of rank one: (n·σ)² = |n|², where XY + YX and the like cancel to nothing. */
  @Test
  void whatCancelsUpToRoundingIsLeftOut() {
    PauliSum n = sum(1, "X0", 0.1).plus(sum(1, "Z0", 0.7)).plus(sum(1, "Y0", 0.3));
    assertTerm("I", 0.59, n.symmetricProduct(n));
    PauliSum difference = n.plus(sum(1, "X0", 0.2)).plus(sum(1, "X0", -0.3));
    assertArrayEquals(new long[] {0, 1}, difference.x());
    assertArrayEquals(new long[] {1, 1}, difference.z());
    assertEquals(0, n.plus(n.times(-1)).size());
    // But what is small for itself stays.
    assertTerm("X0", 1e-30, sum(1, "X0", 1e-30).plus(sum(1, "X0", 0)));
    assertTerm("Z0", -2e-60, sum(1, "X0", 1e-30).commutator(sum(1, "Y0", 1e-30)));
  }

  @Test
  void operatorsOnOtherNumbersOfQubitsAreRefused() {
    PauliSum one = sum(1, "X0", 1);
    PauliSum two = sum(2, "X0", 1);
    String message = "operators on 1 and on 2 qubits do not go together";
    for (Executable wrong :
        new Executable[] {
          () -> one.plus(two), () -> one.commutator(two), () -> one.symmetricProduct(two)
        }) {
      assertEquals(message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
  }

  @Test
  void masksAndQubitsAreChecked() {
    long[] one = new long[1];
    double[] c = new double[1];
    assertThrows(IllegalArgumentException.class, () -> new PauliSum(0, one, one, c));
    assertThrows(IllegalArgumentException.class, () -> new PauliSum(63, one, one, c));
    assertThrows(IllegalArgumentException.class, () -> new PauliSum(2, one, new long[2], c));
    assertThrows(IllegalArgumentException.class, () -> new PauliSum(2, one, one, new double[2]));
    assertEquals(62, new PauliSum(62, one, one, c).qubits());
    assertEquals(1, new PauliSum(1, one, one, c).qubits());
  }

  /** A real symmetric operator has Y in pairs, a real antisymmetric one is i times what has not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void realOperatorsFromTheirMasks(int qubits) {
    UniformRandomProvider rng = Streams.of(qubits).at("test").rng();
    int size = 1 << qubits;
    for (int odd = 0; odd < 2; odd++) {
      Terms terms = new Terms(4);
      double[][] expected = new double[size][size];
      for (int x = 0; x < size; x++) {
        for (int z = 0; z < size; z++) {
          if (Integer.bitCount(x & z) % 2 == odd) {
            double d = rng.nextDouble();
            terms.add(x, z, d);
            for (int s = 0; s < size; s++) {
              expected[s ^ x][s] += Integer.bitCount(s & z) % 2 == 0 ? d : -d;
            }
          }
        }
      }
      ComplexMatrix made = ComplexMatrix.of(PauliSum.ofReal(qubits, terms, 0));
      assertSame(
          ComplexMatrix.real(MatrixUtils.createRealMatrix(expected)),
          odd == 0 ? made : made.timesI(),
          "odd " + odd);
    }
  }

  static PauliSum random(int qubits, UniformRandomProvider rng) {
    Map<PauliString, Double> terms = new HashMap<>();
    for (int k = 0; k < 6; k++) {
      PauliString string = new PauliString(rng.nextInt(1 << qubits), rng.nextInt(1 << qubits));
      terms.put(string, rng.nextDouble() - 0.5);
    }
    return PauliSum.of(qubits, terms, 0);
  }

  private static PauliSum sum(int qubits, String string, double c) {
    return PauliSum.of(qubits, Map.of(PauliString.parse(string), c), 0);
  }

  private static void assertTerm(String string, double c, PauliSum sum) {
    assertEquals(1, sum.size());
    assertEquals(PauliString.parse(string), sum.string(0));
    assertEquals(c, sum.coefficient()[0], 1e-15 * Math.abs(c));
  }
}
