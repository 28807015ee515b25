package dev.stride.vqe.chemistry;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A row of {@code reference/chemistry/states.csv}, with the space it belongs to. */
record ReferenceState(
    ReferenceSpace space,
    double mp2,
    double[] dipole,
    double[] energies,
    double[] spinSquared,
    double[] naturalOccupations,
    String byElectrons) {

  static Stream<ReferenceState> all() {
    return ReferenceSpace.lines("states.csv").stream().skip(1).map(ReferenceState::of);
  }

  private static ReferenceState of(String line) {
    String[] v = line.split(",", -1);
    return new ReferenceState(
        ReferenceSpace.named(v[0] + "." + v[1]),
        Double.parseDouble(v[2]),
        ReferenceSpace.numbers(v[3], ";"),
        ReferenceSpace.numbers(v[4], ";"),
        ReferenceSpace.numbers(v[5], ";"),
        ReferenceSpace.numbers(v[6], ";"),
        v[7]);
  }

  /** Lowest energy with this number of electrons; NaN where it is not known. */
  double lowest(int electrons) {
    for (String entry : byElectrons.split(";", -1)) {
      if (entry.startsWith(electrons + ":")) {
        return Double.parseDouble(entry.substring(entry.indexOf(':') + 1));
      }
    }
    return Double.NaN;
  }

  /** The whole molecule, solved with this active space. */
  ElectronicStructure solve() {
    String active =
        IntStream.range(space.frozen(), space.frozen() + space.orbitals())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    return ReferenceMolecule.named(space.system()).solve(new Active(active));
  }

  @Override
  public String toString() {
    return space.name();
  }
}
