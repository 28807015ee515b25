package dev.stride.vqe.chemistry;

import static dev.stride.vqe.chemistry.MolecularIntegrals.pair;
import static dev.stride.vqe.chemistry.MolecularIntegrals.pairs;

import dev.stride.optim.form.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads FCIDUMP files (Knowles and Handy 1989, Comput. Phys. Commun. 54, 75): a header {@code &FCI
 * NORB=...,NELEC=...,MS2=... &END} and then lines {@code VALUE i j k l}, orbitals counted from 1:
 *
 * <pre>
 * i j k l   (ij|kl)
 * i j 0 0   h_ij
 * i 0 0 0   energy of an orbital: of all or of none
 * 0 0 0 0   core energy
 * </pre>
 *
 * <p>Integrals that are not listed are zero. Of those that symmetry makes equal any may be listed,
 * or several that agree within 1e-9. The core energy must be there, for without it a file that was
 * cut short would pass. The header may end in {@code /}, span lines, and have other keys, which are
 * not used. Exponents may be written with D. What follows {@code !} or {@code #} is a comment.
 */
public final class FciDump {
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:[eEdD]([+-]?\\d+))?");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
  private static final double AGREEMENT = 1e-9;

  private final NumberedLines lines;
  private final FciDumpHeader header;

  // NaN where nothing was listed yet
  private final double[] one;
  private final double[] two;
  private final double[] energies;
  private final double[] core = new double[1];
  private final boolean[] listed;

  private FciDump(NumberedLines lines, FciDumpHeader header) {
    this.lines = lines;
    this.header = header;
    this.one = new double[pairs(header.orbitals())];
    this.two = new double[pairs(one.length)];
    this.energies = new double[header.orbitals()];
    this.listed = new boolean[header.orbitals()];
    for (double[] table : new double[][] {one, two, energies, core}) {
      Arrays.fill(table, Double.NaN);
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadInput with file and line when it is not there or not in order
   */
  public static MolecularIntegrals read(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInput(file + ": this is a directory, and an FCIDUMP file is needed");
    }
    if (!Files.exists(file)) {
      throw new BadInput(file + ": there is no such file; an FCIDUMP file is needed");
    }
    // Every byte is a character here, so that what is not text fails with a line, too.
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return read(file.toString(), reader);
    } catch (IOException unreadable) {
      throw new BadInput(
          file + ": the file cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  /** Reads what is called {@code name} in messages. */
  static MolecularIntegrals read(String name, BufferedReader reader) throws IOException {
    NumberedLines lines = new NumberedLines(name, reader);
    FciDump dump = new FciDump(lines, FciDumpHeader.read(lines));
    for (String line = lines.next(); line != null; line = lines.next()) {
      dump.take(line);
    }
    return dump.integrals();
  }

  private void take(String line) {
    String[] words = SEPARATOR.split(line, -1);
    if (words.length != 5) {
      throw lines.bad(
          "a line has a value and four indices, not '" + FciDumpHeader.shortened(line) + "'");
    }
    double value = value(words[0]);
    int i = index(words[1]);
    int j = index(words[2]);
    int k = index(words[3]);
    int l = index(words[4]);
    for (int orbital : new int[] {i, j, k, l}) {
      if (orbital > 0) {
        listed[orbital - 1] = true;
      }
    }
    if (i > 0 && j > 0 && k > 0 && l > 0) {
      put(two, pair(pair(i - 1, j - 1), pair(k - 1, l - 1)), value);
    } else if (i > 0 && j > 0 && k == 0 && l == 0) {
      put(one, pair(i - 1, j - 1), value);
    } else if (i > 0 && j == 0 && k == 0 && l == 0) {
      put(energies, i - 1, value);
    } else if (i == 0 && j == 0 && k == 0 && l == 0) {
      put(core, 0, value);
    } else {
      throw lines.bad(
          String.format(
              "the indices %d %d %d %d mean nothing; they are i j k l, i j 0 0, i 0 0 0 or 0 0 0 0",
              i, j, k, l));
    }
  }

  private void put(double[] table, int at, double value) {
    if (Double.isNaN(table[at])) {
      table[at] = value;
    } else if (Math.abs(table[at] - value) > AGREEMENT) {
      throw lines.bad(
          String.format(
              "%s contradicts %s, which was given for the same element before", value, table[at]));
    }
  }

  private double value(String word) {
    Matcher number = NUMBER.matcher(word);
    if (number.matches()) {
      String exponent = number.group(2) == null ? "" : "e" + number.group(2);
      double value = Double.parseDouble(number.group(1) + exponent);
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw lines.bad("'" + FciDumpHeader.shortened(word) + "' is not a finite number");
  }

  private int index(String word) {
    int index;
    try {
      index = Integer.parseInt(word);
    } catch (NumberFormatException notWhole) {
      throw lines.bad("'" + FciDumpHeader.shortened(word) + "' is not an orbital's index");
    }
    if (index < 0 || index > header.orbitals()) {
      throw lines.bad(
          String.format("the index %d is not from 0 to NORB=%d", index, header.orbitals()));
    }
    return index;
  }

  private MolecularIntegrals integrals() {
    if (Double.isNaN(core[0])) {
      throw lines.bad("the file ends without a core energy (a line VALUE 0 0 0 0)");
    }
    int known = 0;
    for (double energy : energies) {
      known += Double.isNaN(energy) ? 0 : 1;
    }
    if (known > 0 && known < energies.length) {
      throw lines.bad(
          String.format(
              "the file has the energies of %d of %d orbitals; give all of them or none",
              known, energies.length));
    }
    for (int p = 0; p < listed.length; p++) {
      if (!listed[p]) {
        throw lines.bad(
            String.format(
                "the file ends without any integral of orbital %d, and NORB is %d",
                p + 1, listed.length));
      }
    }
    return new MolecularIntegrals(
        header.orbitals(),
        header.electrons(),
        header.ms2(),
        core[0],
        zeroed(one),
        zeroed(two),
        known == 0 ? new double[0] : energies);
  }

  private static double[] zeroed(double[] table) {
    for (int i = 0; i < table.length; i++) {
      table[i] = Double.isNaN(table[i]) ? 0 : table[i];
    }
    return table;
  }
}
