package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Mapping} for a number of spin orbitals.
 *
 * <p>Every mapping here is Jordan-Wigner followed by a linear map of basis states over GF(2)
 * (Seeley, Richard and Love 2012): qubit j is the parity of the occupations of a set of spin
 * orbitals, q = Bn with B lower triangular. It takes X^x Z^z to X^(Bx) Z^(B^-T z), one string to
 * one string. Then come, where there are any, taperings.
 *
 * <p>Determinants become basis states with the sign 1, in the order of spin orbitals that the
 * mapping has: with interleaved spins they are Π a†_j |0⟩ with j ascending, with blocked spins Π
 * a†_p↑ before Π a†_p↓.
 */
public final class Encoding {
  private final Spins spins;

  /** By number of spin orbital: qubits that flip with its occupation. */
  private final long[] flips;

  /** By number of spin orbital: qubits whose parity is its occupation. */
  private final long[] asks;

  private final List<Tapering> taperings;

  private Encoding(Spins spins, long[] flips, long[] asks, List<Tapering> taperings) {
    this.spins = spins;
    this.flips = flips;
    this.asks = asks;
    this.taperings = taperings;
  }

  /**
   * From the rows of B.
   *
   * @param stored by qubit j, the spin orbitals whose occupations it sums, as a mask of their
   *     numbers: j and any before
   */
  static Encoding of(Spins spins, long[] stored) {
    int n = Check.count("the number of spin orbitals", stored.length, 1, 62);
    long[] flips = new long[n];
    long[] asks = new long[n];
    for (int j = 0; j < n; j++) {
      asks[j] = 1L << j;
      for (int i = 0; i <= j; i++) {
        if ((stored[j] >>> i & 1) == 1) {
          flips[i] |= 1L << j;
          // n_j = q_j less the occupations of the others in the sum.
          asks[j] ^= i == j ? 0 : asks[i];
        }
      }
    }
    return new Encoding(spins, flips, asks, List.of());
  }

  /** This encoding, with qubits left out. */
  public Encoding tapered(Tapering tapering) {
    Check.that(
        tapering.qubits() == qubits(),
        "a tapering of %s qubits does not fit %s",
        tapering.qubits(),
        qubits());
    List<Tapering> more = new ArrayList<>(taperings);
    more.add(tapering);
    return new Encoding(spins, flips, asks, List.copyOf(more));
  }

  /** Number of qubits. */
  public int qubits() {
    return taperings.isEmpty() ? spins.modes() : taperings.get(taperings.size() - 1).qubitsLeft();
  }

  /**
   * The basis state that a determinant becomes.
   *
   * @param occupied its spin orbitals, interleaved, as a bit mask
   */
  public long basisState(long occupied) {
    long state = linear(flips, spins.positions(occupied));
    for (Tapering tapering : taperings) {
      state = tapering.basisState(state);
    }
    return state;
  }

  /** The Hamiltonian of a molecule in hartree; terms at or below 1e-10 are dropped. */
  public PauliSum hamiltonian(MolecularIntegrals m) {
    Check.that(
        2 * m.orbitals() == spins.modes(),
        "%s orbitals do not fit %s spin orbitals",
        m.orbitals(),
        spins.modes());
    return encoded(JordanWigner.hamiltonian(m, spins));
  }

  /** A Hermitian operator; up to rounding, which is left out. */
  public PauliSum observable(FermionOperator hermitian) {
    Check.that(
        isRounding(hermitian.minus(hermitian.adjoint()), hermitian),
        "the operator is not Hermitian");
    return mapped(hermitian, 0);
  }

  /**
   * The Hermitian A with iA = G for an anti-Hermitian G: exp(θG) = exp(iθA). Up to rounding, which
   * is left out.
   */
  public PauliSum generator(FermionOperator antiHermitian) {
    Check.that(
        isRounding(antiHermitian.plus(antiHermitian.adjoint()), antiHermitian),
        "the operator is not anti-Hermitian");
    return mapped(antiHermitian, 1);
  }

  /** Sums over many terms that cancel leave more than their result alone would explain. */
  private static boolean isRounding(FermionOperator rest, FermionOperator whole) {
    return rest.weight() <= 1e-10 * whole.weight();
  }

