package dev.stride.vqe.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.chemistry.ReferenceSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JordanWignerTest {
  private static final Pattern TERM =
      Pattern.compile("\"(I|[XYZ]\\d+(?: [XYZ]\\d+)*)\": (-?[0-9.e+-]+)");

  /** Files and coefficients have 16 digits; sums of a hundred hartree lose two of them. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#withPauliTerms")
  void meetsTheReferenceTermByTerm(ReferenceSpace space) throws IOException {
    String file = Files.readString(space.pauliTerms());
    Map<PauliString, Double> expected = new TreeMap<>();
    Matcher term = TERM.matcher(file.split("terms_blocked_order", 2)[0]);
    while (term.find()) {
      expected.put(PauliString.parse(term.group(1)), Double.parseDouble(term.group(2)));
    }
    assertEquals(space.terms(), expected.size());
    PauliSum sum = JordanWigner.hamiltonian(space.integrals());
    assertEquals(2 * space.orbitals(), sum.qubits());
    assertEquals(expected.size(), sum.size());
    int k = 0;
    for (Map.Entry<PauliString, Double> entry : expected.entrySet()) {
      assertEquals(entry.getKey(), sum.string(k));
      double tolerance = TOLERANCE * Math.max(1, Math.abs(space.core()));
      assertEquals(entry.getValue(), sum.coefficient()[k++], tolerance, entry.getKey()::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#all")
  void hasTheReferencesNumberOfTermsAndOneNorm(ReferenceSpace space) {
    PauliSum sum = JordanWigner.hamiltonian(space.integrals());
    assertEquals(space.terms(), sum.size());
    assertEquals(space.oneNorm(), sum.oneNorm(), 1e-9);
  }

  /**
   * Published: 6 qubits, 118 terms, 3.064634, from another program's orbitals. Σ|c| feels how well
   * those converged in first order (the energy in second): so one unit of the last digit.
   */
  @Test
  void lithiumHydrideInThreeOrbitals() {
    PauliSum sum =
        JordanWigner.hamiltonian(Molecules.registry().parse("lih:active=2e3o").integrals());
    assertEquals(6, sum.qubits());
    assertEquals(118, sum.size());
    assertEquals(3.064634, sum.oneNorm(), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("dev.stride.vqe.chemistry.ReferenceSpace#withPauliTerms")
  void theSectorsLowestEigenvalueIsTheExactEnergy(ReferenceSpace space) {
    MolecularIntegrals m = space.integrals();
    double lowest =
        PauliMatrix.lowestEigenvalue(
            JordanWigner.hamiltonian(m), m.alphaElectrons(), m.betaElectrons());
    assertEquals(space.fullCi(), lowest, 1e-10);
  }

  @Test
  void theIdentityStaysEvenWhereItIsZero() {
    MolecularIntegrals nothing =
        new MolecularIntegrals(1, 1, 1, 0, new double[1], new double[1], new double[0]);
    PauliSum sum = JordanWigner.hamiltonian(nothing);
    assertEquals(1, sum.size());
    assertEquals(PauliString.IDENTITY, sum.string(0));
  }

  @Test
  void moreThanSixtyTwoQubitsAreRefused() {
    int pairs = MolecularIntegrals.pairs(32);
    MolecularIntegrals large =
        new MolecularIntegrals(
            32,
            2,
            0,
            0,
            new double[pairs],
            new double[MolecularIntegrals.pairs(pairs)],
            new double[0]);
    assertEquals(
        "32 orbitals need 64 qubits, and a Pauli string has at most 62; choose an active space",
        assertThrows(IllegalArgumentException.class, () -> JordanWigner.hamiltonian(large))
            .getMessage());
  }
}
