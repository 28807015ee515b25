package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.form.BadInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lih | [] | [0, 1, 2, 3, 4, 5]",
        "lih:frozenCore=true | [0] | [1, 2, 3, 4, 5]",
        "lih:active=2e3o | [0] | [1, 2, 5]",
        "lih:active=4e3o | [] | [0, 1, 2]",
        "lih:active=4e6o | [] | [0, 1, 2, 3, 4, 5]",
        "lih:active=2e4o | [0] | [1, 2, 3, 4]",
        "lih:active=(1,4,2) | [0] | [1, 4, 2]",
        // the pair below the highest occupied orbital does not fit, and is frozen
        "n2:active=4e2o | [0, 1, 2, 4, 5] | [3, 6]",
        "n2:active=6e6o | [0, 1, 2, 3] | [4, 5, 6, 7, 8, 9]",
        "n2:frozenCore=true | [0, 1] | [2, 3, 4, 5, 6, 7, 8, 9]",
        "hf:active=2e2o | [0, 1, 3, 4] | [2, 5]",
      })
  void choosesAroundTheFermiLevel(String molecule, String frozen, String active) {
    ActiveSpace space = Molecules.registry().parse(molecule).solve(Progress.NONE).space();
    assertEquals(frozen, space.frozen().toString());
    assertEquals(active, space.active().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lih:active=6e6o | active=6e6o: there are 4 electrons",
        "lih:active=4e4o,frozenCore=true | active=4e4o: there are 2 electrons outside of the frozen"
            + " core",
        "lih:active=2e7o | active=2e7o: there are 6 orbitals for 4 electrons, 4 of them empty",
        "lih:active=(1,6) | active=1,6: there is no orbital 6; they are 0 to 5",
        "lih:active=(0,2),frozenCore=true | active=0,2: orbital 0 is in the frozen core",
        "lih:active=(3,4) | active=3,4: no electron is left in the active orbitals",
        "h3+:active=2e2o | active=2e2o would take one of a set of degenerate orbitals without the"
            + " others; take another number, or list the orbitals",
        "lih:active=(1,1) | orbital 1 is named twice, or below 0",
      })
  void whatDoesNotFitIsSaid(String molecule, String message) {
    Molecule parsed = Molecules.registry().parse(molecule);
    assertEquals(
        message, assertThrows(BadInput.class, () -> parsed.solve(Progress.NONE)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3e3o | the number of active electrons has to be even and above 0, not 3",
        "0e3o | the number of active electrons has to be even and above 0, not 0",
        "8e3o | 8 electrons do not fit 3 orbitals",
        "some | it has to be all, as 2e3o (electrons and orbitals), or a list of orbitals counted"
            + " from 0, as 1,2,5",
        "2e3 | it has to be all, as 2e3o (electrons and orbitals), or a list of orbitals counted"
            + " from 0, as 1,2,5",
        "1,,2 | it has to be all, as 2e3o (electrons and orbitals), or a list of orbitals counted"
            + " from 0, as 1,2,5",
      })
  void theFormIsChecked(String text, String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> new Active(text)).getMessage());
  }
}
