package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FciDumpTest {
  private static final String HEAD = "&FCI NORB=2,NELEC=2,MS2=0,\n ORBSYM=1,1,\n ISYM=1,\n&END\n";

  @TempDir private Path folder;

  @Test
  void readsAFile() {
    MolecularIntegrals m =
        read(HEAD + "0.5 2 1 2 1\n-1.25 1 1 0 0\n-0.1 2 1 0 0\n.75 1 1 2 2\n0.7 0 0 0 0\n");
    assertEquals(List.of(2, 2, 0), List.of(m.orbitals(), m.electrons(), m.ms2()));
    assertEquals(0.7, m.core());
    assertArrayEquals(new double[] {-1.25, -0.1, 0}, m.one());
    assertEquals(0.75, m.two(0, 0, 1, 1));
    assertEquals(0.75, m.two(1, 1, 0, 0));
    for (int[] i : new int[][] {{1, 0, 1, 0}, {0, 1, 1, 0}, {1, 0, 0, 1}, {0, 1, 0, 1}}) {
      assertEquals(0.5, m.two(i[0], i[1], i[2], i[3]));
    }
    assertEquals(0, m.two(0, 0, 0, 0));
    assertEquals(0, m.orbitalEnergies().length);
  }

  /** Where numbers are written in other digits, files are not. */
  @Test
  void filesAreTheSameInEveryCountry() throws IOException {
    MolecularIntegrals m = read(HEAD + "0.5 2 1 2 1\n-1.25 1 1 0 0\n0.7 0 0 0 0\n");
    Path file = folder.resolve("dump");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      FciDumpWriter.write(m, file);
    } finally {
      Locale.setDefault(before);
    }
    assertTrue(Files.readString(file).startsWith("&FCI NORB=2,NELEC=2,MS2=0,\n"));
    assertEquals(-1.25, FciDump.read(file).one(0, 0));
  }

  /** Ways of writing the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        &FCI NORB=2,NELEC=2,MS2=0 /
         -1.25 1 1 0 0
         1D0 1 0 0 0
         2 2 0 0 0
         0.5 0 0 0 0
        """,
        """
        &FCI
        NORB=2,
        NELEC=2,
        MS2=0,
        UHF=.FALSE.,
        ORBSYM=1,5,
        ISYM=1,
        &END
        -1.25d+0 1 1 0 0
        1.0E+00 1 0 0 0
        2 2 0 0 0
        5d-1 0 0 0 0
        """,
        """
        ! made by hand

         $fci norb = 2 , nelec= 2 ms2 =0
         iuhf=0 $end

        # the integrals
        -1.25, 1, 1, 0, 0 ! a bound electron
        +1. 1 0 0 0
        2 2 0 0 0
        .05e1 0 0 0 0
        """,
        """
         &FCI ORBSYM=1,1,ISYM=1,NELEC=2
        ,NORB=2,NPROP=1
         /
        -1.25 1 1 0 0
        1 1 0 0 0
        2 2 0 0 0
        0.5 0 0 0 0
        -1.2500000000001 1 1 0 0
        """,
      })
  void readsEveryDialect(String text) {
    for (String written : List.of(text, text.replace("\n", "\r\n").replace(' ', '\t'))) {
      MolecularIntegrals m = read(written);
      assertEquals(List.of(2, 2, 0), List.of(m.orbitals(), m.electrons(), m.ms2()));
      assertArrayEquals(new double[] {-1.25, 0, 0}, m.one());
      assertArrayEquals(new double[] {1, 2}, m.orbitalEnergies());
      assertEquals(0.5, m.core());
    }
  }

  @Test
  void readsOpenShells() {
    MolecularIntegrals m = read("&FCI NORB=3,NELEC=4,MS2=2 /\n1 1 2 0 0\n1 3 3 0 0\n0 0 0 0 0\n");
    assertEquals(3, m.alphaElectrons());
    assertEquals(1, m.betaElectrons());
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        arguments("", "1: the file is empty; an FCIDUMP file starts with &FCI NORB=...,NELEC=..."),
        arguments("\n\n! nothing\n", "3: the file is empty"),
        arguments(
            "&FCI NORB=3,NELEC=2,MS2=0 /\n1 1 1 0 0\n1 2 2 0 0\n0 0 0 0 0\n",
            "4: the file ends without any integral of orbital 3, and NORB is 3"),
        arguments("NORB=2,NELEC=2\n", "1: an FCIDUMP file starts with &FCI, not 'NORB=2,NELEC=2'"),
        arguments("\u00ef\u00bb\u00bf&FCI 5 NORB=2 /\n", "1: '5' in the header belongs to no KEY="),
        arguments("\0\1\2\u00ff\n", "1: an FCIDUMP file starts with &FCI"),
        arguments("&FCIDUMP NORB=2\n", "1: an FCIDUMP file starts with &FCI"),
        arguments(
            "&FCI NORB=2,NELEC=2,MS2=0\n 1.0 1 1 0 0\n",
            "1: the header that starts here has no end: &END or /"),
        arguments("&FCI 5 NORB=2 /\n", "1: '5' in the header belongs to no KEY="),
        arguments(
            "&FCI NELEC=2,MS2=0 /\n", "1: NORB is missing from the header; it needs NORB=NUMBER"),
        arguments("&FCI NORB=2,MS2=0\n/\n", "1: NELEC is missing from the header"),
        arguments("&FCI NORB=2,\nNORB=3,NELEC=2 /\n", "2: NORB is given twice"),
        arguments("&FCI\nNORB=two,NELEC=2 /\n", "2: NORB must be one whole number, not 'two'"),
        arguments("&FCI\nNORB=,NELEC=2 /\n", "2: NORB must be one whole number, not ''"),
        arguments("&FCI NORB=2,\nNELEC=1.5 /\n", "2: NELEC must be one whole number, not '1.5'"),
        arguments("&FCI NORB=2,NELEC=2,MS2=0,1 /\n", "1: MS2 must be one whole number, not '0 1'"),
        arguments(
            "&FCI NORB=0,NELEC=2 /\n",
            "1: the number of orbitals must be from 1 to 63, not 0 (NORB, NELEC, MS2 of the"
                + " header)"),
        arguments("&FCI NORB=100000,NELEC=2 /\n", "1: the number of orbitals must be from 1 to 63"),
        arguments(
            "&FCI NORB=2,NELEC=0 /\n", "1: the number of electrons must be at least 1, not 0"),
        arguments(
            "&FCI NORB=2,NELEC=5,MS2=1 /\n",
            "1: 5 electrons with MS2=1 do not fit 2 orbitals: 3 of one spin need as many orbitals"),
        arguments(
            "&FCI NORB=2,NELEC=2,MS2=1 /\n",
            "1: MS2=1 does not fit 2 electrons: both must be even, or both odd"),
        arguments(
            "&FCI NORB=2,NELEC=2000000000,MS2=2000000000 /\n",
            "1: 2000000000 electrons with MS2=2000000000 do not fit 2 orbitals"),
        arguments("&FCI NORB=2,NELEC=3 /\n", "1: MS2=0 does not fit 3 electrons"),
        arguments(
            "&FCI NORB=4,NELEC=2,MS2=4 /\n",
            "1: MS2=4 does not fit 2 electrons: it is from -2 to 2"),
        arguments(
            "&FCI NORB=2,NELEC=2,\nUHF=.TRUE. /\n",
            "2: UHF is set; only one set of orbitals for both spins (RHF or ROHF) is supported"),
        arguments("&FCI NORB=2,NELEC=2,IUHF=1 /\n", "1: IUHF is set"),
        arguments("&FCI NORB=2,NELEC=2,UHF=yes /\n", "1: UHF must be .FALSE. or .TRUE., not 'YES'"),
        arguments(
            "&FCI NORB=2,NELEC=2 / 1.0 1 1 0 0\n",
            "1: nothing may follow the end of the header on its line"),
        arguments(HEAD + "1.0 1 1 0\n", "5: a line has a value and four indices, not '1.0 1 1 0'"),
        arguments(HEAD + "1.0 1 1 0 0 0\n", "5: a line has a value and four indices"),
        arguments(HEAD + "(1.0,0.0) 1 1 0 0\n", "5: a line has a value and four indices"),
        arguments(HEAD + "one 1 1 0 0\n", "5: 'one' is not a finite number"),
        arguments(HEAD + "NaN 1 1 0 0\n", "5: 'NaN' is not a finite number"),
        arguments(HEAD + "-Infinity 1 1 0 0\n", "5: '-Infinity' is not a finite number"),
        arguments(HEAD + "1e999 1 1 0 0\n", "5: '1e999' is not a finite number"),
        arguments(HEAD + "0x1p3 1 1 0 0\n", "5: '0x1p3' is not a finite number"),
        arguments(HEAD + "1.0 1 1 a 0\n", "5: 'a' is not an orbital's index"),
        arguments(HEAD + "1.0 1.0 1 0 0\n", "5: '1.0' is not an orbital's index"),
        arguments(HEAD + "1.0 1 1 0 0\n1.0 3 1 0 0\n", "6: the index 3 is not from 0 to NORB=2"),
        arguments(HEAD + "1.0 1 -1 0 0\n", "5: the index -1 is not from 0 to NORB=2"),
        arguments(
            HEAD + "1.0 1 1 1 0\n",
            "5: the indices 1 1 1 0 mean nothing; they are i j k l, i j 0 0, i 0 0 0 or 0 0 0 0"),
        arguments(HEAD + "1.0 0 0 1 1\n", "5: the indices 0 0 1 1 mean nothing"),
        arguments(HEAD + "1.0 0 1 0 0\n", "5: the indices 0 1 0 0 mean nothing"),
        arguments(
            HEAD + "1.0 2 1 0 0\n0.9 1 2 0 0\n",
            "6: 0.9 contradicts 1.0, which was given for the same element before"),
        arguments(HEAD + "1.0 2 1 1 1\n0.9 1 1 1 2\n", "6: 0.9 contradicts 1.0"),
        arguments(HEAD + "0.0 0 0 0 0\n0.7 0 0 0 0\n", "6: 0.7 contradicts 0.0"),
        arguments(
            HEAD + "1.0 1 1 0 0\n",
            "5: the file ends without a core energy (a line VALUE 0 0 0 0)"),
        arguments(
            HEAD + "1.0 1 0 0 0\n0 0 0 0 0\n",
            "6: the file has the energies of 1 of 2 orbitals; give all of them or none"));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void saysWhatIsWrongAndWhere(String text, String message) {
    String got = assertThrows(BadInput.class, () -> read(text)).getMessage();
    String expected = folder.resolve("a.fcidump") + ":" + message;
    assertTrue(got.startsWith(expected), got);
    assertTrue(got.lines().count() == 1, got);
  }

  @Test
  void saysThatThereIsNoFile() {
    Path missing = folder.resolve("missing.fcidump");
    assertEquals(
        missing + ": there is no such file; an FCIDUMP file is needed",
        assertThrows(BadInput.class, () -> FciDump.read(missing)).getMessage());
    assertEquals(
        folder + ": this is a directory, and an FCIDUMP file is needed",
        assertThrows(BadInput.class, () -> FciDump.read(folder)).getMessage());
  }

  private MolecularIntegrals read(String text) {
    try {
      Path file = folder.resolve("a.fcidump");
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      return FciDump.read(file);
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }

  /** What is written is read back to the same bits, energies or none, an open shell too. */
  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#all")
  void whatIsWrittenReadsBack(ReferenceSpace space) throws IOException {
    MolecularIntegrals m = space.raw() ? space.rawIntegrals() : space.integrals();
    MolecularIntegrals ion =
        new MolecularIntegrals(m.orbitals(), 1, 1, m.core(), m.one(), m.two(), m.orbitalEnergies());
    for (MolecularIntegrals before : List.of(m, ion)) {
      Path file = folder.resolve("written");
      FciDumpWriter.write(before, file);
      MolecularIntegrals after = FciDump.read(file);
      assertEquals(
          List.of(before.orbitals(), before.electrons(), before.ms2()),
          List.of(after.orbitals(), after.electrons(), after.ms2()));
      assertEquals(before.core(), after.core());
      assertArrayEquals(before.one(), after.one(), 1e-15);
      assertArrayEquals(before.two(), after.two(), 1e-15);
      assertArrayEquals(before.orbitalEnergies(), after.orbitalEnergies());
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    MolecularIntegrals m = ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
    BadInput bad = assertThrows(BadInput.class, () -> FciDumpWriter.write(m, folder));
    assertTrue(bad.getMessage().startsWith(folder + ": the file cannot be written"));
  }
}
