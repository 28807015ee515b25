package dev.stride.vqe.chemistry;

import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Full configuration interaction: the lowest energy of a molecule in its orbitals, exact up to
 * rounding, among all states with its numbers of electrons with spin up and down. The truth that
 * variational energies are judged by.
 *
 * <p>It is the ground state of that sector, whatever its symmetry and total spin; states with other
 * numbers of electrons can lie lower (HeH+ would take up another one).
 *
 * <p>H = H_α + H_β + Σ (pq|rs) E^α_pq E^β_rs acts on a matrix of coefficients, rows by the strings
 * of spin up and columns by those of spin down (Knowles and Handy 1984), so that the Hamiltonian is
 * never stored. One product costs N_α N_β s_α s_β, with s = k(n-k) + k hops per string of k
 * electrons; Davidson's method takes some tens of them.
 */
public final class FullCi {
  /** Beyond this many determinants there is no result. */
  public static final long MAX_DETERMINANTS = 1_000_000;

  /** Nor is there beyond this many strings of one spin, whose own Hamiltonian is stored. */
  private static final long MAX_STRINGS = 10_000;

  /** Nor beyond what a basis state's index can hold. */
  private static final int MAX_ORBITALS = 31;

  private static final int DENSE = 40;

  /**
   * The ground state.
   *
   * @param energy in hartree, with the core energy; empty where there is none
   * @param reason why there is none, empty where there is one
   * @param basisState the determinants as basis states, see {@link Determinant#basisState}
   * @param coefficient of each of them, with the signs of the Jordan-Wigner mapping; norm 1
   */
  public record GroundState(
      OptionalDouble energy, String reason, long[] basisState, double[] coefficient) {
    private static GroundState missing(String reason) {
      return new GroundState(OptionalDouble.empty(), reason, new long[0], new double[0]);
    }
  }

  private final MolecularIntegrals m;
  private final SpinStrings alpha;
  private final SpinStrings beta;
  private final int pairs;
  private final double[] two;

  private FullCi(MolecularIntegrals m) {
    this.m = m;
    this.alpha = new SpinStrings(m, m.alphaElectrons());
    this.beta = m.ms2() == 0 ? alpha : new SpinStrings(m, m.betaElectrons());
    this.pairs = MolecularIntegrals.pairs(m.orbitals());
    this.two = new double[pairs * pairs];
    for (int a = 0; a < pairs; a++) {
      for (int b = 0; b < pairs; b++) {
        two[a * pairs + b] = m.two()[MolecularIntegrals.pair(a, b)];
      }
    }
  }

  /** Number of determinants; {@code Long.MAX_VALUE} where there are more than that. */
  public static long determinants(MolecularIntegrals m) {
    long rows = SpinStrings.choose(m.orbitals(), m.alphaElectrons());
    long columns = SpinStrings.choose(m.orbitals(), m.betaElectrons());
    return Math.multiplyHigh(rows, columns) == 0 && rows * columns > 0
        ? rows * columns
        : Long.MAX_VALUE;
  }

  /** The ground state, or why there is none. The same bits at every call. */
  public static GroundState groundState(MolecularIntegrals m) {
    long determinants = determinants(m);
    long strings =
        Math.max(
            SpinStrings.choose(m.orbitals(), m.alphaElectrons()),
            SpinStrings.choose(m.orbitals(), m.betaElectrons()));
    if (determinants > MAX_DETERMINANTS || strings > MAX_STRINGS || m.orbitals() > MAX_ORBITALS) {
      return GroundState.missing(
          String.format(
              "exact diagonalisation goes up to %d determinants, %d strings of one spin and %d"
                  + " orbitals; here are %s, %s and %d",
              MAX_DETERMINANTS,
              MAX_STRINGS,
              MAX_ORBITALS,
              counted(determinants),
              counted(strings),
              m.orbitals()));
    }
    return new FullCi(m).solve();
  }

  private static String counted(long count) {
    return count == Long.MAX_VALUE ? "more than 2^63" : Long.toString(count);
  }

  private GroundState solve() {
    double[] diagonal = diagonal();
    int n = diagonal.length;
    if (n <= DENSE) {
      return named(Davidson.dense(n, this::times));
    }
    return Davidson.iterate(this::times, diagonal, start(diagonal))
        .map(this::named)
        .orElseGet(() -> GroundState.missing("exact diagonalisation did not converge"));
  }