  /**
   * A with exp(θ(T-T†)) = exp(iθA) for the excitation T = a†(gain 1) .. a†(gain m) a(loss m) ..
   * a(loss 1). Its strings commute.
   *
   * @param loss spin orbitals that lose their electrons, interleaved
   * @param gain spin orbitals that gain them
   * @throws IllegalArgumentException when qubits were tapered off and it leads out of their sector
   */
  public PauliSum generator(List<Integer> loss, List<Integer> gain) {
    FermionOperator t = FermionOperator.excitation(loss, gain);
    return generator(t.minus(t.adjoint()));
  }

  private PauliSum mapped(FermionOperator operator, int odd) {
    Terms terms = new Terms(16 * operator.size());
    for (int k = 0; k < operator.size(); k++) {
      long create = operator.create()[k];
      long annihilate = operator.annihilate()[k];
      Check.that(
          (create | annihilate) >>> spins.modes() == 0,
          "an operator acts on spin orbitals beyond the %s that there are",
          spins.modes());
      int sign = spins.sign(create) * spins.sign(annihilate);
      addProduct(
          sign * operator.coefficient()[k],
          spins.positions(create),
          spins.positions(annihilate),
          odd,
          terms);
    }
    return encoded(PauliSum.ofReal(spins.modes(), terms, PauliSum.ROUNDING * operator.weight()));
  }

  /**
   * Adds c Π_C a† Π_D a, creators ascending and annihilators descending, under Jordan-Wigner as a
   * sum of X^x Z^z; of these only those with an even or with an odd number of Y. It takes s ⊇ D to
   * s ^ C ^ D where the result has no electron twice: so it is
   *
   * <p>± X^(C^D) Z^parity Π_D ½(1-Z) Π_(C without D) ½(1+Z).
   */
  private static void addProduct(double c, long create, long annihilate, int odd, Terms terms) {
    long parityOfCreate = belowEach(create);
    long parity = parityOfCreate ^ belowEach(annihilate);
    int k = Long.bitCount(annihilate);
    // a_d meets k(k-1)/2 electrons fewer than s has, as those before it are gone; a† meets s ^ D.
    int swaps = k * (k - 1) / 2 + Long.bitCount(parityOfCreate & annihilate);
    long flip = create ^ annihilate;
    long touched = create | annihilate;
    double each = ((swaps & 1) == 0 ? c : -c) / (1L << Long.bitCount(touched));
    long subset = touched;
    while (true) {
      long z = parity ^ subset;
      if ((Long.bitCount(flip & z) & 1) == odd) {
        boolean minus = (Long.bitCount(subset & annihilate) & 1) == 1;
        terms.add(flip, z, minus ? -each : each);
      }
      if (subset == 0) {
        return;
      }
      subset = (subset - 1) & touched;
    }
  }

  /** The xor of the masks of all bits below j, over the bits j of a mask. */
  private static long belowEach(long mask) {
    long result = 0;
    for (long left = mask; left != 0; left &= left - 1) {
      result ^= Long.lowestOneBit(left) - 1;
    }
    return result;
  }

  /** From Jordan-Wigner to this encoding. */
  private PauliSum encoded(PauliSum jordanWigner) {
    Terms terms = new Terms(jordanWigner.size());
    for (int k = 0; k < jordanWigner.size(); k++) {
      long x = linear(flips, jordanWigner.x()[k]);
      long z = linear(asks, jordanWigner.z()[k]);
      // A string is i^|x∧z| X^x Z^z, and the power must not change.
      int power = Long.bitCount(jordanWigner.x()[k] & jordanWigner.z()[k]) - Long.bitCount(x & z);
      double c = jordanWigner.coefficient()[k];
      terms.add(x, z, (power / 2 & 1) == 0 ? c : -c);
    }
    PauliSum sum = PauliSum.of(spins.modes(), terms, 0);
    for (Tapering tapering : taperings) {
      sum = tapering.taper(sum);
    }
    return sum;
  }

  private static long linear(long[] columns, long mask) {
    long image = 0;
    for (long left = mask; left != 0; left &= left - 1) {
      image ^= columns[Long.numberOfTrailingZeros(left)];
    }
    return image;
  }
}
