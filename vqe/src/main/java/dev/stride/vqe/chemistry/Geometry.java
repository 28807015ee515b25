package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Literals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Where the nuclei of a molecule are. Inside in bohr; what is read is in ångström, with 1 bohr =
 * {@link Atom#BOHR} Å.
 */
public record Geometry(List<Atom> atoms) {
  /** Nuclei nearer than this, in bohr, are a mistake in the input. */
  private static final double NEAREST = 0.02;

  public Geometry {
    atoms = List.copyOf(atoms);
    Check.that(!atoms.isEmpty(), "a geometry needs at least one atom");
    for (int i = 0; i < atoms.size(); i++) {
      for (int j = 0; j < i; j++) {
        double distance = atoms.get(i).distance(atoms.get(j));
        if (!(distance >= NEAREST)) {
          throw new BadInput(
              String.format(
                  "atoms %d (%s) and %d (%s) are on top of each other: %.4f angstrom apart",
                  j + 1,
                  atoms.get(j).element().symbol(),
                  i + 1,
                  atoms.get(i).element().symbol(),
                  distance * Atom.BOHR));
        }
      }
    }
  }

  /** Number of protons. */
  public int protons() {
    int protons = 0;
    for (Atom atom : atoms) {
      protons += atom.element().charge();
    }
    return protons;
  }

  /** Σ_{A<B} Z_A Z_B / R_AB in hartree. */
  public double nuclearRepulsion() {
    double energy = 0;
    for (int i = 0; i < atoms.size(); i++) {
      for (int j = 0; j < i; j++) {
        Atom a = atoms.get(i);
        Atom b = atoms.get(j);
        energy += a.element().charge() * b.element().charge() / a.distance(b);
      }
    }
    return energy;
  }

  /**
   * Reads atoms separated by semicolons, each an element and its place in ångström: {@code O 0 0 0;
   * H 0 0 0.96; H 0.93 0 -0.24}.
   *
   * @throws BadInput that names the atom that cannot be read
   */
  public static Geometry parse(String text) {
    List<Atom> atoms = new ArrayList<>();
    for (String atom : text.split(";", -1)) {
      if (!atom.isBlank()) {
        try {
          atoms.add(atom(atom));
        } catch (BadInput bad) {
          throw new BadInput("geometry, atom " + (atoms.size() + 1) + ": " + bad.getMessage(), bad);
        }
      }
    }
    if (atoms.isEmpty()) {
      throw new BadInput("the geometry has no atoms; it is written as in 'H 0 0 0; H 0 0 0.74'");
    }
    return new Geometry(atoms);
  }

  /**
   * Reads an XYZ file: the number of atoms, a comment, and a line {@code ELEMENT X Y Z} in ångström
   * for every atom. Further columns and blank lines at the end are passed over.
   *
   * @throws BadInput with file and line when it is not there or not in order
   */
  public static Geometry read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          Files.isDirectory(file)
              ? file + ": this is a directory, and an XYZ file is needed"
              : file + ": there is no such file; an XYZ file is needed");
    }
    List<String> lines;
    try {
      // Every byte is a character here, so that what is not text fails with a line, too.
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new BadInput(
          file + ": the file cannot be read: " + unreadable.getMessage(), unreadable);
    }
    List<Atom> atoms = new ArrayList<>();
    int count = count(file, lines);
    for (int line = 2; line - 2 < count; line++) {
      if (line >= lines.size() || lines.get(line).isBlank()) {
        throw new BadInput(
            String.format(
                "%s:%d: the file has %d atoms, and its first line says %d",
                file, line + 1, line - 2, count));
      }
      try {
        atoms.add(atom(lines.get(line)));
      } catch (BadInput bad) {
        throw new BadInput(file + ":" + (line + 1) + ": " + bad.getMessage(), bad);
      }
    }
    for (int line = 2 + count; line < lines.size(); line++) {
      if (!lines.get(line).isBlank()) {
        throw new BadInput(
            file
                + ":"
                + (line + 1)
                + ": more lines than the "
                + count
                + " atoms of the first line");
      }
    }
    try {
      return new Geometry(atoms);
    } catch (BadInput tooNear) {
      throw new BadInput(file + ": " + tooNear.getMessage(), tooNear);
    }
  }

  private static int count(Path file, List<String> lines) {
    String first = lines.isEmpty() ? "" : NumberedLines.unmarked(lines.get(0)).strip();
    int count;
    try {
      count = Integer.parseInt(first);
    } catch (NumberFormatException notWhole) {
      count = 0;
    }
    if (count < 1) {
      throw new BadInput(
          String.format(
              "%s:1: an XYZ file starts with its number of atoms, not '%s'",
              file, FciDumpHeader.shortened(first)));
    }
    return count;
  }

  private static Atom atom(String text) {
    StringTokenizer words = new StringTokenizer(text);
    if (words.countTokens() < 4) {
      throw new BadInput(
          String.format(
              "an atom is an element and three coordinates in angstrom, as in 'H 0 0 0.74',"
                  + " not '%s'",
              FciDumpHeader.shortened(text.strip())));
    }
    return Atom.angstrom(
        Element.of(words.nextToken()), number(words), number(words), number(words));
  }

  private static double number(StringTokenizer words) {
    String word = words.nextToken();
    try {
      return Literals.parseNumber(word);
    } catch (BadInput bad) {
      throw new BadInput("'" + FciDumpHeader.shortened(word) + "': " + bad.getMessage(), bad);
    }
  }
}
