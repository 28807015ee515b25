package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActiveSpaceTest {
  /** The files have 16 digits; the integrals' sums some tens of hartree. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#reduced")
  void reducesToTheReferenceIntegrals(ReferenceSpace space) {
    MolecularIntegrals reduced = space.activeSpace().reduce(space.fullIntegrals());
    MolecularIntegrals reference = space.integrals();
    assertEquals(space.electrons(), reduced.electrons());
    assertEquals(space.core(), reduced.core(), TOLERANCE * Math.abs(space.core()));
    assertArrayEquals(reference.one(), reduced.one(), 10 * TOLERANCE);
    assertArrayEquals(reference.two(), reduced.two(), TOLERANCE);
    assertEquals(space.hartreeFock(), Aufbau.hartreeFockEnergy(reduced), 1e-10);
  }

  @Test
  void keepsGivenEnergies() {
    MolecularIntegrals raw = ReferenceSpace.named("lih_sto3g_r1.5950.full").rawIntegrals();
    double[] energies = raw.orbitalEnergies();
    MolecularIntegrals reduced = new ActiveSpace(List.of(0), List.of(3, 1)).reduce(raw);
    assertArrayEquals(new double[] {energies[3], energies[1]}, reduced.orbitalEnergies());
    assertEquals(new Determinant(0b10, 0b10), Aufbau.reference(reduced));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 1 | orbital 1 is named twice",
        "0 | 0 1 | orbital 0 is named twice",
        "0 | -1 | orbital -1",
        "0 | '' | at least one active orbital",
        "0 | 1 6 | there is no orbital 6: they are 0 to 5",
        "9 | 1 2 | there is no orbital 9: they are 0 to 5",
        "0 1 | 2 3 | the number of electrons must be at least 1, not 0",
        "'' | 1 | 4 electrons with MS2=0 do not fit 1 orbitals",
      })
  void rejectsWhatDoesNotFit(String frozen, String active, String message) {
    MolecularIntegrals lih = Molecules.registry().parse("lih").integrals();
    String got =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ActiveSpace(list(frozen), list(active)).reduce(lih))
            .getMessage();
    assertTrue(got.contains(message), got);
  }

  private static List<Integer> list(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split(" ")).stream().map(Integer::valueOf).toList();
  }
}
