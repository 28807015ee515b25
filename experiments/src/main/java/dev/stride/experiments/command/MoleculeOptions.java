package dev.stride.experiments.command;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Literals;
import dev.stride.vqe.chemistry.Active;
import dev.stride.vqe.chemistry.Basis;
import dev.stride.vqe.chemistry.ElectronicStructure;
import dev.stride.vqe.chemistry.FciDump;
import dev.stride.vqe.chemistry.Geometry;
import dev.stride.vqe.chemistry.GivenGeometry;
import dev.stride.vqe.chemistry.Molecule;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.chemistry.Progress;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which molecule, by its name, its geometry or its integrals, and how its electrons are seen. */
final class MoleculeOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "MOLECULE",
      description = "What 'stride list molecule' shows, as in h2 or lih:bond=1.6,active=2e3o.")
  private @Nullable String molecule;

  @Option(
      names = "--xyz",
      paramLabel = "FILE",
      description = "Read the geometry from an XYZ file instead, in angstrom.")
  private @Nullable Path xyz;

  @Option(
      names = "--geometry",
      paramLabel = "ATOMS",
      description = "The geometry itself, in angstrom: \"O 0 0 0; H 0 0 0.96; H 0.93 0 -0.24\".")
  private @Nullable String geometry;

  @Option(
      names = "--fcidump",
      paramLabel = "FILE",
      description = "Read the integrals from an FCIDUMP file instead.")
  private @Nullable Path fcidump;

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      description = "sto-3g (default) or 6-31g, for hydrogen to neon.")
  private @Nullable String basis;

  @Option(
      names = "--charge",
      paramLabel = "N",
      description = "Charge of the molecule (default: 0, or that of the named ion).")
  private @Nullable Integer charge;

  @Option(
      names = "--active",
      paramLabel = "SPACE",
      description =
          "Orbitals to correlate: all (default), 2e3o for 2 electrons in 3 orbitals around the"
              + " Fermi level, or a list that counts from 0, as 1,2,5.")
  private @Nullable String active;

  @Option(
      names = "--frozen-core",
      description = "Keep the 1s electrons from lithium on where Hartree-Fock put them.")
  private boolean frozenCore;

  /** The molecule, with Hartree-Fock solved. */
  Subject subject(Progress progress) {
    requireOne();
    if (fcidump != null) {
      requireNone("an FCIDUMP file");
      Subject.Label label = new Subject.Label(fcidump.toString(), "fcidump", null);
      return new Subject(label, null, FciDump.read(fcidump));
    }
    Molecule chosen = chosen(molecule);
    ElectronicStructure structure = chosen.solve(progress);
    return new Subject(label(chosen), structure, structure.active());
  }

  /** What the molecule is called, once it has been chosen. */
  Subject.Label label(Molecule chosen) {
    return new Subject.Label(name(), key(), chosen);
  }

  /** The named molecule at another bond length in angstrom. */
  Molecule at(double bond) {
    if (molecule == null || xyz != null || geometry != null || fcidump != null) {
      throw new BadInput("say which MOLECULE has the bond to scan, as in h2, and nothing else");
    }
    if (molecule.contains("bond=")) {
      throw new BadInput("the scan sets the bond length: leave bond= out of " + molecule);
    }
    String joint = molecule.indexOf(':') < 0 ? ":" : ",";
    return chosen(molecule + joint + "bond=" + Literals.number(bond));
  }

  private String name() {
    if (molecule != null) {
      return Molecules.registry().print(Molecules.registry().parse(molecule));
    }
    return xyz != null ? xyz.toString() : String.valueOf(geometry).strip();
  }

  private String key() {
    return molecule != null ? "molecule" : xyz != null ? "xyz" : "geometry";
  }

  private void requireOne() {
    int given = 0;
    for (Object source : new @Nullable Object[] {molecule, xyz, geometry, fcidump}) {
      given += source == null ? 0 : 1;
    }
    if (given == 0) {
      throw new BadInput(
          "say which MOLECULE, as in h2, or give --xyz FILE, --geometry ATOMS or --fcidump FILE");
    }
    if (given > 1) {
      throw new BadInput("give one of MOLECULE, --xyz, --geometry and --fcidump, not several");
    }
  }

  private void requireNone(String source) {
    String wrong =
        basis != null
            ? "--basis"
            : charge != null
                ? "--charge"
                : active != null ? "--active" : frozenCore ? "--frozen-core" : "";
    if (!wrong.isEmpty()) {
      throw new BadInput(
          wrong + " does not go with " + source + ", which has its integrals already");
    }
  }

  private Molecule chosen(@Nullable String name) {
    Molecule plain =
        name != null
            ? Molecules.registry().parse(name)
            : new GivenGeometry(
                xyz != null ? Geometry.read(xyz) : Geometry.parse(String.valueOf(geometry)),
                0,
                Basis.STO_3G,
                Active.ALL,
                false);
    if (basis == null && charge == null && active == null && !frozenCore) {
      return plain;
    }
    return new GivenGeometry(
        plain.geometry(),
        charge == null ? plain.charge() : charge,
        basis == null ? plain.basis() : basis(basis),
        active == null ? plain.active() : active(active),
        frozenCore || plain.frozenCore());
  }

  private static Basis basis(String text) {
    for (Basis known : Basis.values()) {
      if (known.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    throw new BadInput("--basis: there is no '" + text + "'; it is sto-3g or 6-31g");
  }

  private static Active active(String text) {
    try {
      return new Active(text.strip());
    } catch (IllegalArgumentException bad) {
      throw new BadInput("--active '" + text + "': " + bad.getMessage(), bad);
    }
  }
}
