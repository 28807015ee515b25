package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DensityMatricesTest {
  /** The reference has 11 decimals. */
  private static final double TOLERANCE = 1e-8;

  static Stream<ReferenceState> withFile() {
    return ReferenceState.all().filter(s -> ReferenceSpace.has("rdm/" + s.space().name() + ".txt"));
  }

  @ParameterizedTest
  @MethodSource("withFile")
  void meetTheReference(ReferenceState state) {
    MolecularIntegrals m = state.space().integrals();
    int n = m.orbitals();
    FullCi.State ground = FullCi.lowest(m, 1, Progress.NONE).get(0);
    DensityMatrices found = DensityMatrices.of(m, ground);
    List<String> lines = ReferenceSpace.lines("rdm/" + state.space().name() + ".txt");
    double[] gamma = ReferenceSpace.numbers(lines.get(0), " ");
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        double expected = gamma[MolecularIntegrals.pair(p, q)];
        assertEquals(expected, found.one()[p][q], TOLERANCE, p + " " + q);
        double[] row = ReferenceSpace.numbers(lines.get(1 + p * n + q), " ");
        int from = (p * n + q) * n * n;
        assertArrayEquals(row, Arrays.copyOfRange(found.two(), from, from + row.length), TOLERANCE);
      }
    }
    assertEquals(ground.energy(), found.energy(m), 1e-10);
    double[] occupations = Jacobi.diagonalise(Matrix.copy(found.one()), Jacobi.identity(n));
    double[] expected = state.naturalOccupations().clone();
    Arrays.sort(expected);
    assertArrayEquals(expected, occupations, TOLERANCE);
  }

  /** Of an open shell: the electrons that are there, and their pairs. */
  @Test
  void tracesCountElectronsAndPairs() {
    MolecularIntegrals h4 = ReferenceSpace.named("h4lin_sto3g_r0.9000.full").integrals();
    MolecularIntegrals ion =
        new MolecularIntegrals(4, 3, 1, h4.core(), h4.one(), h4.two(), new double[0]);
    for (FullCi.State state : FullCi.lowest(ion, 3, Progress.NONE)) {
      DensityMatrices found = DensityMatrices.of(ion, state);
      double electrons = 0;
      double pairs = 0;
      for (int p = 0; p < 4; p++) {
        electrons += found.one()[p][p];
        for (int r = 0; r < 4; r++) {
          pairs += found.two()[((p * 4 + p) * 4 + r) * 4 + r];
        }
      }
      assertEquals(3, electrons, 1e-12);
      assertEquals(6, pairs, 1e-12);
      assertEquals(state.energy(), found.energy(ion), 1e-10);
      assertTrue(state.spinSquared() > 0.75 - 1e-9);
    }
  }
}
