package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a molecule's energies do not depend on, and what they are where it falls apart. */
class InvarianceTest {
  /** Full CI of the hydrogen atom in STO-3G, and (11|11) of its orbital: Szabo and Ostlund. */
  private static final double ATOM = -0.46658185;

  private static final double REPULSION = 0.77460594;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "O 0 0 0; H 0.94 0 0.28; H -0.47 0.81 0.28; H -0.47 -0.81 0.3 | 1 | STO_3G",
        "O 0.1 0 0; H 0 0 0.97 | -1 | STO_3G",
        "Be 0 0 0; H 1.2 0 0.3; H -1.1 0.1 0.4 | 0 | STO_3G",
        "Li 0 0 0; H 0 0 1.7 | 0 | SIX_31G",
        "H 0 0 0; H 1.6 0 -0.5; O 0.3 0.1 1.2 | 0 | STO_3G",
      })
  void energiesDoNotDependOnPlaceDirectionAndOrder(String text, int charge, Basis basis) {
    Geometry geometry = Geometry.parse(text);
    ElectronicStructure here = solve(geometry, charge, basis);
    ElectronicStructure there = solve(turned(geometry), charge, basis);
    assertTrue(here.converged() && there.converged());
    assertEquals(here.nuclearRepulsion(), there.nuclearRepulsion(), 1e-11);
    assertEquals(here.hartreeFock(), there.hartreeFock(), 1e-10);
    assertEquals(here.mp2(), there.mp2(), 1e-10);
    assertEquals(fullCi(here), fullCi(there), 1e-10);
    if (charge == 0) {
      assertEquals(norm(here.dipole()), norm(there.dipole()), 1e-8);
    }
  }

  /**
   * As closed shells, two hydrogen atoms are half ions: E = 2 E_H + (11|11)/2 - 1/2R. Exactly, they
   * are two atoms.
   */
  @ParameterizedTest
  @ValueSource(doubles = {10, 12, 20, 50, 1000})
  void hydrogenFallsApart(double bond) {
    ElectronicStructure structure =
        Molecules.registry().parse("h2:bond=" + bond).solve(Progress.NONE);
    assertTrue(structure.converged());
    double halfIons = 2 * ATOM + REPULSION / 2 - Atom.BOHR / (2 * bond);
    assertEquals(halfIons, structure.hartreeFock(), 1e-6);
    assertEquals(2 * ATOM, fullCi(structure), 1e-6);
  }

  @Test
  void closedShellsFarApartAddUp() {
    Geometry pairs = Geometry.parse("H 0 0 0; H 0 0.74 0; H 50 0 0; H 50 0.1 0.8");
    double first = fullCi(solve(Geometry.parse("H 0 0 0; H 0 0.74 0"), 0, Basis.STO_3G));
    double second = fullCi(solve(Geometry.parse("H 50 0 0; H 50 0.1 0.8"), 0, Basis.STO_3G));
    assertEquals(first + second, fullCi(solve(pairs, 0, Basis.STO_3G)), 1e-8);
  }

  /** The oxygen atom is a triplet, water a singlet. */
  @Test
  void theGroundStateHasASpin() {
    MolecularIntegrals oxygen = solve(Geometry.parse("O 0 0 0"), 0, Basis.STO_3G).active();
    assertEquals(2, FullCi.groundState(oxygen).spinSquared(), 1e-6);
    MolecularIntegrals water = Molecules.registry().parse("h2o").integrals();
    assertEquals(0, FullCi.groundState(water).spinSquared(), 1e-6);
  }

  private static ElectronicStructure solve(Geometry geometry, int charge, Basis basis) {
    return new GivenGeometry(geometry, charge, basis, Active.ALL, false).solve(Progress.NONE);
  }

  private static double fullCi(ElectronicStructure structure) {
    return FullCi.groundState(structure.active()).energy().orElseThrow();
  }

  private static double norm(double[] v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  /** By 0.7 rad about z and then by 1.1 rad about x, moved by a few bohr, atoms backwards. */
  private static Geometry turned(Geometry geometry) {
    List<Atom> atoms = new ArrayList<>();
    for (Atom atom : geometry.atoms()) {
      double x = Math.cos(.7) * atom.x() - Math.sin(.7) * atom.y();
      double y = Math.sin(.7) * atom.x() + Math.cos(.7) * atom.y();
      double z = Math.sin(1.1) * y + Math.cos(1.1) * atom.z();
      y = Math.cos(1.1) * y - Math.sin(1.1) * atom.z();
      atoms.add(new Atom(atom.element(), x + 9, y - 5, z + 7));
    }
    Collections.reverse(atoms);
    return new Geometry(atoms);
  }
}
