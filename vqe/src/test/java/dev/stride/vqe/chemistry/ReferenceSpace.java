package dev.stride.vqe.chemistry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A row of {@code reference/chemistry/spaces.csv}. */
public record ReferenceSpace(
    String system,
    String space,
    int frozen,
    int removed,
    int electrons,
    int orbitals,
    long determinants,
    double core,
    double hartreeFock,
    double fullCi,
    int terms,
    double oneNorm,
    boolean raw) {

  public static Stream<ReferenceSpace> all() {
    return lines("spaces.csv").stream().skip(1).map(ReferenceSpace::of);
  }

  /** All lines of a file of the reference folder. */
  static List<String> lines(String name) {
    try {
      return Files.readAllLines(resource(name));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Whether the reference folder has the file. */
  static boolean has(String name) {
    return ReferenceSpace.class.getResource("/reference/chemistry/" + name) != null;
  }

  static double[] numbers(String text, String separator) {
    return Stream.of(text.split(separator, -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** Those with a file as Psi4 writes it. */
  public static Stream<ReferenceSpace> withRawFile() {
    return all().filter(ReferenceSpace::raw);
  }

  /** Those that leave orbitals out. */
  public static Stream<ReferenceSpace> reduced() {
    return all().filter(s -> !s.space.equals("full"));
  }

  /** Those with a list of their Jordan-Wigner terms. */
  public static Stream<ReferenceSpace> withPauliTerms() {
    return all().filter(s -> Files.exists(s.pauliTerms()));
  }

  public static ReferenceSpace named(String name) {
    return all().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static Path resource(String name) {
    try {
      String path = "/reference/chemistry/" + name;
      return Path.of(Objects.requireNonNull(ReferenceSpace.class.getResource(path), path).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ReferenceSpace of(String line) {
    String[] v = line.split(",", -1);
    return new ReferenceSpace(
        v[0],
        v[1],
        Integer.parseInt(v[2]),
        Integer.parseInt(v[3]),
        Integer.parseInt(v[4]),
        Integer.parseInt(v[5]),
        Long.parseLong(v[6]),
        Double.parseDouble(v[7]),
        Double.parseDouble(v[8]),
        Double.parseDouble(v[9]),
        Integer.parseInt(v[10]),
        Double.parseDouble(v[11]),
        v[12].equals("True"));
  }

  public String name() {
    return system + "." + space;
  }

  /** The list of Jordan-Wigner terms; not there for all. */
  public Path pauliTerms() {
    return resource("jw").resolve(name() + ".json");
  }

  /** From the energy-ordered file of this space. */
  public MolecularIntegrals integrals() {
    return FciDump.read(resource("fcidump/" + name() + ".FCIDUMP"));
  }

  /** From the file that Psi4 wrote. */
  public MolecularIntegrals rawIntegrals() {
    return FciDump.read(resource("fcidump_psi4_raw/" + name() + ".FCIDUMP"));
  }

  /** From the energy-ordered file of the whole molecule. */
  public MolecularIntegrals fullIntegrals() {
    return FciDump.read(resource("fcidump/" + system + ".full.FCIDUMP"));
  }

  /** What leads from the whole molecule to this space. */
  public ActiveSpace activeSpace() {
    return new ActiveSpace(
        IntStream.range(0, frozen).boxed().toList(),
        IntStream.range(frozen, frozen + orbitals).boxed().toList());
  }

  /** The same molecule with its orbitals in another order. */
  public static MolecularIntegrals reordered(MolecularIntegrals m, List<Integer> order) {
    return new ActiveSpace(List.of(), order).reduce(m);
  }

  public static MolecularIntegrals withEnergies(MolecularIntegrals m, double... energies) {
    return new MolecularIntegrals(
        m.orbitals(), m.electrons(), m.ms2(), m.core(), m.one(), m.two(), energies);
  }

  @Override
  public String toString() {
    return name();
  }
}
