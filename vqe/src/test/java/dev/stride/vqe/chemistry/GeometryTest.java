package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
  @TempDir private Path folder;

  @Test
  void readsTextAndFilesInAngstrom() throws IOException {
    Geometry text = Geometry.parse("O 0 0 0; h 0 0 0.96;H .93 0 -2.4e-1;");
    Path file = folder.resolve("water.xyz");
    Files.writeString(
        file, "  3 \n# 0 1, any comment\r\nO 0 0 0\n  h\t0 0 0.96 0.1\nH 0.93 0 -0.24\n\n");
    assertEquals(text, Geometry.read(file));
    assertEquals(10, text.protons());
    assertEquals(
        new Atom(Element.H, 0.93 / 0.52917721067, 0, -0.24 / 0.52917721067), text.atoms().get(2));
    assertEquals(8 * 1 / 1.814137, Geometry.parse("O 0 0 0; H 0 0 0.96").nuclearRepulsion(), 1e-6);
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    Path file = folder.resolve("marked.xyz");
    Files.writeString(file, "\ufeff1\nÅngström\nHe 0 0 1\n");
    assertEquals(Geometry.parse("He 0 0 1"), Geometry.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the geometry has no atoms; it is written as in 'H 0 0 0; H 0 0 0.74'",
        "H 0 0 0; Na 0 0 1 | geometry, atom 2: 'Na' is not an element from H to Ne",
        "H 0 0 | geometry, atom 1: an atom is an element and three coordinates in angstrom, as in"
            + " 'H 0 0 0.74', not 'H 0 0'",
        "H 0 0 x | geometry, atom 1: 'x': it has to be a number",
        "H 0 0 1e999 | geometry, atom 1: '1e999': it has to be a finite number",
        "H 0 0 0; He 1 0 0; Li 0 0 .01 | atoms 1 (H) and 3 (Li) are on top of each other: 0.0100"
            + " angstrom apart",
      })
  void whatCannotBeReadIsSaid(String text, String message) {
    assertEquals(message, assertThrows(BadInput.class, () -> Geometry.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | :1: an XYZ file starts with its number of atoms, not ''",
        "H 0 0 0 | :1: an XYZ file starts with its number of atoms, not 'H 0 0 0'",
        "0\\n\\n | :1: an XYZ file starts with its number of atoms, not '0'",
        "2\\n\\nH 0 0 0\\n | :4: the file has 1 atoms, and its first line says 2",
        "2147483647\\n\\nH 0 0 0 | :4: the file has 1 atoms, and its first line says 2147483647",
        "1\\n\\nH 0 0 0\\nH 0 0 1 | :4: more lines than the 1 atoms of the first line",
        "2\\n\\nH 0 0 0\\nX 0 0 1 | :4: 'X' is not an element from H to Ne",
        "1\\n\\nH 0 0 | :3: an atom is an element and three coordinates in angstrom, as in"
            + " 'H 0 0 0.74', not 'H 0 0'",
        "2\\n\\nH 0 0 0\\nH 0 0 0 | : atoms 1 (H) and 2 (H) are on top of each other: 0.0000"
            + " angstrom apart",
      })
  void aFileThatCannotBeReadSaysWhere(String content, String message) throws IOException {
    Path file = folder.resolve("a.xyz");
    Files.writeString(file, content.replace("\\n", "\n"));
    BadInput bad = assertThrows(BadInput.class, () -> Geometry.read(file));
    assertEquals(file + message, bad.getMessage());
  }

  @Test
  void aFileHasToBeThere() {
    Path missing = folder.resolve("b.xyz");
    assertEquals(
        missing + ": there is no such file; an XYZ file is needed",
        assertThrows(BadInput.class, () -> Geometry.read(missing)).getMessage());
    assertEquals(
        folder + ": this is a directory, and an XYZ file is needed",
        assertThrows(BadInput.class, () -> Geometry.read(folder)).getMessage());
  }

  @Test
  void elementsAreWrittenAsChemistsDo() {
    assertEquals(
        List.of("H", "He", "Li"),
        List.of("h", "HE", "lI").stream().map(s -> Element.of(s).symbol()).toList());
    assertEquals(10, Element.NE.charge());
  }
}
