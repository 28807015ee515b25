package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AufbauTest {
  /** The reference energies follow from the integrals in the files within 5e-14. */
  private static final double TOLERANCE = 1e-10;

  private static final String ALL = "dev.stride.vqe.chemistry.ReferenceSpace#all";
  private static final String RAW = "dev.stride.vqe.chemistry.ReferenceSpace#withRawFile";

  @ParameterizedTest
  @MethodSource(ALL)
  void hartreeFockFollowsFromTheFockDiagonal(ReferenceSpace space) {
    MolecularIntegrals m = space.integrals();
    assertEquals(0, m.orbitalEnergies().length);
    assertEquals(space.hartreeFock(), Aufbau.hartreeFockEnergy(m), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource(RAW)
  void hartreeFockFollowsFromGivenEnergiesOrWithoutThem(ReferenceSpace space) {
    MolecularIntegrals m = space.rawIntegrals();
    assertEquals(m.orbitals(), m.orbitalEnergies().length);
    assertEquals(space.hartreeFock(), Aufbau.hartreeFockEnergy(m), TOLERANCE);
    MolecularIntegrals bare = ReferenceSpace.withEnergies(m);
    assertEquals(space.hartreeFock(), Aufbau.hartreeFockEnergy(bare), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theOrderOfTheOrbitalsDoesNotMatter(ReferenceSpace space) {
    MolecularIntegrals m = space.integrals();
    List<Integer> order = new ArrayList<>(IntStream.range(0, m.orbitals()).boxed().toList());
    Random random = new Random(1);
    for (int shuffle = 0; shuffle < 20; shuffle++) {
      Collections.shuffle(order, random);
      double energy = Aufbau.hartreeFockEnergy(ReferenceSpace.reordered(m, order));
      assertEquals(space.hartreeFock(), energy, TOLERANCE, order::toString);
    }
  }

  @Test
  void theFirstOrbitalsOfAFileNeedNotBeTheOccupiedOnes() {
    ReferenceSpace water = ReferenceSpace.named("h2o_sto3g_eq.full");
    Determinant first = new Determinant(0b11111, 0b11111);
    assertTrue(first.energy(water.rawIntegrals()) > water.hartreeFock() + 0.1);
  }

  @Test
  void givenEnergiesDecideAgainstTheFockDiagonal() {
    MolecularIntegrals h2 = Molecules.registry().parse("h2").integrals();
    assertEquals(new Determinant(0b01, 0b01), Aufbau.reference(h2));
    MolecularIntegrals turned = ReferenceSpace.withEnergies(h2, 1, -1);
    assertEquals(new Determinant(0b10, 0b10), Aufbau.reference(turned));
  }

  @Test
  void givenEnergiesThatAreAllZeroSayNothing() {
    ReferenceSpace water = ReferenceSpace.named("h2o_sto3g_eq.full");
    MolecularIntegrals zeros = ReferenceSpace.withEnergies(water.rawIntegrals(), new double[7]);
    assertEquals(water.hartreeFock(), Aufbau.hartreeFockEnergy(zeros), TOLERANCE);
  }

  @Test
  void unpairedElectronsComeAfterThePairs() {
    assertEquals(new Determinant(0b1101, 0b0100), Aufbau.reference(free(4, 2, 2, 4, 1, 3)));
    assertEquals(new Determinant(0b0100, 0b1101), Aufbau.reference(free(4, -2, 2, 4, 1, 3)));
    assertEquals(new Determinant(0b0100, 0), Aufbau.reference(free(1, 1, 2, 4, 1, 3)));
  }

  @Test
  void ofEqualEnergiesTheFirstListedIsFilled() {
    double rounding = 1e-12;
    assertEquals(
        new Determinant(0b1010, 0b1010), Aufbau.reference(free(4, 0, 5, 2 + rounding, 2, 1)));
    assertEquals(
        new Determinant(0b0110, 0b0110), Aufbau.reference(free(4, 0, 5, 2 + rounding, 2, 2)));
  }

  /** Electrons that do not see each other, in orbitals of the given energies. */
  private static MolecularIntegrals free(int electrons, int ms2, double... h) {
    int pairs = MolecularIntegrals.pairs(h.length);
    double[] one = new double[pairs];
    for (int p = 0; p < h.length; p++) {
      one[MolecularIntegrals.pair(p, p)] = h[p];
    }
    double[] two = new double[MolecularIntegrals.pairs(pairs)];
    return new MolecularIntegrals(h.length, electrons, ms2, 0, one, two, new double[0]);
  }
}
