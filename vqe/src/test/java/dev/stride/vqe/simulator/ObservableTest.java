package dev.stride.vqe.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.vqe.operator.PauliSum;
import java.util.Random;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.ArrayFieldVector;
import org.apache.commons.math3.linear.FieldVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diagonals by X-mask against the full matrix. */
class ObservableTest {
  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "4, true", "5, true", "4, false", "5, false"})
  void isTheMatrix(int qubits, boolean stored) {
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      PauliSum sum = random(qubits, 20, random, true);
      State psi = random(qubits, false, random);
      FieldVector<Complex> expected =
          DenseSimulation.matrix(sum).operate(new ArrayFieldVector<>(vector(psi)));
      Observable observable = new Diagonals(sum, stored ? Long.MAX_VALUE : 0);
      State result = new State(qubits, false);
      double applied = observable.apply(psi, result);
      Complex energy = Complex.ZERO;
      for (int i = 0; i < psi.size(); i++) {
        assertEquals(expected.getEntry(i).getReal(), result.re(i), 1e-13);
        assertEquals(expected.getEntry(i).getImaginary(), result.im(i), 1e-13);
        Complex bra = new Complex(psi.re(i), -psi.im(i));
        energy = energy.add(bra.multiply(expected.getEntry(i)));
      }
      assertEquals(energy.getReal(), observable.expectation(psi), 1e-12);
      assertEquals(observable.expectation(psi), applied, 0.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"3, true", "3, false"})
  void realStatesHaveTheSameEnergy(int qubits, boolean oddY) {
    Random random = new Random(9);
    PauliSum sum = random(qubits, 30, random, oddY);
    State real = random(qubits, true, random);
    State complex = new State(qubits, false);
    complex.copy(real);
    Observable observable = new Diagonals(sum);
    assertEquals(observable.expectation(complex), observable.expectation(real), 1e-13);
    State realPart = new State(qubits, true);
    State whole = new State(qubits, false);
    assertEquals(observable.expectation(real), observable.apply(real, realPart), 0.0);
    assertEquals(observable.expectation(complex), observable.apply(complex, whole), 0.0);
    for (int i = 0; i < real.size(); i++) {
      assertEquals(whole.re(i), realPart.re(i), 1e-13);
    }
    assertTrue(realPart.isReal());
  }

  private static PauliSum random(int qubits, int terms, Random random, boolean oddY) {
    long[] x = new long[terms];
    long[] z = new long[terms];
    double[] c = new double[terms];
    for (int k = 0; k < terms; k++) {
      do {
        x[k] = random.nextInt(1 << qubits);
        z[k] = random.nextInt(1 << qubits);
      } while (!oddY && Long.bitCount(x[k] & z[k]) % 2 == 1);
      c[k] = random.nextGaussian();
    }
    // One of each kind for certain.
    if (oddY) {
      x[0] = 1;
      z[0] = 1;
    }
    x[1] = 0;
    z[1] = 0;
    return new PauliSum(qubits, x, z, c);
  }

  private static State random(int qubits, boolean real, Random random) {
    State psi = new State(qubits, real);
    for (int i = 0; i < psi.size(); i++) {
      psi.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return psi;
  }

  private static Complex[] vector(State psi) {
    Complex[] vector = new Complex[psi.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = new Complex(psi.re(i), psi.im(i));
    }
    return vector;
  }
}
