package dev.stride.vqe.chemistry;

import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A molecule's closed-shell Hartree-Fock solution, and the parts of which its energies are made:
 *
 * <p>E_RHF = E_nuc + E_frozen + (active electrons in the reference determinant), and the core
 * energy of the active integrals is E_nuc + E_frozen.
 *
 * @param nuclearRepulsion E_nuc in hartree
 * @param frozenCore E_frozen in hartree: the frozen electrons by themselves and with the nuclei
 * @param hartreeFock E_RHF in hartree
 * @param mp2 E_RHF and the second-order correlation of the active electrons, in hartree
 * @param all the integrals in all orbitals: occupied first, each part by energy
 * @param space which of them are active
 * @param active the integrals in those
 * @param position ⟨p|x|q⟩, y and z in all orbitals, in bohr about the geometry's origin
 * @param nuclearDipole Σ_A Z_A R_A in e·bohr
 * @param iterations of Hartree-Fock
 * @param converged whether Hartree-Fock did
 * @param warnings what a user should know before trusting the numbers
 */
public record ElectronicStructure(
    double nuclearRepulsion,
    double frozenCore,
    double hartreeFock,
    double mp2,
    MolecularIntegrals all,
    ActiveSpace space,
    MolecularIntegrals active,
    double[][][] position,
    double[] nuclearDipole,
    int iterations,
    boolean converged,
    List<String> warnings) {
  /** How often an unstable solution is followed downwards. */
  private static final int DESCENTS = 5;

  /** First step down, in radian. */
  private static final double STEP = 0.3;

  /** A solution lower by less is the same. */
  private static final double LOWER = 1e-8;

  public ElectronicStructure {
    warnings = List.copyOf(warnings);
  }

  /**
   * Computes all of it. O(n⁵) in the number of basis functions.
   *
   * @throws BadInput when the electrons cannot be a closed shell, or the active space does not fit
   */
  public static ElectronicStructure of(Molecule molecule, Progress progress) {
    Geometry geometry = molecule.geometry();
    int electrons = electrons(geometry, molecule.charge());
    AtomicIntegrals ao = integrals(geometry, molecule.basis());
    double nuclear = geometry.nuclearRepulsion();
    HartreeFock method = new HartreeFock(ao, electrons, nuclear, progress);
    if (electrons > 2 * method.orbitals()) {
      throw new BadInput(
          String.format(
              "charge %d: %d electrons do not fit the %d orbitals of basis %s",
              molecule.charge(), electrons, method.orbitals(), molecule.basis()));
    }
    List<String> warnings = new ArrayList<>();
    HartreeFock.Result solution = method.solve();
    MolecularIntegrals all = OrbitalTransformation.transform(ao, solution, electrons, nuclear);
    for (int k = 0; k < DESCENTS && !Stability.holds(all, Stability.Kind.SINGLET); k++) {
      double[] down = Stability.lowest(all, Stability.Kind.SINGLET).vector();
      HartreeFock.Result next =
          method.solveFrom(Stability.turned(solution.orbitals(), electrons / 2, down, STEP));
      if (next.energy() > solution.energy() - LOWER) {
        warnings.add("the Hartree-Fock solution is a saddle point; a lower one exists");
        break;
      }
      solution = next;
      all = OrbitalTransformation.transform(ao, solution, electrons, nuclear);
    }
    warn(solution, all, warnings);
    return new Parts(molecule, ao, solution, all).structure(warnings);
  }

  /** The dipole moment in e·bohr about the geometry's origin, electrons and nuclei. */
  public double[] dipole() {
    double[][] density = new double[active.orbitals()][active.orbitals()];
    Determinant reference = Aufbau.reference(active);
    for (int p = 0; p < density.length; p++) {
      density[p][p] = reference.occupation(p);
    }
    return dipole(density);
  }

  /**
   * The dipole moment of another state of the active electrons: μ = Σ_A Z_A R_A - 2 Σ_frozen
   * ⟨i|r|i⟩ - Σ_pq γ_pq ⟨p|r|q⟩.
   *
   * @param density γ of the active orbitals, see {@link DensityMatrices}
   */
  public double[] dipole(double[][] density) {
    double[] dipole = nuclearDipole.clone();
    for (int axis = 0; axis < 3; axis++) {
      for (int i : space.frozen()) {
        dipole[axis] -= 2 * position[axis][i][i];
      }
      for (int p = 0; p < density.length; p++) {
        for (int q = 0; q < density.length; q++) {
          dipole[axis] -=
              density[p][q] * position[axis][space.active().get(p)][space.active().get(q)];
        }
      }
    }
    return dipole;
  }

  private static AtomicIntegrals integrals(Geometry geometry, Basis basis) {
    try {
      return AtomicIntegrals.of(geometry, basis.shells(geometry));
    } catch (IllegalArgumentException tooMany) {
      throw new BadInput(String.valueOf(tooMany.getMessage()), tooMany);
    }
  }

  private static int electrons(Geometry geometry, int charge) {
    long electrons = (long) geometry.protons() - charge;
    if (electrons < 1) {
      throw new BadInput(
          String.format(
              "charge %d leaves no electron of the %d of the neutral atoms",
              charge, geometry.protons()));
    }
    if (electrons % 2 != 0) {
      throw new BadInput(
          String.format(
              "charge %d leaves %d electrons, an odd number; restricted Hartree-Fock needs an even"
                  + " one, as with charge %d or %d",
              charge, electrons, charge - 1, charge + 1));
    }
    return (int) Math.min(electrons, Integer.MAX_VALUE - 1);
  }

  private static void warn(
      HartreeFock.Result solution, MolecularIntegrals all, List<String> warnings) {
    if (!solution.converged()) {
      warnings.add(
          "Hartree-Fock did not converge in "
              + solution.iterations()
              + " iterations; the orbitals are not canonical, and RHF and MP2 not right");
    }
    int occupied = all.electrons() / 2;
    double[] e = all.orbitalEnergies();
    if (occupied < e.length && e[occupied] - e[occupied - 1] < HartreeFock.DEGENERATE) {
      warnings.add(
          "the highest occupied and the lowest empty orbital have the same energy: which of them"
              + " the electrons fill is arbitrary");
    } else if (!Stability.holds(all, Stability.Kind.TRIPLET)) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "an unrestricted Hartree-Fock solution lies lower (lowest eigenvalue of the triplet"
                  + " orbital Hessian %.4f): the reference determinant is a poor one",
              Stability.lowest(all, Stability.Kind.TRIPLET).value()));
    }
  }

  /** What a structure is put together from. */
  private record Parts(
      Molecule molecule, AtomicIntegrals ao, HartreeFock.Result solution, MolecularIntegrals all) {
    ElectronicStructure structure(List<String> warnings) {
      int core = 0;
      double[] dipole = new double[3];
      for (Atom atom : molecule.geometry().atoms()) {
        core += molecule.frozenCore() ? atom.element().coreElectrons() / 2 : 0;
        int charge = atom.element().charge();
        dipole[0] += charge * atom.x();
        dipole[1] += charge * atom.y();
        dipole[2] += charge * atom.z();
      }
      ActiveSpace space;
      try {
        space = molecule.active().space(all, core);
      } catch (IllegalArgumentException unfit) {
        throw new BadInput(String.valueOf(unfit.getMessage()), unfit);
      }
      MolecularIntegrals active = space.reduce(all);
      double[][][] position = new double[3][][];
      for (int axis = 0; axis < 3; axis++) {
        position[axis] = Matrix.between(solution.orbitals(), ao.position()[axis]);
      }
      return new ElectronicStructure(
          all.core(),
          active.core() - all.core(),
          solution.energy(),
          solution.energy() + new MollerPlesset(active).correlation(),
          all,
          space,
          active,
          position,
          dipole,
          solution.iterations(),
          solution.converged(),
          warnings);
    }
  }
}
