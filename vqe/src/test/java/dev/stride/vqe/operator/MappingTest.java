package dev.stride.vqe.operator;

import static dev.stride.vqe.operator.ComplexMatrix.assertSame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Excitation;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every mapping has to keep. */
class MappingTest {

  static Stream<Arguments> mappingsAndModes() {
    return names()
        .flatMap(
            name ->
                Stream.of(1, 2, 3, 4, 5, 6)
                    .filter(modes -> modes % 2 == 0 || !name.startsWith("parity"))
                    .map(modes -> Arguments.of(name, modes)));
  }

  static Stream<String> names() {
    return Mappings.registry().entries().stream().map(entry -> entry.name());
  }

  static Stream<Arguments> mappingsAndSpaces() {
    return Stream.concat(names(), Stream.of("parity:reduced=true"))
        .flatMap(
            name ->
                Stream.of(
                        "h2_sto3g_r0.7350.full",
                        "hehp_sto3g_r0.7720.full",
                        "h3p_sto3g_r0.9850.full",
                        "h4lin_sto3g_r1.8000.full",
                        "h2o_sto3g_eq.cas4e4o")
                    .map(space -> Arguments.of(name, space)));
  }

  @ParameterizedTest
  @MethodSource("mappingsAndModes")
  void laddersAreThoseOfFermions(String name, int modes) {
    Encoding encoding = encoding(name, modes, 0);
    assertEquals(modes, encoding.qubits());
    List<ComplexMatrix> ladders = new ArrayList<>();
    for (int p = 0; p < modes; p++) {
      FermionOperator a = FermionOperator.annihilator(p);
      PauliSum hermitian = encoding.observable(a.plus(a.adjoint()));
      PauliSum rest = encoding.generator(a.minus(a.adjoint()));
      assertEquals(1, hermitian.size());
      assertEquals(1, rest.size());
      ComplexMatrix ladder =
          ComplexMatrix.of(hermitian).plus(ComplexMatrix.of(rest).timesI()).times(0.5);
      ladders.add(ladder);
      RealMatrix expected = image(FockMatrix.annihilator(p, modes), encoding, name, modes);
      assertSame(ComplexMatrix.real(expected), ladder, "a_" + p);
    }
    ComplexMatrix one = ComplexMatrix.real(MatrixUtils.createRealIdentityMatrix(1 << modes));
    for (int p = 0; p < modes; p++) {
      for (int q = 0; q < modes; q++) {
        ComplexMatrix a = ladders.get(p);
        ComplexMatrix b = ladders.get(q);
        assertSame(one.times(p == q ? 1 : 0), anticommutator(a, b.adjoint()), "{a_p, a†_q}");
        assertSame(one.times(0), anticommutator(a, b), "{a_p, a_q}");
      }
    }
  }

  private static ComplexMatrix anticommutator(ComplexMatrix a, ComplexMatrix b) {
    return a.times(b).plus(b.times(a));
  }

  /** A matrix by occupations as one by basis states, both of a determinant with its sign. */
  private static RealMatrix image(RealMatrix fock, Encoding encoding, String name, int modes) {
    RealMatrix image = fock.copy();
    for (int s = 0; s < 1 << modes; s++) {
      for (int t = 0; t < 1 << modes; t++) {
        double signed = sign(name, s) * sign(name, t) * fock.getEntry(s, t);
        image.setEntry((int) encoding.basisState(s), (int) encoding.basisState(t), signed);
      }
    }
    return image;
  }

  /** With blocked spins: pairs of an electron with spin down and a later one with spin up. */
  private static int sign(String name, long occupied) {
    int swaps = 0;
    for (int down = 1; down < 62 && name.startsWith("parity"); down += 2) {
      for (int up = down + 1; up < 62; up += 2) {
        swaps += (int) (occupied >> down & occupied >> up & 1);
      }
    }
    return swaps % 2 == 0 ? 1 : -1;
  }

  @ParameterizedTest
  @MethodSource("mappingsAndSpaces")
  void theHamiltonianIsTheMappedOneOfFermions(String name, String space) {
    MolecularIntegrals m = ReferenceSpace.named(space).integrals();
    Encoding encoding = encoding(name, m);
    PauliSum fast = encoding.hamiltonian(m);
    PauliSum mapped = encoding.observable(FermionOperator.hamiltonian(m));
    assertEquals(encoding.qubits(), fast.qubits());
    assertTerms(fast, mapped, 1e-12 * fast.oneNorm(), 1e-9);
  }

