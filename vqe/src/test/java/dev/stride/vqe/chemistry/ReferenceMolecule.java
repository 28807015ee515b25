package dev.stride.vqe.chemistry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A row of {@code reference/chemistry/molecules.csv}. */
record ReferenceMolecule(
    String system,
    Basis basis,
    int charge,
    Geometry geometry,
    double nuclear,
    double hartreeFock,
    double[] orbitalEnergies,
    double[] dipole,
    double singlet,
    double triplet,
    double complex,
    double lowestHartreeFock) {

  static Stream<ReferenceMolecule> all() {
    return ReferenceSpace.lines("molecules.csv").stream().skip(1).map(ReferenceMolecule::of);
  }

  static ReferenceMolecule named(String system) {
    return all().filter(m -> m.system.equals(system)).findFirst().orElseThrow();
  }

  private static ReferenceMolecule of(String line) {
    String[] v = line.split(",", -1);
    List<Atom> atoms = new ArrayList<>();
    for (String atom : v[3].split(";", -1)) {
      String[] w = atom.split(" ", -1);
      atoms.add(
          new Atom(
              Element.of(w[0]),
              Double.parseDouble(w[1]),
              Double.parseDouble(w[2]),
              Double.parseDouble(w[3])));
    }
    return new ReferenceMolecule(
        v[0],
        v[1].equals("sto-3g") ? Basis.STO_3G : Basis.SIX_31G,
        Integer.parseInt(v[2]),
        new Geometry(atoms),
        Double.parseDouble(v[4]),
        Double.parseDouble(v[5]),
        ReferenceSpace.numbers(v[6], ";"),
        ReferenceSpace.numbers(v[7], ";"),
        Double.parseDouble(v[8]),
        Double.parseDouble(v[9]),
        Double.parseDouble(v[10]),
        Double.parseDouble(v[11]));
  }

  Molecule molecule(Active active) {
    return new GivenGeometry(geometry, charge, basis, active, false);
  }

  ElectronicStructure solve(Active active) {
    return molecule(active).solve(Progress.NONE);
  }

  @Override
  public String toString() {
    return system;
  }
}
