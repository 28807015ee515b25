package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Ledger;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Outcome;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.simulator.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class ScanTest {
  private static final Minimizer LBFGS = new Lbfgs(10, 1e-8);
  private static final Ansatz UCCSD = Ansatzes.registry().parse("uccsd");
  private static final double[] H2_BONDS = {.5, .735, .7414, 1.5, 2.5};

  @Test
  void hydrogenFollowsFullCi() {
    List<Double> seen = new ArrayList<>();
    Scan.Result result =
        scan(ScanTest::hydrogen, H2_BONDS, true).run(Streams.of(1), p -> seen.add(p.bond()));
    assertEquals(5, result.forward().size());
    assertEquals(5, result.backward().size());
    assertEquals(List.of(.5, .735, .7414, 1.5, 2.5, 1.5, .7414, .735, .5), seen);
    for (int k = 0; k < 5; k++) {
      ReferenceSpace space = ReferenceSpace.named(name("h2", H2_BONDS[k], "full"));
      for (ScanPoint point : List.of(result.forward().get(k), result.backward().get(k))) {
        assertEquals(H2_BONDS[k], point.bond(), 0.0);
        assertEquals(space.fullCi(), point.energy(), 1e-9);
        assertEquals(space.fullCi(), point.exact(), 1e-9);
        assertEquals(space.hartreeFock(), point.hartreeFock(), 1e-9);
        assertEquals((point.energy() - point.exact()) * 1000, point.errorMilliHartree(), 1e-9);
      }
    }
    assertEquals(0, result.hysteresis(), 1e-9);
  }

  @Test
  void warmStartsTakeFewerIterations() {
    double[] bonds = {.735, .7414};
    Scan.Result result = scan(ScanTest::hydrogen, bonds, false).run(Streams.of(1));
    ScanPoint cold = result.forward().get(0);
    ScanPoint warm = result.forward().get(1);
    assertFalse(cold.warm());
    assertTrue(warm.warm());
    assertTrue(warm.iterations() <= cold.iterations());
    // Two values more than the search alone: at the last optimum and at the start of the ansatz.
    long values = warm.ledger().count(Charge.VALUES) - warm.ledger().count(Charge.GRADIENTS);
    assertEquals(2, values);
    assertEquals(0, cold.ledger().count(Charge.VALUES) - cold.ledger().count(Charge.GRADIENTS));
    assertEquals(List.of(), result.backward());
    assertEquals(0, result.hysteresis(), 0.0);
  }

  /** LiH at its other length, its orbitals with all kinds of signs: the same search, bit by bit. */
  @Test
  void signsOfOrbitalsMakeNoDifference() {
    MolecularIntegrals near = lithiumHydride(1.595);
    MolecularIntegrals far = lithiumHydride(2.5);
    double[] bonds = {1.595, 2.5};
    ScanPoint plain =
        scan(b -> b < 2 ? near : far, bonds, false).run(Streams.of(1)).forward().get(1);
    for (int signs = 1; signs < 32; signs += 5) {
      MolecularIntegrals turned = turned(far, signs);
      ScanPoint point =
          scan(b -> b < 2 ? near : turned, bonds, false).run(Streams.of(1)).forward().get(1);
      assertTrue(point.warm());
      assertEquals(plain.iterations(), point.iterations());
      assertEquals(plain.energy(), point.energy(), 1e-12);
    }
    assertEquals(-7.8234269397682725, plain.energy(), 1e-7);
  }

  @Test
  void alignedIntegralsAreTheSameMolecule() {
    MolecularIntegrals near = lithiumHydride(1.595);
    MolecularIntegrals turned = turned(near, 0b10110);
    MolecularIntegrals back = OrbitalPhases.aligned(near, turned);
    assertArrayEquals(near.one(), back.one(), 0.0);
    assertArrayEquals(near.two(), back.two(), 0.0);
    assertEquals(Aufbau.hartreeFockEnergy(turned), Aufbau.hartreeFockEnergy(back), 1e-12);
    assertNotEquals(0, sum(near.one(), turned.one()));
  }

  /** The orbitals change places: the last optimum means nothing, and the start is better. */
  @Test
  void aUselessOptimumIsNotUsed() {
    MolecularIntegrals near = lithiumHydride(1.595);
    MolecularIntegrals mixed = ReferenceSpace.reordered(near, List.of(4, 2, 3, 0, 1));
    double[] bonds = {1.595, 1.6};
    Scan.Result result = scan(b -> b < 1.6 ? near : mixed, bonds, false).run(Streams.of(1));
    ScanPoint point = result.forward().get(1);
    assertEquals(result.forward().get(0).energy(), point.energy(), 1e-7);
  }

  @Test
  void fromShotsEverythingIsCharged() {
    Budget budget = Budget.of(Charge.SHOTS, 50_000);
    Scan scan =
        new Scan(
            ScanTest::hydrogen,
            new double[] {.735, .7414},
            UCCSD,
            new StateVector(),
            LBFGS,
            1000,
            budget,
            false);
    Scan.Result result = scan.run(Streams.of(1));
    ScanPoint point = result.forward().get(1);
    // L-BFGS: a value and a gradient are 13 energies; two for the comparison, one in the end.
    assertEquals(3 * 13_000 + 2000 + 1000, point.ledger().count(Charge.SHOTS));
    assertNotEquals(point.energy(), point.measuredEnergy());
    assertEquals(
        point.measuredEnergy(), scan.run(Streams.of(1)).forward().get(1).measuredEnergy(), 0.0);
  }

  @Test
  void bondsHaveToBePositive() {
    assertThrows(
        IllegalArgumentException.class, () -> scan(ScanTest::hydrogen, new double[0], false));
    assertThrows(
        IllegalArgumentException.class, () -> scan(ScanTest::hydrogen, new double[] {0}, false));
  }

  @Test
  void theLowerOfTwoWaysIsTaken() {
    ScanPoint high =
        new ScanPoint(1, 0, -1, -1, -2, false, 1, Outcome.Stop.CONVERGED, new double[0], ledger());
    ScanPoint low =
        new ScanPoint(
            1, 0, -1.5, -1.5, -2, true, 1, Outcome.Stop.CONVERGED, new double[0], ledger());
    Scan.Result result = new Scan.Result(List.of(high, low), List.of(low, high));
    assertEquals(List.of(low, low), result.lowest());
    assertEquals(.5, result.hysteresis(), 1e-15);
    assertEquals(500, low.errorMilliHartree(), 1e-9);
  }

  private static Ledger ledger() {
    return new Ledger(Budget.UNLIMITED);
  }

  private static double sum(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  private static Scan scan(DoubleFunction<MolecularIntegrals> of, double[] bonds, boolean back) {
    return new Scan(of, bonds, UCCSD, new StateVector(), LBFGS, 0, Budget.UNLIMITED, back);
  }

  private static MolecularIntegrals hydrogen(double bond) {
    return ReferenceSpace.named(name("h2", bond, "full")).integrals();
  }

  private static MolecularIntegrals lithiumHydride(double bond) {
    return ReferenceSpace.named(name("lih", bond, "fc")).integrals();
  }

  private static String name(String molecule, double bond, String space) {
    return String.format(Locale.ROOT, "%s_sto3g_r%.4f.%s", molecule, bond, space);
  }

  /** Orbital p gets a minus where bit p is set. */
  private static MolecularIntegrals turned(MolecularIntegrals m, int signs) {
    double[] one = m.one().clone();
    double[] two = m.two().clone();
    for (int a = 0; a < one.length; a++) {
      one[a] *= sign(signs, a);
      for (int b = 0; b <= a; b++) {
        two[MolecularIntegrals.pair(a, b)] *= sign(signs, a) * sign(signs, b);
      }
    }
    return new MolecularIntegrals(
        m.orbitals(), m.electrons(), m.ms2(), m.core(), one, two, m.orbitalEnergies());
  }

  private static int sign(int signs, int pair) {
    int p = 0;
    while ((p + 1) * (p + 2) / 2 <= pair) {
      p++;
    }
    int q = pair - p * (p + 1) / 2;
    return 1 - 2 * ((signs >> p & 1) ^ (signs >> q & 1));
  }
}