  /** All eigenvalues; reduced, some of them. */
  @ParameterizedTest
  @MethodSource("mappingsAndSpaces")
  void spectraAreTheSame(String name, String space) {
    MolecularIntegrals m = ReferenceSpace.named(space).integrals();
    double[] expected = spectrum(JordanWigner.hamiltonian(m));
    double[] actual = spectrum(encoding(name, m).hamiltonian(m));
    if (name.contains("reduced")) {
      assertEquals(expected.length / 4, actual.length);
      assertSubset(actual, expected, 1e-9);
    } else {
      assertArrayEquals(expected, actual, 1e-9);
    }
  }

  /** The full CI vector, determinant by determinant, is an eigenvector; its spin is what it is. */
  @ParameterizedTest
  @MethodSource("mappingsAndSpaces")
  void theExactStateIsAnEigenvector(String name, String space) {
    MolecularIntegrals m = ReferenceSpace.named(space).integrals();
    Encoding encoding = encoding(name, m);
    double[] psi = exactState(encoding, name, m);
    assertEigenvalue(ReferenceSpace.named(space).fullCi(), encoding.hamiltonian(m), psi, 1e-6);
    int modes = 2 * m.orbitals();
    assertEigenvalue(m.electrons(), encoding.observable(FermionOperator.number(modes)), psi, 1e-12);
    assertEigenvalue(0, encoding.observable(FermionOperator.spinZ(modes)), psi, 1e-12);
    assertEigenvalue(0, encoding.observable(FermionOperator.spinSquared(modes)), psi, 1e-5);
  }

  static double[] exactState(Encoding encoding, String name, MolecularIntegrals m) {
    FullCi.GroundState exact = FullCi.groundState(m);
    double[] psi = new double[1 << encoding.qubits()];
    for (int k = 0; k < exact.basisState().length; k++) {
      long occupied = exact.basisState()[k];
      psi[(int) encoding.basisState(occupied)] = sign(name, occupied) * exact.coefficient()[k];
    }
    return psi;
  }

