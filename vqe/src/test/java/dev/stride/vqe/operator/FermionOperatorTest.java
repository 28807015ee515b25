package dev.stride.vqe.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.random.Streams;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FermionOperatorTest {

  /** All products of two of the 64 normal-ordered products on three spin orbitals. */
  @Test
  void productsComeInNormalOrder() {
    List<FermionOperator> all = new ArrayList<>();
    for (int create = 0; create < 8; create++) {
      for (int annihilate = 0; annihilate < 8; annihilate++) {
        all.add(
            new FermionOperator(
                new long[] {create}, new long[] {annihilate}, new double[] {1 + create}));
      }
    }
    for (FermionOperator a : all) {
      RealMatrix left = FockMatrix.of(a, 3);
      assertSame(left.transpose(), FockMatrix.of(a.adjoint(), 3));
      for (FermionOperator b : all) {
        RealMatrix right = FockMatrix.of(b, 3);
        assertSame(left.multiply(right), FockMatrix.of(a.times(b), 3));
      }
    }
  }

  /** Where more spin orbitals meet; sums, and what is made of products. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void sumsAndCommutatorsOfRandomOperators(int seed) {
    UniformRandomProvider rng = Streams.of(seed).at("test").rng();
    FermionOperator a = random(5, rng);
    FermionOperator b = random(5, rng);
    RealMatrix left = FockMatrix.of(a, 5);
    RealMatrix right = FockMatrix.of(b, 5);
    RealMatrix ab = left.multiply(right);
    assertSame(ab, FockMatrix.of(a.times(b), 5));
    assertSame(ab.subtract(right.multiply(left)), FockMatrix.of(a.commutator(b), 5));
    assertSame(left.add(right), FockMatrix.of(a.plus(b), 5));
    assertSame(left.subtract(right), FockMatrix.of(a.minus(b), 5));
    assertSame(left.scalarMultiply(-0.3), FockMatrix.of(a.times(-0.3), 5));
    assertSame(left.transpose(), FockMatrix.of(a.adjoint(), 5));
    assertEquals(0, a.commutator(a).size());
    assertEquals(0, a.minus(a).size());
    assertEquals(0, a.plus(b).minus(a).minus(b).size());
  }

  @Test
  void laddersAnticommute() {
    for (int p = 0; p < 62; p += 7) {
      for (int q = 0; q < 62; q += 5) {
        FermionOperator create = FermionOperator.creator(q);
        FermionOperator annihilate = FermionOperator.annihilator(p);
        FermionOperator sum = annihilate.times(create).plus(create.times(annihilate));
        FermionOperator expected = FermionOperator.scalar(p == q ? 1 : 0);
        assertEquals(0, sum.minus(expected).size(), p + " " + q);
        assertEquals(p == q ? 1 : 0, sum.size());
      }
    }
  }

  /** Against the product of ladder matrices in the order of the definition. */
  @ParameterizedTest
  @CsvSource({"0,1", "3,1", "01,23", "10,23", "03,12", "21,40", "012,345", "210,354"})
  void excitationsHaveTheSignOfTheirOrder(String loss, String gain) {
    List<Integer> from = digits(loss);
    List<Integer> to = digits(gain);
    RealMatrix product = FockMatrix.creator(to.get(0), 6);
    for (int k = 1; k < to.size(); k++) {
      product = product.multiply(FockMatrix.creator(to.get(k), 6));
    }
    for (int k = from.size() - 1; k >= 0; k--) {
      product = product.multiply(FockMatrix.annihilator(from.get(k), 6));
    }
    assertSame(product, FockMatrix.of(FermionOperator.excitation(from, to), 6));
  }

  /** Two orbitals: s = 1/2 with one and with three electrons, s = 1 once, else s = 0. */
  @Test
  void spinAndNumberHaveTheirKnownEigenvalues() {
    double[] spins = spectrum(FermionOperator.spinSquared(4), 4);
    double[] expected = new double[16];
    Arrays.fill(expected, 5, 13, 0.75);
    Arrays.fill(expected, 13, 16, 2);
    assertArrayEquals(expected, spins, 1e-12);
    for (int s = 0; s < 16; s++) {
      int up = Integer.bitCount(s & 0b0101);
      int down = Integer.bitCount(s & 0b1010);
      assertEquals(up + down, FockMatrix.of(FermionOperator.number(4), 4).getEntry(s, s));
      assertEquals(0.5 * (up - down), FockMatrix.of(FermionOperator.spinZ(4), 4).getEntry(s, s));
    }
    assertEquals(4, FermionOperator.number(4).size());
    assertEquals(3, FermionOperator.number(3).size());
    assertEquals(62, FermionOperator.number(62).size());
    assertEquals(1, FermionOperator.spinZ(1).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"h2_sto3g_r0.7350.full", "h3p_sto3g_r0.9850.full", "h2o_sto3g_eq.cas4e4o"})
  void aMoleculeKeepsNumberAndSpin(String space) {
    MolecularIntegrals m = ReferenceSpace.named(space).integrals();
    FermionOperator h = FermionOperator.hamiltonian(m);
    int modes = 2 * m.orbitals();
    assertEquals(0, h.minus(h.adjoint()).size());
    assertEquals(0, h.commutator(FermionOperator.number(modes)).size());
    assertEquals(0, h.commutator(FermionOperator.spinZ(modes)).size());
    FermionOperator spin = h.commutator(FermionOperator.spinSquared(modes));
    assertEquals(0, Arrays.stream(spin.coefficient()).map(Math::abs).max().orElse(0), 1e-12);
  }

  /** An orbital without its spin down has an electron with s = 1/2, or none. */
  @Test
  void spinOfAnOddNumberOfSpinOrbitals() {
    assertArrayEquals(new double[] {0, 0.75}, spectrum(FermionOperator.spinSquared(1), 1), 1e-15);
    assertEquals(1, FermionOperator.spinSquared(1).size());
  }

  @Test
  void whatCancelsUpToRoundingIsLeftOut() {
    FermionOperator a = FermionOperator.annihilator(0);
    FermionOperator b = FermionOperator.creator(1);
    assertEquals(0, a.times(0.1).plus(a.times(0.2)).minus(a.times(0.3)).size());
    FermionOperator rest = a.times(0.1).plus(a.times(0.2)).plus(b).minus(a.times(0.3));
    assertArrayEquals(new long[] {2}, rest.create());
    // But what is small for itself stays.
    FermionOperator small = a.times(1e-30);
    assertArrayEquals(new double[] {1e-30}, small.plus(b.times(0)).coefficient());
    assertArrayEquals(new double[] {-1e-60}, small.times(b.times(1e-30)).coefficient(), 1e-75);
    assertArrayEquals(new double[] {-2e-60}, small.commutator(b.times(1e-30)).coefficient(), 1e-75);
    // And what is small beside the product of all factors does not: 1e-15 · 2e8 · 1e8 is 20.
    FermionOperator product =
        a.times(1e8).plus(b.times(1e8)).times(b.times(1e8).plus(FermionOperator.scalar(1e-9)));
    assertEquals(1, product.size());
    assertEquals(-1e16, product.coefficient()[0]);
  }

  @Test
  void whatIsNoOperatorIsRefused() {
    long[] one = new long[1];
    double[] c = new double[1];
    refused(() -> new FermionOperator(one, new long[2], c), "masks and coefficients differ");
    refused(() -> new FermionOperator(one, one, new double[2]), "masks and coefficients differ");
    refused(() -> FermionOperator.creator(62), "from 0 to 61, not 62");
    refused(() -> FermionOperator.annihilator(-1), "from 0 to 61, not -1");
    refused(() -> FermionOperator.number(63), "from 1 to 62, not 63");
    refused(() -> FermionOperator.spinZ(0), "from 1 to 62, not 0");
    refused(
        () -> FermionOperator.excitation(List.of(1, 1), List.of(2, 3)),
        "no excitation from [1, 1] to [2, 3]");
    refused(
        () -> FermionOperator.excitation(List.of(1, 0), List.of(2, 2)),
        "no excitation from [1, 0] to [2, 2]");
  }

  private static void refused(Runnable wrong, String message) {
    String actual = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
    assertEquals(true, actual.contains(message), actual);
  }

  private static List<Integer> digits(String text) {
    return text.chars().mapToObj(c -> c - '0').toList();
  }

  static double[] spectrum(FermionOperator operator, int modes) {
    double[] values = new EigenDecomposition(FockMatrix.of(operator, modes)).getRealEigenvalues();
    Arrays.sort(values);
    return values;
  }

  private static FermionOperator random(int modes, UniformRandomProvider rng) {
    FermionOperator sum = FermionOperator.scalar(rng.nextDouble());
    for (int k = 0; k < 12; k++) {
      FermionOperator term =
          new FermionOperator(
              new long[] {rng.nextInt(1 << modes)},
              new long[] {rng.nextInt(1 << modes)},
              new double[] {rng.nextDouble() - 0.5});
      sum = sum.plus(term);
    }
    return sum;
  }

  private static void assertSame(RealMatrix expected, RealMatrix actual) {
    assertEquals(0, expected.subtract(actual).getNorm(), 1e-12);
  }
}