  /**
   * The lowest determinant, and a little of all others at random, the lower the more: an iteration
   * from the determinant alone would never leave its symmetry, to which the ground state may not
   * belong.
   */
  private static double[] start(double[] diagonal) {
    UniformRandomProvider rng = Streams.of(0).at("full-ci").rng();
    double least = Arrays.stream(diagonal).min().orElseThrow();
    double[] start = new double[diagonal.length];
    boolean found = false;
    for (int i = 0; i < start.length; i++) {
      start[i] = 0.02 * (rng.nextDouble() - 0.5) / (1 + diagonal[i] - least);
      if (!found && diagonal[i] == least) {
        start[i] = 1;
        found = true;
      }
    }
    return start;
  }

  private double[] diagonal() {
    double[] diagonal = new double[alpha.size() * beta.size()];
    for (int i = 0; i < alpha.size(); i++) {
      for (int j = 0; j < beta.size(); j++) {
        double energy = alpha.diagonal(i) + beta.diagonal(j);
        for (long ps = alpha.masks[i]; ps != 0; ps &= ps - 1) {
          int p = Long.numberOfTrailingZeros(ps);
          for (long qs = beta.masks[j]; qs != 0; qs &= qs - 1) {
            int q = Long.numberOfTrailingZeros(qs);
            energy += m.two(p, p, q, q);
          }
        }
        diagonal[i * beta.size() + j] = energy;
      }
    }
    return diagonal;
  }

  /** H c without the core energy. */
  private double[] times(double[] c) {
    double[] result = new double[c.length];
    int columns = beta.size();
    for (int i = 0; i < alpha.size(); i++) {
      int row = i * columns;
      for (int e = alpha.rowStart[i]; e < alpha.rowStart[i + 1]; e++) {
        addScaled(result, row, c, alpha.column[e] * columns, alpha.value[e], columns);
      }
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int e = beta.rowStart[j]; e < beta.rowStart[j + 1]; e++) {
          sum += beta.value[e] * c[row + beta.column[e]];
        }
        result[row + j] += sum;
      }
      for (int hop = i * alpha.hops; hop < (i + 1) * alpha.hops; hop++) {
        repel(
            result, row, c, alpha.target[hop] * columns, alpha.sign[hop], alpha.pair[hop] * pairs);
      }
    }
    return result;
  }

  /** One hop of an electron with spin up, together with all hops with spin down. */
  private void repel(double[] result, int row, double[] c, int source, double sign, int integrals) {
    int hop = 0;
    for (int j = 0; j < beta.size(); j++) {
      double sum = 0;
      for (int end = hop + beta.hops; hop < end; hop++) {
        sum += beta.sign[hop] * two[integrals + beta.pair[hop]] * c[source + beta.target[hop]];
      }
      result[row + j] += sign * sum;
    }
  }

  private static void addScaled(
      double[] result, int to, double[] c, int from, double factor, int length) {
    for (int j = 0; j < length; j++) {
      result[to + j] += factor * c[from + j];
    }
  }

  private GroundState named(Davidson.Eigenpair pair) {
    int n = pair.vector().length;
    long[] states = new long[n];
    double[] coefficients = new double[n];
    for (int i = 0; i < alpha.size(); i++) {
      for (int j = 0; j < beta.size(); j++) {
        int at = i * beta.size() + j;
        states[at] = new Determinant(alpha.masks[i], beta.masks[j]).basisState();
        coefficients[at] = interleavingSign(alpha.masks[i], beta.masks[j]) * pair.vector()[at];
      }
    }
    return new GroundState(OptionalDouble.of(m.core() + pair.value()), "", states, coefficients);
  }

  /** From all spin up before all spin down to orbital after orbital: pairs with q(down) < p(up). */
  private static int interleavingSign(long alpha, long beta) {
    int swaps = 0;
    for (long qs = beta; qs != 0; qs &= qs - 1) {
      swaps += Long.bitCount(alpha & -(2L << Long.numberOfTrailingZeros(qs)));
    }
    return 1 - 2 * (swaps & 1);
  }
}
