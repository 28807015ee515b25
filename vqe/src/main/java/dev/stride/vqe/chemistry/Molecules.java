package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import dev.stride.optim.form.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The molecules that can be chosen by name, in RHF/STO-3G orbitals. */
public final class Molecules {
  private static final Registry<Molecule> REGISTRY =
      new Registry<Molecule>("molecule", Molecule.class)
          .add("h2", new H2(0.735), "hydrogen, 4 qubits; bond in angstrom")
          .add("heh+", new HehPlus(0.772), "helium hydride ion, 4 qubits; bond in angstrom")
          .add("h4", new H4(0.9), "linear chain of hydrogen, 8 qubits; bond in angstrom")
          .add(
              "lih",
              new LiH(1.595, LiH.Space.SIGMA),
              "lithium hydride; bond in angstrom; 6 qubits (active=2e3o) or all 12 (4e6o)");

  private Molecules() {}

  /** All molecules. */
  public static Registry<Molecule> registry() {
    return REGISTRY;
  }

  /** Fails unless {@code bond} is the one length whose integrals are shipped. */
  static void requireBond(String name, double bond, double shipped) {
    Check.that(
        bond == shipped,
        "bond must be %s, the one length (in angstrom) with shipped integrals, not %s; "
            + "for %s at another length give an FCIDUMP file (--fcidump FILE)",
        shipped,
        bond,
        name);
  }

  /** Reads a shipped FCIDUMP file. */
  static MolecularIntegrals shipped(String file) {
    InputStream stream =
        Objects.requireNonNull(Molecules.class.getResourceAsStream(file), () -> file);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return FciDump.read(file, reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
