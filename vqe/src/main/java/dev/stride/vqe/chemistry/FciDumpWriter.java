package dev.stride.vqe.chemistry;

import static dev.stride.vqe.chemistry.MolecularIntegrals.pair;

import dev.stride.optim.form.BadInput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes what {@link FciDump} reads, to the same bits: one of the eight equal integrals each, none
 * below 1e-15, with 17 digits, orbital energies where they are known, the core energy last. All
 * orbitals are said to have the same symmetry.
 */
public final class FciDumpWriter {
  private static final double ZERO = 1e-15;

  private FciDumpWriter() {}

  /**
   * Writes a file, over one that is there.
   *
   * @throws BadInput when it cannot be written
   */
  public static void write(MolecularIntegrals m, Path file) {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      write(m, writer);
    } catch (IOException unwritable) {
      throw new BadInput(
          file + ": the file cannot be written: " + unwritable.getMessage(), unwritable);
    }
  }

  private static void write(MolecularIntegrals m, Writer out) throws IOException {
    int n = m.orbitals();
    out.write("&FCI NORB=" + n + ",NELEC=" + m.electrons() + ",MS2=" + m.ms2() + ",\n ORBSYM=");
    out.write("1,".repeat(n) + "\n ISYM=1,\n&END\n");
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        for (int r = 0; r <= p; r++) {
          for (int s = 0; s <= r && pair(r, s) <= pair(p, q); s++) {
            unlessZero(out, m.two(p, q, r, s), p + 1, q + 1, r + 1, s + 1);
          }
        }
      }
    }
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        // the diagonal always, so that every orbital is named
        if (p == q) {
          line(out, m.one(p, p), p + 1, p + 1, 0, 0);
        } else {
          unlessZero(out, m.one(p, q), p + 1, q + 1, 0, 0);
        }
      }
    }
    for (int p = 0; p < m.orbitalEnergies().length; p++) {
      line(out, m.orbitalEnergies()[p], p + 1, 0, 0, 0);
    }
    line(out, m.core(), 0, 0, 0, 0);
  }

  private static void unlessZero(Writer out, double value, int i, int j, int k, int l)
      throws IOException {
    if (Math.abs(value) > ZERO) {
      line(out, value, i, j, k, l);
    }
  }

  private static void line(Writer out, double value, int i, int j, int k, int l)
      throws IOException {
    out.write(String.format(Locale.ROOT, "%24.16e %3d %3d %3d %3d\n", value, i, j, k, l));
  }
}
