package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Full configuration interaction: the lowest energies of a molecule in its orbitals, exact up to
 * rounding, among all states with its numbers of electrons with spin up and down. The truth that
 * variational energies are judged by.
 *
 * <p>They are those of that sector, whatever their symmetry and total spin; states with other
 * numbers of electrons can lie lower, see {@link #neighbours}.
 *
 * <p>H = H_α + H_β + Σ (pq|rs) E^α_pq E^β_rs acts on a matrix of coefficients, rows by the strings
 * of spin up and columns by those of spin down (Knowles and Handy 1984), so that the Hamiltonian is
 * never stored. One product costs at most N_α N_β s_α s_β multiplications, with s = k(n-k) + k hops
 * per string of k electrons, and as many times fewer as there are integrals that symmetry makes
 * zero; Davidson's method takes some tens of them. Memory: some 40 vectors of N_α N_β numbers.
 */
public final class FullCi implements Davidson.Operator {
  /** Beyond this many determinants there is no result. */
  public static final long MAX_DETERMINANTS = 1_000_000;

  /** Nor is there beyond this many strings of one spin, whose own Hamiltonian is stored. */
  private static final long MAX_STRINGS = 10_000;

  /** Nor beyond what a basis state's index can hold. */
  private static final int MAX_ORBITALS = 31;

  /** Integrals and matrix elements below this are zero by symmetry, but for rounding. */
  static final double ZERO = 1e-14;

  private static final int DENSE = 40;

  /** Random part of a start vector, in an element at the lowest one's energy. */
  private static final double NOISE = 1e-3;

  /**
   * The ground state.
   *
   * @param energy in hartree, with the core energy; empty where there is none
   * @param reason why there is none, empty where there is one
   * @param spinSquared ⟨S²⟩ = S(S+1): 0 for a singlet, 2 for a triplet; NaN where there is none
   * @param basisState the determinants as basis states, see {@link Determinant#basisState}
   * @param coefficient of each of them, with the signs of the Jordan-Wigner mapping; norm 1
   */
  public record GroundState(
      OptionalDouble energy,
      String reason,
      double spinSquared,
      long[] basisState,
      double[] coefficient) {
    private static GroundState missing(String reason) {
      return new GroundState(
          OptionalDouble.empty(), reason, Double.NaN, new long[0], new double[0]);
    }
  }

  /**
   * A stationary state.
   *
   * @param energy in hartree, with the core energy
   * @param spinSquared ⟨S²⟩ = S(S+1): 0 for a singlet, 2 for a triplet
   * @param basisState the determinants as basis states, see {@link Determinant#basisState}
   * @param coefficient of each of them, with the signs of the Jordan-Wigner mapping; norm 1
   */
  public record State(double energy, double spinSquared, long[] basisState, double[] coefficient) {}

  /**
   * Numbers of electrons, and the lowest energy with them.
   *
   * @param energy in hartree; empty where it cannot be computed
   */
  public record Sector(int electrons, int ms2, OptionalDouble energy) {}

  private final MolecularIntegrals m;
  private final SpinStrings alpha;
  private final SpinStrings beta;
  private final Progress progress;

  /** By pair of orbitals of spin up: the pairs of spin down with an integral, and the integral. */
  private final int[][] partner;

  private final double[][] two;

  private FullCi(MolecularIntegrals m, Progress progress) {
    this.m = m;
    this.progress = progress;
    this.alpha = new SpinStrings(m, m.alphaElectrons());
    this.beta = m.ms2() == 0 ? alpha : new SpinStrings(m, m.betaElectrons());
    int pairs = MolecularIntegrals.pairs(m.orbitals());
    this.partner = new int[pairs][];
    this.two = new double[pairs][];
    for (int a = 0; a < pairs; a++) {
      int[] partners = new int[pairs];
      double[] integrals = new double[pairs];
      int count = 0;
      for (int b = 0; b < pairs; b++) {
        double integral = m.two()[MolecularIntegrals.pair(a, b)];
        if (Math.abs(integral) > ZERO) {
          partners[count] = b;
          integrals[count++] = integral;
        }
      }
      partner[a] = Arrays.copyOf(partners, count);
      two[a] = Arrays.copyOf(integrals, count);
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
    return groundState(m, Progress.NONE);
  }

  /** The same, with a report on every iteration. */
  public static GroundState groundState(MolecularIntegrals m, Progress progress) {
    String reason = tooLarge(m);
    if (!reason.isEmpty()) {
      return GroundState.missing(reason);
    }
    FullCi ci = new FullCi(m, progress);
    Optional<List<Davidson.Eigenpair>> pairs = ci.solve(1);
    if (pairs.isEmpty()) {
      return GroundState.missing("exact diagonalisation did not converge");
    }
    Davidson.Eigenpair pair = pairs.get().get(0);
    double energy = m.core() + pair.value();
    return new GroundState(
        OptionalDouble.of(energy),
        "",
        ci.spinSquared(pair.vector()),
        ci.basisStates(),
        ci.signed(pair.vector()));
  }

  /**
   * The lowest states of the sector, ascending.
   *
   * @param count how many, at most as there are determinants
   * @throws IllegalArgumentException when there are too many determinants, or it does not converge
   */
  public static List<State> lowest(MolecularIntegrals m, int count, Progress progress) {
    String reason = tooLarge(m);
    Check.that(reason.isEmpty(), "%s", reason);
    Check.count("the number of states", count, 1, (int) determinants(m));
    FullCi ci = new FullCi(m, progress);
    Optional<List<Davidson.Eigenpair>> pairs = ci.solve(count);
    Check.that(pairs.isPresent(), "exact diagonalisation did not converge");
    long[] basisStates = ci.basisStates();
    List<State> states = new ArrayList<>();
    for (Davidson.Eigenpair pair : pairs.orElseThrow()) {
      states.add(
          new State(
              m.core() + pair.value(),
              ci.spinSquared(pair.vector()),
              basisStates,
              ci.signed(pair.vector())));
    }
    return states;
  }

  /**
   * The lowest energies with one electron less, as many, and one more. In each the least |MS2| is
   * taken, as every multiplet has a state there.
   */
  public static List<Sector> neighbours(MolecularIntegrals m) {
    List<Sector> sectors = new ArrayList<>();
    for (int electrons = m.electrons() - 1; electrons <= m.electrons() + 1; electrons++) {
      if (electrons == 0) {
        sectors.add(new Sector(0, 0, OptionalDouble.of(m.core())));
      } else if (electrons <= 2 * m.orbitals()) {
        int ms2 = electrons % 2;
        sectors.add(new Sector(electrons, ms2, groundState(with(m, electrons, ms2)).energy()));
      }
    }
    return sectors;
  }

  private static MolecularIntegrals with(MolecularIntegrals m, int electrons, int ms2) {
    return new MolecularIntegrals(
        m.orbitals(), electrons, ms2, m.core(), m.one(), m.two(), m.orbitalEnergies());
  }

  private static String tooLarge(MolecularIntegrals m) {
    long determinants = determinants(m);
    long strings =
        Math.max(
            SpinStrings.choose(m.orbitals(), m.alphaElectrons()),
            SpinStrings.choose(m.orbitals(), m.betaElectrons()));
    if (determinants <= MAX_DETERMINANTS
        && strings <= MAX_STRINGS
        && m.orbitals() <= MAX_ORBITALS) {
      return "";
    }
    return String.format(
        "exact diagonalisation goes up to %d determinants, %d strings of one spin and %d"
            + " orbitals; here are %s, %s and %d",
        MAX_DETERMINANTS,
        MAX_STRINGS,
        MAX_ORBITALS,
        counted(determinants),
        counted(strings),
        m.orbitals());
  }

  private static String counted(long count) {
    return count == Long.MAX_VALUE ? "more than 2^63" : Long.toString(count);
  }

  private Optional<List<Davidson.Eigenpair>> solve(int count) {
    double[] diagonal = diagonal();
    return diagonal.length <= DENSE + count
        ? Optional.of(Davidson.dense(this, diagonal.length, count))
        : Davidson.iterate(this, diagonal, starts(diagonal, count));
  }

  /**
   * The lowest determinants, each with a little of all others at random, the lower the more: an
   * iteration from the determinant alone would never leave its symmetry, to which the ground state
   * may not belong.
   */
  private static List<double[]> starts(double[] diagonal, int count) {
    UniformRandomProvider rng = Streams.of(0).at("full-ci").rng();
    double[] sorted = diagonal.clone();
    Arrays.sort(sorted);
    List<double[]> starts = new ArrayList<>();
    boolean[] taken = new boolean[diagonal.length];
    for (int k = 0; k < count; k++) {
      double[] start = new double[diagonal.length];
      boolean found = false;
      for (int i = 0; i < start.length; i++) {
        start[i] = NOISE * (rng.nextDouble() - 0.5) / (1 + diagonal[i] - sorted[0]);
        if (!found && !taken[i] && diagonal[i] == sorted[k]) {
          start[i] = 1;
          taken[i] = true;
          found = true;
        }
      }
      starts.add(start);
    }
    return starts;
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

  @Override
  public void report(int iteration, double value, double residual) {
    progress.iteration("full CI", iteration, m.core() + value, residual);
  }

  /** H c without the core energy. */
  @Override
  public double[] times(double[] c) {
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
        repel(result, row, c, alpha.target[hop] * columns, alpha.sign[hop], alpha.pair[hop]);
      }
    }
    return result;
  }

  /** One hop of an electron with spin up, together with all hops with spin down. */
  private void repel(double[] result, int row, double[] c, int source, double sign, int pair) {
    int[] partners = partner[pair];
    double[] integrals = two[pair];
    for (int k = 0; k < partners.length; k++) {
      addHops(
          result,
          row,
          c,
          source,
          sign * integrals[k],
          beta.pairStart[partners[k]],
          beta.pairStart[partners[k] + 1]);
    }
  }

  private void addHops(
      double[] result, int row, double[] c, int source, double factor, int start, int end) {
    int[] from = beta.pairFrom;
    int[] to = beta.pairTo;
    double[] sign = beta.pairSign;
    for (int e = start; e < end; e++) {
      result[row + to[e]] += factor * sign[e] * c[source + from[e]];
    }
  }

  private static void addScaled(
      double[] result, int to, double[] c, int from, double factor, int length) {
    for (int j = 0; j < length; j++) {
      result[to + j] += factor * c[from + j];
    }
  }

  /**
   * ⟨S²⟩ = M(M+1) + N_β - Σ_pq ⟨E^α_qp E^β_pq⟩ with M = MS2/2: the electron of spin up in p and
   * that of spin down in q change places.
   */
  private double spinSquared(double[] c) {
    double projection = 0.5 * m.ms2();
    double sum = projection * (projection + 1) + m.betaElectrons();
    for (int i = 0; i < alpha.size(); i++) {
      for (int j = 0; j < beta.size(); j++) {
        double here = c[i * beta.size() + j];
        long up = alpha.masks[i];
        long down = beta.masks[j];
        sum -= here * here * Long.bitCount(up & down);
        for (long ps = up & ~down; ps != 0; ps &= ps - 1) {
          int p = Long.numberOfTrailingZeros(ps);
          for (long qs = down & ~up; qs != 0; qs &= qs - 1) {
            int q = Long.numberOfTrailingZeros(qs);
            long both = (1L << p) | (1L << q);
            double sign = SpinStrings.hopSign(up, p, q) * SpinStrings.hopSign(down, q, p);
            int there = alpha.index(up ^ both) * beta.size() + beta.index(down ^ both);
            sum -= sign * here * c[there];
          }
        }
      }
    }
    return sum;
  }

  private long[] basisStates() {
    long[] states = new long[alpha.size() * beta.size()];
    for (int at = 0; at < states.length; at++) {
      long up = alpha.masks[at / beta.size()];
      states[at] = new Determinant(up, beta.masks[at % beta.size()]).basisState();
    }
    return states;
  }

  private double[] signed(double[] c) {
    double[] signed = new double[c.length];
    for (int at = 0; at < c.length; at++) {
      long up = alpha.masks[at / beta.size()];
      signed[at] = interleavingSign(up, beta.masks[at % beta.size()]) * c[at];
    }
    return signed;
  }

  /** From all spin up before all spin down to orbital after orbital: pairs with q(down) < p(up). */
  static int interleavingSign(long alpha, long beta) {
    int swaps = 0;
    for (long qs = beta; qs != 0; qs &= qs - 1) {
      swaps += Long.bitCount(alpha & -(2L << Long.numberOfTrailingZeros(qs)));
    }
    return 1 - 2 * (swaps & 1);
  }
}
