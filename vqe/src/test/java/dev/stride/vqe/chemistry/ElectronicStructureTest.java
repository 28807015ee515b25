package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.vqe.operator.JordanWigner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElectronicStructureTest {
  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceMolecule#all")
  void meetsTheReference(ReferenceMolecule molecule) {
    ElectronicStructure structure = molecule.solve(Active.ALL);
    assertTrue(structure.converged());
    assertEquals(molecule.nuclear(), structure.nuclearRepulsion(), 1e-12);
    assertEquals(molecule.hartreeFock(), structure.hartreeFock(), 1e-10);
    assertEquals(molecule.lowestHartreeFock(), structure.hartreeFock(), 1e-9);
    assertArrayEquals(molecule.orbitalEnergies(), structure.all().orbitalEnergies(), 1e-9);
    assertArrayEquals(molecule.dipole(), structure.dipole(), 1e-8);
    assertEquals(structure.hartreeFock(), Aufbau.hartreeFockEnergy(structure.all()), 1e-10);
    MolecularIntegrals m = structure.all();
    double triplet = Stability.lowest(m, Stability.Kind.TRIPLET).value();
    assertEquals(molecule.singlet(), Stability.lowest(m, Stability.Kind.SINGLET).value(), 1e-8);
    assertEquals(molecule.triplet(), triplet, 1e-8);
    assertEquals(molecule.complex(), Stability.lowest(m, Stability.Kind.COMPLEX).value(), 1e-8);
    assertEquals(triplet < 0, structure.warnings().toString().contains("unrestricted"));
    for (Stability.Kind kind : Stability.Kind.values()) {
      assertEquals(Stability.lowest(m, kind).value() > 0, Stability.holds(m, kind));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceState#all")
  void activeSpacesMeetTheReference(ReferenceState state) {
    ReferenceSpace space = state.space();
    ElectronicStructure structure = state.solve();
    MolecularIntegrals m = structure.active();
    assertEquals(space.electrons(), m.electrons());
    assertEquals(space.core(), structure.nuclearRepulsion() + structure.frozenCore(), 1e-9);
    assertEquals(space.core(), m.core(), 1e-9);
    assertEquals(space.hartreeFock(), structure.hartreeFock(), 1e-10);
    assertEquals(space.hartreeFock(), Aufbau.hartreeFockEnergy(m), 1e-9);
    assertEquals(state.mp2(), structure.mp2(), 1e-9);
    FullCi.State ground = FullCi.lowest(m, 1, Progress.NONE).get(0);
    assertEquals(space.fullCi(), ground.energy(), 1e-9);
    double[] dipole = structure.dipole(DensityMatrices.of(m, ground).one());
    assertArrayEquals(state.dipole(), dipole, 1e-7);
  }

  /** Phases and order: the integrals themselves, where no orbitals are degenerate. */
  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceState#all")
  void integralsAreThoseOfTheReferenceFiles(ReferenceState state) {
    ElectronicStructure structure = state.solve();
    double[] e = structure.all().orbitalEnergies();
    for (int p = 1; p < e.length; p++) {
      if (e[p] - e[p - 1] < 1e-6) {
        return;
      }
    }
    MolecularIntegrals expected = state.space().integrals();
    assertArrayEquals(expected.one(), structure.active().one(), 2e-9);
    assertArrayEquals(expected.two(), structure.active().two(), 1e-9);
  }

  /** Degenerate orbitals lie along the axes: as few terms as in Psi4's, not 66 or 2951. */
  @ParameterizedTest
  @CsvSource({"h3+,50", "lih,631", "n2,2239", "h2o,1086", "lih:active=2e3o,118"})
  void orbitalsKeepTheSymmetry(String molecule, int terms) {
    MolecularIntegrals m = Molecules.registry().parse(molecule).integrals();
    assertEquals(terms, JordanWigner.hamiltonian(m).size());
  }

  /** How energies move with the length of the bohr in ångström. */
  @Test
  void theLengthOfTheBohrMatters() {
    for (String line : ReferenceSpace.lines("bohr.csv").subList(1, 5)) {
      String[] v = line.split(",", -1);
      double factor = Atom.BOHR / Double.parseDouble(v[1]);
      ReferenceMolecule molecule = ReferenceMolecule.named(v[0]);
      List<Atom> atoms = new ArrayList<>();
      for (Atom a : molecule.geometry().atoms()) {
        atoms.add(new Atom(a.element(), factor * a.x(), factor * a.y(), factor * a.z()));
      }
      ElectronicStructure structure =
          new GivenGeometry(
                  new Geometry(atoms), molecule.charge(), molecule.basis(), Active.ALL, false)
              .solve(Progress.NONE);
      assertEquals(Double.parseDouble(v[2]), structure.nuclearRepulsion(), 1e-12);
      assertEquals(Double.parseDouble(v[3]), structure.hartreeFock(), 1e-11);
    }
  }

  @Test
  void aFrozenCoreIsTheLowestOrbitals() {
    Molecule water =
        new GivenGeometry(
            ReferenceMolecule.named("h2o_sto3g_eq").geometry(), 0, Basis.STO_3G, Active.ALL, true);
    ElectronicStructure structure = water.solve(Progress.NONE);
    assertEquals(List.of(0), structure.space().frozen());
    assertEquals(ReferenceSpace.named("h2o_sto3g_eq.fc").core(), structure.active().core(), 1e-9);
  }

  /** Square-ish H4: the unstable solution of high symmetry is left for the lower one. */
  @ParameterizedTest
  @CsvSource({"1.2,1.25", "1.5,1.5001", "3,4"})
  void noLowerClosedShellIsLeftUnfound(double width, double height) {
    String text = String.format("H 0 0 0; H %1$s 0 0; H 0 0 %2$s; H %1$s 0 %2$s", width, height);
    ElectronicStructure structure = solve(text, 0);
    assertTrue(structure.converged());
    assertTrue(Stability.holds(structure.all(), Stability.Kind.SINGLET));
    assertFalse(structure.warnings().isEmpty());
  }

  @Test
  void everyIterationIsReported() {
    List<String> seen = new ArrayList<>();
    ElectronicStructure structure =
        ReferenceMolecule.named("h2o_sto3g_eq")
            .molecule(Active.ALL)
            .solve((method, k, energy, error) -> seen.add(method + k));
    assertEquals(structure.iterations(), seen.size());
    assertEquals("RHF1", seen.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H 0 0 0; H 0 0 1 | 2 | charge 2 leaves no electron of the 2 of the neutral atoms",
        "H 0 0 0; H 0 0 1 | 1 | charge 1 leaves 1 electrons, an odd number; restricted Hartree-Fock"
            + " needs an even one, as with charge 0 or 2",
        "H 0 0 0; H 0 0 1 | -4 | charge -4: 6 electrons do not fit the 2 orbitals of basis sto-3g",
      })
  void aChargeHasToFit(String geometry, int charge, String message) {
    assertEquals(message, assertThrows(BadInput.class, () -> solve(geometry, charge)).getMessage());
  }

  @Test
  void tooManyFunctionsAreRefused() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      text.append("H 0 0 ").append(i).append(';');
    }
    BadInput tooMany = assertThrows(BadInput.class, () -> solve(text.toString(), 0));
    assertEquals(
        "the molecule has 64 basis functions, and at most 63 are supported", tooMany.getMessage());
  }

  private static ElectronicStructure solve(String geometry, int charge) {
    return new GivenGeometry(Geometry.parse(geometry), charge, Basis.STO_3G, Active.ALL, false)
        .solve(Progress.NONE);
  }
}