  static void assertEigenvalue(double value, PauliSum sum, double[] psi, double tolerance) {
    double[] image = PauliMatrix.times(sum, psi);
    for (int s = 0; s < psi.length; s++) {
      assertEquals(value * psi[s], image[s], tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("mappingsAndSpaces")
  void determinantsHaveTheirEnergy(String name, String space) {
    MolecularIntegrals m = ReferenceSpace.named(space).integrals();
    Encoding encoding = encoding(name, m);
    double[] psi = new double[1 << encoding.qubits()];
    int state = (int) encoding.basisState(Aufbau.reference(m).basisState());
    psi[state] = 1;
    double energy = PauliMatrix.times(encoding.hamiltonian(m), psi)[state];
    assertEquals(ReferenceSpace.named(space).hartreeFock(), energy, 1e-9);
  }

  /** Strings of one excitation commute, and i times their sum is what T - T† is. */
  @ParameterizedTest
  @MethodSource("mappingsAndSpaces")
  void generatorsOfExcitations(String name, String space) {
    MolecularIntegrals m = ReferenceSpace.named(space).integrals();
    Encoding encoding = encoding(name, m);
    PauliSum h = encoding.hamiltonian(m);
    FermionOperator hFermions = FermionOperator.hamiltonian(m);
    Circuit circuit =
        new Uccsd(Uccsd.Order.DOUBLES_FIRST)
            .circuit(Target.of(2 * m.orbitals(), Aufbau.reference(m).basisState()));
    for (Gate gate : circuit.gates()) {
      if (gate.turns()) {
        int half = gate.qubits().size() / 2;
        List<Integer> loss = gate.qubits().subList(0, half);
        List<Integer> gain = gate.qubits().subList(half, 2 * half);
        PauliSum generator = encoding.generator(loss, gain);
        for (int j = 0; j < generator.size(); j++) {
          for (int k = 0; k < j; k++) {
            assertTrue(generator.string(j).commutesWith(generator.string(k)));
          }
        }
        if (name.equals("jordan-wigner")) {
          assertTerms(Excitation.of(gate).generator(2 * m.orbitals()), generator, 1e-15, 0);
        }
        FermionOperator t = FermionOperator.excitation(loss, gain);
        PauliSum derivative = encoding.observable(hFermions.commutator(t.minus(t.adjoint())));
        assertTerms(derivative, h.commutator(generator), 1e-12 * h.oneNorm(), 1e-8);
      }
    }
  }

  /**
   * Seeley, Richard and Love 2012, section V: the strings of H2 in the Bravyi-Kitaev basis, with
   * the coefficients that its Jordan-Wigner form has.
   */
  @Test
  void hydrogenInTheBravyiKitaevBasis() {
    MolecularIntegrals m = ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
    Map<PauliString, Double> expected = new TreeMap<>();
    put(expected, -0.090578986088, "I");
    put(expected, 0.172183932619, "Z0", "Z0 Z1");
    put(expected, 0.168927538701, "Z1");
    put(expected, -0.225753492224, "Z2", "Z1 Z2 Z3");
    put(expected, 0.120912632618, "Z0 Z2", "Z0 Z2 Z3");
    put(expected, 0.174643430683, "Z1 Z3");
    put(expected, 0.166145432564, "Z0 Z1 Z2", "Z0 Z1 Z2 Z3");
    put(expected, 0.045232799946, "X0 Z1 X2", "Y0 Z1 Y2", "X0 Z1 X2 Z3", "Y0 Z1 Y2 Z3");
    PauliSum sum = encoding("bravyi-kitaev", m).hamiltonian(m);
    assertTerms(PauliSum.of(4, expected, 0), sum, 1e-9, 0);
  }

  /** By hand from the Jordan-Wigner form with Z1 = -1 and Z3 = 1. */
  @Test
  void hydrogenOnTwoQubits() {
    MolecularIntegrals m = ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
    Map<PauliString, Double> expected = new TreeMap<>();
    put(expected, -0.090578986088 - 2 * 0.120912632618, "I");
    put(expected, 0.172183932619 + 0.225753492224, "Z0");
    put(expected, -0.172183932619 - 0.225753492224, "Z1");
    put(expected, 2 * 0.166145432564 - 0.168927538701 - 0.174643430683, "Z0 Z1");
    put(expected, 4 * 0.045232799946, "X0 X1");
    Encoding encoding = encoding("parity:reduced=true", m);
    assertEquals(2, encoding.qubits());
    assertEquals(0b01, encoding.basisState(0b0011));
    assertTerms(PauliSum.of(2, expected, 0), encoding.hamiltonian(m), 1e-9, 0);
  }

  private static void put(Map<PauliString, Double> terms, double c, String... strings) {
    for (String string : strings) {
      terms.put(PauliString.parse(string), c);
    }
  }

  /** On eight spin orbitals, from the sets of Seeley, Richard and Love 2012, section IV. */
  @Test
  void ladderStringsInTheBravyiKitaevBasis() {
    String[] real = {
      "X0 X1 X3 X7",
      "Z0 X1 X3 X7",
      "Z1 X2 X3 X7",
      "Z1 Z2 X3 X7",
      "Z3 X4 X5 X7",
      "Z3 Z4 X5 X7",
      "Z3 Z5 X6 X7",
      "Z3 Z5 Z6 X7"
    };
    String[] imaginary = {
      "Y0 X1 X3 X7",
      "Y1 X3 X7",
      "Z1 Y2 X3 X7",
      "Y3 X7",
      "Z3 Y4 X5 X7",
      "Z3 Y5 X7",
      "Z3 Z5 Y6 X7",
      "Y7"
    };
    Encoding encoding = encoding("bravyi-kitaev", 8, 0);
    for (int j = 0; j < 8; j++) {
      FermionOperator a = FermionOperator.annihilator(j);
      PauliSum sum = encoding.observable(a.plus(a.adjoint()));
      assertEquals(real[j], sum.string(0).toString());
      assertEquals(1, sum.coefficient()[0]);
      PauliSum rest = encoding.generator(a.minus(a.adjoint()));
      assertEquals(imaginary[j], rest.string(0).toString());
      assertEquals(1, rest.coefficient()[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 61, 62})
  void treesOfAnySizeAreShallow(int modes) {
    Encoding encoding = encoding("bravyi-kitaev", modes, 0);
    for (int j = 0; j < modes; j++) {
      FermionOperator a = FermionOperator.annihilator(j);
      assertTrue(encoding.observable(a.plus(a.adjoint())).string(0).weight() <= 7);
      assertTrue(encoding.generator(a.minus(a.adjoint())).string(0).weight() <= 7);
    }
  }

  @Test
  void basisStatesByHand() {
    assertEquals(0b100110, encoding("jordan-wigner", 6, 0).basisState(0b100110));
    // Spin up 1, 0, 1 and down 0, 1, 0: running parities 1, 1, 0, 0, 1, 1.
    assertEquals(0b110011, encoding("parity", 6, 0).basisState(0b011001));
    // Spin up 1, 0, 1 and down 1, 0, 0: parities 1, 1, 0, 1, 1, 1 without the third and the last.
    assertEquals(0b1111, encoding("parity:reduced=true", 6, 0b000111).basisState(0b010011));
    // Sums of 0; 0, 1; 2; 0..3; 4; 4, 5 of 1, 0, 0, 1, 1, 0.
    assertEquals(0b110011, encoding("bravyi-kitaev", 6, 0).basisState(0b011001));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MolecularIntegrals m = ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
    Encoding encoding = encoding("jordan-wigner", 4, 3);
    refused(() -> encoding("jordan-wigner", 6, 3).hamiltonian(m), "2 orbitals do not fit 6 spin");
    refused(() -> encoding("jordan-wigner", 63, 3), "must be from 1 to 62, not 63");
    refused(() -> encoding("bravyi-kitaev", 0, 0), "must be from 1 to 62, not 0");
    refused(() -> encoding("parity", 3, 0), "spin orbitals come in pairs, and there are 3");
    refused(() -> encoding("parity:reduced=true", 2, 0), "leaves no qubit of 2 spin orbitals");
    FermionOperator raise = FermionOperator.creator(1);
    refused(() -> encoding.observable(raise), "the operator is not Hermitian");
    refused(() -> encoding.generator(raise), "the operator is not anti-Hermitian");
    refused(() -> encoding.observable(FermionOperator.number(5)), "beyond the 4 that there are");
    Encoding reduced = encoding("parity:reduced=true", 4, 0b0011);
    refused(() -> reduced.basisState(0b0111), "is not in the sector");
    refused(() -> reduced.basisState(0b0101), "is not in the sector");
    refused(() -> reduced.generator(List.of(0), List.of(1)), "does not commute with the symmetry");
    refused(
        () -> reduced.tapered(new Tapering(4, new long[] {1}, 0)),
        "a tapering of 4 qubits does not fit 2");
  }

  static void refused(Runnable wrong, String message) {
    String actual = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
    assertTrue(actual.contains(message), actual);
  }

  static Encoding encoding(String name, MolecularIntegrals m) {
    return encoding(name, 2 * m.orbitals(), Aufbau.reference(m).basisState());
  }

  static Encoding encoding(String name, int modes, long occupied) {
    return Mappings.registry().parse(name).encoding(modes, occupied);
  }

  static double[] spectrum(PauliSum sum) {
    ComplexMatrix dense = ComplexMatrix.of(sum);
    assertEquals(0, dense.im().getNorm());
    double[] values = new EigenDecomposition(dense.re()).getRealEigenvalues();
    Arrays.sort(values);
    return values;
  }

  /** Both ascending; each value in the larger one is used once. */
  static void assertSubset(double[] some, double[] all, double tolerance) {
    int at = 0;
    for (double value : some) {
      while (at < all.length && all[at] < value - tolerance) {
        at++;
      }
      assertTrue(at < all.length, "nothing is left for " + value);
      assertEquals(all[at++], value, tolerance);
    }
  }

  /** Terms of one that the other has not may be as large as {@code dropped}. */
  static void assertTerms(PauliSum expected, PauliSum actual, double tolerance, double dropped) {
    Map<PauliString, Double> rest = new TreeMap<>();
    for (int k = 0; k < actual.size(); k++) {
      rest.put(actual.string(k), actual.coefficient()[k]);
    }
    for (int k = 0; k < expected.size(); k++) {
      Double c = rest.remove(expected.string(k));
      double bound = c == null ? dropped : tolerance;
      assertEquals(
          expected.coefficient()[k], c == null ? 0 : c, bound, expected.string(k).toString());
    }
    rest.forEach((string, c) -> assertEquals(0, c, dropped, string.toString()));
  }
}
