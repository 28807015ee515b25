package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Registry;
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
        "lih | lih | 2 | 3 | -7.862023860 | -7.88114508 | 6e-9",
        "lih:active=2e3o | lih | 2 | 3 | -7.862023860 | -7.88114508 | 6e-9",
        "lih:bond=1.595,active=4e6o | lih:active=4e6o | 4 | 6 | -7.862023860 | -7.882401932 | 1e-9",
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
        "h2:bond=0.8 | molecule 'h2': bond must be 0.735, the one length (in angstrom) with shipped"
            + " integrals, not 0.8; for h2 at another length give an FCIDUMP file (--fcidump FILE)",
        "heh+:bond=1 | molecule 'heh+': bond must be 0.772, the one length (in angstrom) with"
            + " shipped integrals, not 1.0; for heh+ at another length give an FCIDUMP file"
            + " (--fcidump FILE)",
        "lih:active=2e5o | molecule 'lih': active=2e5o: it has to be one of 2e3o, 4e6o",
        "lih:activ=2e3o | molecule 'lih' has no key 'activ'; did you mean 'active'?; its keys are:"
            + " bond, active",
        "heh | molecule 'heh' is not known; did you mean 'heh+'?; known are: h2, heh+, h4, lih",
      })
  void whatIsNotThereSaysWhatIs(String text, String message) {
    assertEquals(message, assertThrows(BadInput.class, () -> MOLECULES.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"h2,4", "heh+,4", "h4,8", "lih,6"})
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
}
