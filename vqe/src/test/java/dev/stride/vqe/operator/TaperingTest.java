package dev.stride.vqe.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaperingTest {

  /** Two parities of electrons, and the generators of the largest abelian point group that act. */
  @ParameterizedTest
  @CsvSource({
    "h2_sto3g_r0.7350.full,1",
    "hehp_sto3g_r0.7720.full,2",
    "h3p_sto3g_r0.9850.full,3",
    "h4lin_sto3g_r0.9000.full,5",
    "lih_sto3g_r1.5950.full,8",
    "h2o_sto3g_eq.full,10",
    "n2_sto3g_r1.0977.full,15"
  })
  void asManyQubitsAsTheSymmetriesLeave(String space, int left) {
    MolecularIntegrals m = ReferenceSpace.named(space).integrals();
    for (String name : List.of("jordan-wigner", "parity", "parity:reduced=true", "bravyi-kitaev")) {
      Encoding encoding = tapered(MappingTest.encoding(name, m), m);
      assertEquals(left, encoding.qubits(), name);
      assertEquals(left, encoding.hamiltonian(m).qubits());
    }
  }

  private static Encoding tapered(Encoding encoding, MolecularIntegrals m) {
    long state = encoding.basisState(Aufbau.reference(m).basisState());
    return encoding.tapered(Tapering.of(encoding.hamiltonian(m), state));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h2_sto3g_r0.7350.full",
        "lih_sto3g_r1.5950.full",
        "h2o_sto3g_eq.full",
        "h4lin_sto3g_r1.8000.full",
        "n2_sto3g_r1.0977.cas6e6o"
      })
  void theExactStateStaysAnEigenvector(String space) {
    ReferenceSpace reference = ReferenceSpace.named(space);
    MolecularIntegrals m = reference.integrals();
    Encoding whole = MappingTest.encoding("jordan-wigner", m);
    Encoding encoding = tapered(whole, m);
    PauliSum h = encoding.hamiltonian(m);
    double[] psi = exactStateInSector(encoding, m);
    double[] image = PauliMatrix.times(h, psi);
    for (int s = 0; s < psi.length; s++) {
      assertEquals(reference.fullCi() * psi[s], image[s], 1e-5);
    }
    double[] determinant = new double[psi.length];
    int state = (int) encoding.basisState(Aufbau.reference(m).basisState());
    determinant[state] = 1;
    assertEquals(reference.hartreeFock(), PauliMatrix.times(h, determinant)[state], 1e-9);
  }

  /** Determinants outside the sector have no weight in the exact state. */
  private static double[] exactStateInSector(Encoding encoding, MolecularIntegrals m) {
    FullCi.GroundState exact = FullCi.groundState(m);
    double[] psi = new double[1 << encoding.qubits()];
    for (int k = 0; k < exact.basisState().length; k++) {
      if (Math.abs(exact.coefficient()[k]) > 1e-6) {
        psi[(int) encoding.basisState(exact.basisState()[k])] = exact.coefficient()[k];
      }
    }
    return psi;
  }

  /** The spectra of all sectors together are the whole spectrum. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "h2_sto3g_r0.7350.full",
        "hehp_sto3g_r0.7720.full",
        "h3p_sto3g_r0.9850.full",
        "h2o_sto3g_eq.cas4e4o"
      })
  void sectorsMakeUpTheWholeSpectrum(String space) {
    PauliSum h = JordanWigner.hamiltonian(ReferenceSpace.named(space).integrals());
    Set<List<Boolean>> sectors = new HashSet<>();
    double[] all = new double[0];
    for (long reference = 0; reference < 1L << h.qubits(); reference++) {
      Tapering tapering = Tapering.of(h, reference);
      List<Boolean> parities = new ArrayList<>();
      for (long symmetry : tapering.symmetries()) {
        parities.add(Long.bitCount(symmetry & reference) % 2 == 1);
      }
      if (sectors.add(parities)) {
        double[] part = MappingTest.spectrum(tapering.taper(h));
        all = Arrays.copyOf(all, all.length + part.length);
        System.arraycopy(part, 0, all, all.length - part.length, part.length);
      }
    }
    Arrays.sort(all);
    assertArrayEquals(MappingTest.spectrum(h), all, 1e-9);
  }

  static Stream<Long> seeds() {
    return LongStream.range(0, 40).boxed();
  }

  /** Every matrix element between states of the sector, of operators with Y in any number. */
  @ParameterizedTest
  @MethodSource("seeds")
  void matrixElementsInTheSectorStay(long seed) {
    UniformRandomProvider rng = Streams.of(seed).at("test").rng();
    int qubits = 5;
    long[] span = {rng.nextInt(32), rng.nextInt(32), rng.nextInt(32)};
    Map<PauliString, Double> terms = new HashMap<>();
    for (int k = 0; k < 12; k++) {
      long x = 0;
      for (long mask : span) {
        x ^= rng.nextBoolean() ? mask : 0;
      }
      terms.put(new PauliString(x, rng.nextInt(32)), rng.nextDouble() - 0.5);
    }
    PauliSum sum = PauliSum.of(qubits, terms, 0);
    long reference = rng.nextInt(32);
    Tapering tapering = Tapering.of(sum, reference);
    assertEquals(Math.max(1, rank(sum.x())), tapering.qubitsLeft());
    ComplexMatrix whole = ComplexMatrix.of(sum);
    ComplexMatrix part = ComplexMatrix.of(tapering.taper(sum));
    List<Integer> sector = new ArrayList<>();
    for (int s = 0; s < 32; s++) {
      boolean inside = true;
      for (long symmetry : tapering.symmetries()) {
        inside &= Long.bitCount(symmetry & (s ^ reference)) % 2 == 0;
      }
      if (inside) {
        sector.add(s);
      } else {
        int outside = s;
        MappingTest.refused(() -> tapering.basisState(outside), "is not in the sector");
      }
    }
    Set<Long> states = new TreeSet<>();
    for (int s : sector) {
      states.add(tapering.basisState(s));
      for (int t : sector) {
        int row = (int) tapering.basisState(s);
        int column = (int) tapering.basisState(t);
        assertEquals(whole.re().getEntry(s, t), part.re().getEntry(row, column), 1e-14);
        assertEquals(whole.im().getEntry(s, t), part.im().getEntry(row, column), 1e-14);
      }
    }
    assertEquals(1 << tapering.qubitsLeft(), states.size());
    assertEquals(states.size(), sector.size());
  }

  /** By trying all combinations. */
  private static int rank(long[] masks) {
    Set<Long> span = new TreeSet<>(Set.of(0L));
    for (long mask : masks) {
      for (long other : List.copyOf(span)) {
        span.add(other ^ mask);
      }
    }
    return Integer.numberOfTrailingZeros(span.size());
  }

  /** H2: only the double excitation is left of the three, and its generator is a Y. */
  @Test
  void excitationsThatBreakASymmetryAreRefused() {
    MolecularIntegrals m = ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
    Encoding encoding = tapered(MappingTest.encoding("jordan-wigner", m), m);
    PauliSum generator = encoding.generator(List.of(0, 1), List.of(2, 3));
    assertEquals(1, generator.size());
    assertEquals("Y0", generator.string(0).toString());
    assertEquals(1, Math.abs(generator.coefficient()[0]), 1e-15);
    MappingTest.refused(
        () -> encoding.generator(List.of(0), List.of(2)),
        "Y0 Z1 X2 does not commute with the symmetry Z0 Z3");
    // The gradient there, by the chain from the Hamiltonian to its commutator.
    PauliSum derivative = encoding.hamiltonian(m).commutator(generator);
    double[] psi = new double[2];
    int state = (int) encoding.basisState(0b0011);
    psi[state] = 1;
    assertEquals(0.361862, Math.abs(PauliMatrix.times(derivative, psi)[state]), 1e-6);
  }

  @Test
  void oneQubitStays() {
    PauliSum diagonal =
        PauliSum.of(2, Map.of(PauliString.parse("Z0"), 1.0, PauliString.parse("Z0 Z1"), 0.5), 0);
    Tapering tapering = Tapering.of(diagonal, 0b01);
    assertEquals(1, tapering.qubitsLeft());
    assertArrayEquals(new long[] {1}, tapering.symmetries());
    PauliSum left = tapering.taper(diagonal);
    // Z0 = -1.
    assertEquals("I Z0", left.string(0) + " " + left.string(1));
    assertArrayEquals(new double[] {-1, -0.5}, left.coefficient());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MappingTest.refused(
        () -> new Tapering(2, new long[] {1, 2}, 0), "2 symmetries leave nothing of 2 qubits");
    MappingTest.refused(
        () -> new Tapering(4, new long[] {3, 1}, 0),
        "every symmetry must have a qubit that no other one has");
    Tapering tapering = new Tapering(3, new long[] {3}, 0);
    PauliSum two = PauliSum.of(2, Map.of(PauliString.parse("Z0"), 1.0), 0);
    MappingTest.refused(() -> tapering.taper(two), "the operator has 2 qubits, not 3");
    assertTrue(new Tapering(3, new long[] {3, 6}, 0).qubitsLeft() == 1);
  }
}
