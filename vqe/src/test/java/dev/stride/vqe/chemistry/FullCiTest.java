package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliMatrix;
import dev.stride.vqe.operator.PauliSum;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FullCiTest {
  /** Two programs agree on the reference energies within 2e-12. */
  private static final double TOLERANCE = 1e-10;

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#all")
  void meetsTheReference(ReferenceSpace space) {
    MolecularIntegrals m = space.integrals();
    assertEquals(space.determinants(), FullCi.determinants(m));
    FullCi.GroundState ground = FullCi.groundState(m);
    assertEquals(space.fullCi(), ground.energy().orElseThrow(), TOLERANCE);
    assertEquals(space.determinants(), ground.coefficient().length);
  }

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#reduced")
  void meetsTheReferenceFromTheWholeMolecule(ReferenceSpace space) {
    MolecularIntegrals m = space.activeSpace().reduce(space.fullIntegrals());
    assertEquals(space.fullCi(), FullCi.groundState(m).energy().orElseThrow(), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#withRawFile")
  void doesNotDependOnTheOrbitalsOrderAndPhases(ReferenceSpace space) {
    MolecularIntegrals m = space.rawIntegrals();
    assertEquals(space.fullCi(), FullCi.groundState(m).energy().orElseThrow(), TOLERANCE);
  }

  /** H|ψ⟩ = E|ψ⟩ with H from Jordan-Wigner: the vector's signs are those of the qubits. */
  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#withPauliTerms")
  void theVectorIsAnEigenvectorOnQubits(ReferenceSpace space) {
    MolecularIntegrals m = space.integrals();
    FullCi.GroundState ground = FullCi.groundState(m);
    double[] psi = new double[1 << (2 * m.orbitals())];
    for (int i = 0; i < ground.coefficient().length; i++) {
      psi[(int) ground.basisState()[i]] = ground.coefficient()[i];
    }
    double[] residual = PauliMatrix.times(JordanWigner.hamiltonian(m), psi);
    double norm = 0;
    for (int i = 0; i < psi.length; i++) {
      residual[i] -= ground.energy().orElseThrow() * psi[i];
      norm += psi[i] * psi[i];
    }
    assertEquals(1, norm, 1e-12);
    assertArrayEquals(new double[psi.length], residual, 1e-7);
  }

  /** Any number of electrons of either spin, against the same sector of the qubit Hamiltonian. */
  @ParameterizedTest
  @CsvSource({
    "1,1", "1,-1", "2,2", "3,1", "3,-1", "3,3", "4,-2", "4,4", "5,1", "6,0", "7,1", "8,0"
  })
  void coversEverySector(int electrons, int ms2) {
    MolecularIntegrals h4 = Molecules.registry().parse("h4").integrals();
    MolecularIntegrals ion =
        new MolecularIntegrals(4, electrons, ms2, h4.core(), h4.one(), h4.two(), new double[0]);
    PauliSum hamiltonian = JordanWigner.hamiltonian(h4);
    assertEquals(
        PauliMatrix.lowestEigenvalue(hamiltonian, ion.alphaElectrons(), ion.betaElectrons()),
        FullCi.groundState(ion).energy().orElseThrow(),
        TOLERANCE);
  }

  /**
   * The whole Fock space of two systems has its minimum in a sector with one more electron;
   * energies from the reference program.
   */
  @Test
  void otherSectorsMayLieLower() {
    MolecularIntegrals h = Molecules.registry().parse("heh+").integrals();
    MolecularIntegrals heh =
        new MolecularIntegrals(2, 3, 1, h.core(), h.one(), h.two(), new double[0]);
    assertEquals(-3.013485720, FullCi.groundState(heh).energy().orElseThrow(), 1e-9);
    MolecularIntegrals h3p = ReferenceSpace.named("h3p_sto3g_r0.9850.full").integrals();
    MolecularIntegrals h3 =
        new MolecularIntegrals(3, 3, 1, h3p.core(), h3p.one(), h3p.two(), new double[0]);
    assertEquals(-1.358488018, FullCi.groundState(h3).energy().orElseThrow(), 1e-9);
  }

  /** Closed form: electrons that do not interact fill the lowest orbitals. 400 determinants. */
  @Test
  void electronsThatDoNotInteractFillTheLowestOrbitals() {
    double[] one = new double[MolecularIntegrals.pairs(6)];
    for (int p = 0; p < 6; p++) {
      one[MolecularIntegrals.pair(p, p)] = (p * 4) % 7 - 2.5;
    }
    double[] two = new double[MolecularIntegrals.pairs(one.length)];
    MolecularIntegrals m = new MolecularIntegrals(6, 6, 0, 0.5, one, two, new double[0]);
    double expected = 0.5 + 2 * (-2.5 - 1.5 - 0.5);
    assertEquals(expected, FullCi.groundState(m).energy().orElseThrow(), TOLERANCE);
  }

  /**
   * Two electrons in two orbitals (and six far above): E = J_00 and J_11 for the pairs, which mix
   * by K, J_01 + K for the open singlet and J_01 - K for the triplet. The determinant of lowest
   * energy is a pair; the ground state is the pairs' mixture or the triplet, which has no pair in
   * it.
   */
  @ParameterizedTest
  @CsvSource({"1.20, 0.646887", "1.01, 0.61"})
  void findsGroundStatesOfAnotherSymmetryThanTheLowestDeterminant(double j01, double expected) {
    int n = 8;
    double[] one = new double[MolecularIntegrals.pairs(n)];
    for (int p = 2; p < n; p++) {
      one[MolecularIntegrals.pair(p, p)] = 10 + p;
    }
    double[] two = new double[MolecularIntegrals.pairs(one.length)];
    int p00 = MolecularIntegrals.pair(0, 0);
    int p01 = MolecularIntegrals.pair(0, 1);
    int p11 = MolecularIntegrals.pair(1, 1);
    two[MolecularIntegrals.pair(p00, p00)] = 1;
    two[MolecularIntegrals.pair(p11, p11)] = 1.1;
    two[MolecularIntegrals.pair(p00, p11)] = j01;
    two[MolecularIntegrals.pair(p01, p01)] = 0.4;
    MolecularIntegrals m = new MolecularIntegrals(n, 2, 0, 0, one, two, new double[0]);
    double mixture = 1.05 - Math.sqrt(0.05 * 0.05 + 0.4 * 0.4);
    assertEquals(expected, Math.min(mixture, j01 - 0.4), 1e-6);
    assertEquals(
        Math.min(mixture, j01 - 0.4), FullCi.groundState(m).energy().orElseThrow(), TOLERANCE);
  }

  @Test
  void theSameBitsEveryTime() {
    MolecularIntegrals water = ReferenceSpace.named("h2o_sto3g_eq.full").integrals();
    FullCi.GroundState first = FullCi.groundState(water);
    FullCi.GroundState second = FullCi.groundState(water);
    assertEquals(first.energy(), second.energy());
    assertTrue(Arrays.equals(first.coefficient(), second.coefficient()));
  }

  @Test
  void saysWhyThereIsNone() {
    int n = 20;
    double[] one = new double[MolecularIntegrals.pairs(n)];
    double[] two = new double[MolecularIntegrals.pairs(one.length)];
    MolecularIntegrals m = new MolecularIntegrals(n, 10, 0, 0, one, two, new double[0]);
    FullCi.GroundState ground = FullCi.groundState(m);
    assertTrue(ground.energy().isEmpty());
    assertEquals(
        "exact diagonalisation goes up to 1000000 determinants, 10000 strings of one spin and 31"
            + " orbitals; here are 240374016, 15504 and 20",
        ground.reason());
  }

  @Test
  void countsBeyondALong() {
    int n = 63;
    double[] one = new double[MolecularIntegrals.pairs(n)];
    double[] two = new double[MolecularIntegrals.pairs(one.length)];
    MolecularIntegrals m = new MolecularIntegrals(n, 62, 0, 0, one, two, new double[0]);
    assertEquals(Long.MAX_VALUE, FullCi.determinants(m));
    assertTrue(FullCi.groundState(m).reason().contains("here are more than 2^63"));
  }

  @Test
  void aDeterminantIsABasisState() {
    assertEquals(0b10_01_11L, new Determinant(0b011, 0b101).basisState());
    assertEquals(
        List.of(2, 1, 1),
        List.of(0, 1, 2).stream().map(new Determinant(0b011, 0b101)::occupation).toList());
  }

  /** Excited states and their spins, among them pairs of degenerate ones. */
  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceState#all")
  void severalStatesMeetTheReference(ReferenceState reference) {
    int count = Math.min(5, reference.energies().length);
    List<FullCi.State> states = FullCi.lowest(reference.space().integrals(), count, Progress.NONE);
    for (int k = 0; k < count; k++) {
      assertEquals(reference.energies()[k], states.get(k).energy(), 1e-9, "state " + k);
      assertEquals(reference.spinSquared()[k], states.get(k).spinSquared(), 1e-6, "state " + k);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceState#all")
  void otherNumbersOfElectronsMeetTheReference(ReferenceState reference) {
    for (FullCi.Sector sector : FullCi.neighbours(reference.space().integrals())) {
      double expected = reference.lowest(sector.electrons());
      if (!Double.isNaN(expected)) {
        assertEquals(expected, sector.energy().orElseThrow(), 1e-8, sector::toString);
        assertEquals(sector.electrons() % 2, sector.ms2());
      }
    }
  }

  @Test
  void everyIterationIsReported() {
    MolecularIntegrals water = ReferenceSpace.named("h2o_sto3g_eq.full").integrals();
    double[] last = new double[2];
    FullCi.groundState(
        water,
        (method, iteration, energy, error) -> {
          assertEquals("full CI", method);
          assertEquals(last[0] + 1, iteration);
          last[0] = iteration;
          last[1] = energy;
        });
    assertEquals(-75.012759313, last[1], 1e-9);
  }
}
