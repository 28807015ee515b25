package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.vqe.simulator.DenseSimulation;
import java.util.function.Supplier;
import org.apache.commons.math3.complex.Complex;

/** States of circuits by full matrices, compared. */
final class States {
  private static final double ROUNDING = 1e-12;

  private States() {}

  static Complex[] of(Circuit circuit, double[] theta) {
    return DenseSimulation.run(circuit, new Angles(circuit).at(theta));
  }

  static void assertSame(Complex[] expected, Complex[] actual, Supplier<String> what) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(0, expected[i].subtract(actual[i]).abs(), ROUNDING, what);
    }
  }

  static void assertSameUpToPhase(Complex[] expected, Complex[] actual, Supplier<String> what) {
    Complex overlap = Complex.ZERO;
    for (int i = 0; i < expected.length; i++) {
      overlap = overlap.add(expected[i].conjugate().multiply(actual[i]));
    }
    assertEquals(expected.length, actual.length, what);
    assertEquals(1, overlap.abs(), ROUNDING, what);
  }
}
