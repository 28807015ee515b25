package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.Energy;
import dev.stride.vqe.HydrogenMolecule;
import dev.stride.vqe.circuit.Gate.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The frequencies that a circuit states, against a Fourier analysis of an energy. */
class FrequenciesTest {
  /** Twice as many points as the highest frequency of these tests needs: nothing hides. */
  private static final int POINTS = 256;

  static Stream<Circuit> circuits() {
    Random random = new Random(5);
    Circuit uccsd = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(4, 0b11));
    Circuit shared =
        Circuit.on(4)
            .basis(0b11)
            .excitation(List.of(0), List.of(2))
            .ry(1)
            .add(Kind.EXCITATION, List.of(1, 3), Angle.of(0))
            .add(Kind.RX, List.of(2), Angle.of(0))
            .add(Kind.RY, List.of(3), Angle.of(1))
            .build();
    return Stream.concat(
        Stream.of(uccsd, shared, HardwareEfficient.DEFAULT.circuit(Target.of(4, 0b11))),
        Stream.generate(() -> RandomCircuits.of(4, 14, random)).limit(20));
  }

  /** |c_f| of 2f = 0..POINTS/2 along one parameter: scales can be halves. */
  private static double[] spectrum(Energy energy, double[] at, int parameter) {
    double[] value = new double[POINTS];
    for (int j = 0; j < POINTS; j++) {
      double[] x = at.clone();
      x[parameter] += 4 * Math.PI * j / POINTS;
      value[j] = energy.truth(x);
    }
    double[] size = new double[POINTS / 2 + 1];
    for (int f = 0; f < size.length; f++) {
      double re = 0;
      double im = 0;
      for (int j = 0; j < POINTS; j++) {
        re += value[j] * Math.cos(2 * Math.PI * f * j / POINTS) / POINTS;
        im += value[j] * Math.sin(2 * Math.PI * f * j / POINTS) / POINTS;
      }
      size[f] = Math.hypot(re, im);
    }
    return size;
  }

  @ParameterizedTest
  @MethodSource("circuits")
  void noOtherFrequencyIsInTheEnergy(Circuit circuit) {
    Energy energy = Energy.exact(HydrogenMolecule.hamiltonian(), circuit, Streams.of(1).rng());
    double[] at = RandomCircuits.parameters(circuit, new Random(7));
    double[][] frequencies = energy.frequencies();
    assertEquals(circuit.parameters(), frequencies.length);
    for (int p = 0; p < at.length; p++) {
      double[] size = spectrum(energy, at, p);
      for (double f : frequencies[p]) {
        size[(int) (2 * f)] = 0;
      }
      size[0] = 0;
      assertEquals(0, Arrays.stream(size).max().orElseThrow(), 1e-14, "parameter " + p);
    }
  }

  /** Rotations and an excitation alone, and those that share: R adds up, and every one is there. */
  @Test
  void allOfThemAreThereInAGenericCircuit() {
    Circuit circuit =
        Circuit.on(4)
            .h(0)
            .ry(1)
            .excitation(List.of(0), List.of(2))
            .rx(3)
            .ry(0)
            .cnot(1, 3)
            .ry(2)
            .add(Kind.RX, List.of(0), Angle.of(3))
            .cnot(0, 1)
            .add(Kind.EXCITATION, List.of(1, 2), Angle.of(3))
            .rz(1)
            .cnot(3, 0)
            .ry(0)
            .ry(1)
            .ry(2)
            .build();
    double[][] frequencies = circuit.frequencies();
    assertArrayEquals(new double[] {1}, frequencies[0]);
    assertArrayEquals(new double[] {1, 2}, frequencies[1]);
    assertArrayEquals(new double[] {1, 2, 3, 4}, frequencies[3]);
    Energy energy = Energy.exact(HydrogenMolecule.hamiltonian(), circuit, Streams.of(1).rng());
    double[] at = RandomCircuits.parameters(circuit, new Random(7));
    for (int p : new int[] {0, 1, 3}) {
      double[] size = spectrum(energy, at, p);
      for (double f : frequencies[p]) {
        assertTrue(size[(int) (2 * f)] > 1e-4, "parameter " + p + ": " + Arrays.toString(size));
      }
    }
  }

  @Test
  void aParameterWithoutAGateHasNone() {
    Circuit circuit =
        new Circuit(1, List.of(Gate.of(Kind.RY, List.of(0), Angle.of(1))), Layout.flat(2));
    assertArrayEquals(new double[][] {{}, {1}}, circuit.frequencies());
  }
}
