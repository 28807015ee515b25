package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.form.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoleculesTest {
  private static final Registry<Molecule> MOLECULES = Molecules.registry();

  /** Energies from spaces.csv; of lih's active space (Psi4's orbitals) to the digits published. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h2 | h2 | 2 | 2 | -1.116998997 | -1.137306036 | 1e-9",
        "h2:bond=0.735 | h2 | 2 | 2 | -1.116998997 | -1.137306036 | 1e-9",
        "heh+ | heh+ | 2 | 2 | -2.841382490 | -2.851024030 | 1e-9",
        "h4 | h4 | 4 | 4 | -2.124259739 | -2.180316614 | 1e-9",
        "lih | lih | 4 | 6 | -7.862023860 | -7.882401932 | 1e-9",
        "lih:active=2e3o | lih:active=2e3o | 2 | 3 | -7.862023860 | -7.88114508 | 6e-9",
        "lih:bond=2.5,frozenCore=true | lih:bond=2.5,frozenCore=true | 2 | 5 | -7.770873669"
            + " | -7.823426940 | 1e-9",
        "h2:1.5,basis=6-31g | h2:bond=1.5,basis=6-31g | 2 | 4 | -0.997497294 | -1.054347446 | 1e-9",
        "h3+ | h3+ | 2 | 3 | -1.246570742 | -1.274437307 | 1e-9",
        "h2o | h2o | 10 | 7 | -74.963119862 | -75.012759313 | 1e-9",
        "n2 | n2 | 14 | 10 | -107.495893308 | -107.652828731 | 1e-9",
      })
  void haveTheirEnergies(
      String text,
      String printed,
      int electrons,
      int orbitals,
      double hartreeFock,
      double fullCi,
      double tolerance) {
    Molecule molecule = MOLECULES.parse(text);
    assertEquals(printed, MOLECULES.print(molecule));
    MolecularIntegrals m = molecule.integrals();
    assertEquals(electrons, m.electrons());
    assertEquals(orbitals, m.orbitals());
    assertEquals(hartreeFock, Aufbau.hartreeFockEnergy(m), 1e-9);
    assertEquals(fullCi, FullCi.groundState(m).energy().orElseThrow(), tolerance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h2:bond=0 | molecule 'h2': bond must be positive, not 0.0",
        "h2o:angle=181 | molecule 'h2o': angle must be above 0 and at most 180.0, not 181.0",
        "nh3:angle=121 | molecule 'nh3': angle must be above 0 and at most 120.0, not 121.0",
        "h2:basis=cc-pvdz | molecule 'h2': basis=cc-pvdz: it has to be one of sto-3g, 6-31g",
        "h2:species=1 | molecule 'h2' has no key 'species'; its keys are: bond, basis, active,"
            + " frozenCore",
        "lih:active=2e5 | molecule 'lih': active=2e5: it has to be all, as 2e3o (electrons and"
            + " orbitals), or a list of orbitals counted from 0, as 1,2,5",
        "lih:activ=2e3o | molecule 'lih' has no key 'activ'; did you mean 'active'?; its keys are:"
            + " bond, basis, active, frozenCore",
        "heh | molecule 'heh' is not known; did you mean 'heh+'?; known are: h2, heh+,"
            + " h3+, h4, h6, he, lih, beh2, bh, hf, h2o, nh3, ch4, n2",
      })
  void whatIsNotThereSaysWhatIs(String text, String message) {
    assertEquals(message, assertThrows(BadInput.class, () -> MOLECULES.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "h2,4", "heh+,4", "h3+,6", "h4,8", "h6,12", "he,2", "lih,12", "beh2,14", "bh,12", "hf,12",
    "h2o,14", "nh3,16", "ch4,18", "n2,20"
  })
  void theHelpCountsTheQubits(String name, int qubits) {
    String help =
        MOLECULES.entries().stream()
            .filter(e -> e.name().equals(name))
            .findFirst()
            .orElseThrow()
            .help();
    assertEquals(qubits, 2 * MOLECULES.parse(name).integrals().orbitals());
    assertTrue(help.contains(qubits + " qubits"), help);
  }

  /** Distances and angles of the default geometries, in ångström and degrees. */
  @ParameterizedTest
  @CsvSource({
    "h3+,0,1,0.985", "h3+,1,2,0.985", "h3+,0,2,0.985", "beh2,0,1,1.3264", "beh2,0,2,2.6528",
    "h6,0,5,4.5", "h2o,0,2,0.9584", "h2o,1,2,1.515082", "nh3,0,3,1.012", "nh3,1,2,1.623849",
    "nh3,2,3,1.623849", "ch4,0,4,1.087", "ch4,1,2,1.775064", "ch4,3,4,1.775064"
  })
  void haveTheirShape(String name, int i, int j, double distance) {
    Geometry geometry = MOLECULES.parse(name).geometry();
    assertEquals(
        distance, geometry.atoms().get(i).distance(geometry.atoms().get(j)) * Atom.BOHR, 1e-5);
  }

  /** Every name prints as itself, although records are shared. */
  @Test
  void namesAreToldApart() {
    for (Entry<Molecule> entry : MOLECULES.entries()) {
      Molecule molecule = MOLECULES.parse(entry.name());
      assertEquals(entry.name(), MOLECULES.name(molecule));
      assertEquals(entry.name(), MOLECULES.print(molecule));
      assertTrue(MOLECULES.spell(molecule).contains("basis=sto-3g,active=all,frozenCore=false"));
    }
  }
}
