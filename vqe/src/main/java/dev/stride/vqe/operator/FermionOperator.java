package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import java.util.List;

/**
 * A sum of products of creators a†_p and annihilators a_q with real coefficients, in normal order:
 * Σ_k c_k Π_C a† Π_D a, creators ascending and annihilators descending, so that the adjoint swaps
 * the two sets. Real coefficients carry all that real orbitals need: Hamiltonians, S², generators T
 * - T† and commutators of these.
 *
 * <p>Spin orbital 2p is orbital p with spin up, 2p+1 orbital p with spin down; up to 62 of them. An
 * operator is always in this form, each product once, in ascending order of the masks.
 *
 * @param create spin orbitals of the creators C, as bit masks, by term
 * @param annihilate spin orbitals of the annihilators D, by term
 * @param coefficient c, by term, in the operator's unit (hartree for energies)
 */
public record FermionOperator(long[] create, long[] annihilate, double[] coefficient) {
  private static final int MAX_MODES = 62;

  public FermionOperator {
    Check.that(
        create.length == annihilate.length && create.length == coefficient.length,
        "masks and coefficients differ in number");
  }

  private static FermionOperator of(Terms terms, double drop) {
    Terms.Sorted sorted = terms.sorted(drop, false);
    return new FermionOperator(sorted.first(), sorted.second(), sorted.value());
  }

  private static FermionOperator single(long create, long annihilate, double c) {
    return new FermionOperator(new long[] {create}, new long[] {annihilate}, new double[] {c});
  }

  /** c times the identity. */
  public static FermionOperator scalar(double c) {
    return single(0, 0, c);
  }

  /** a†_mode. */
  public static FermionOperator creator(int mode) {
    return single(bit(mode), 0, 1);
  }

  /** a_mode. */
  public static FermionOperator annihilator(int mode) {
    return single(0, bit(mode), 1);
  }

  private static long bit(int mode) {
    return 1L << Check.count("the spin orbital", mode, 0, MAX_MODES - 1);
  }

  /** T = a†(gain 1) .. a†(gain m) a(loss m) .. a(loss 1). */
  public static FermionOperator excitation(List<Integer> loss, List<Integer> gain) {
    FermionOperator product = scalar(1);
    for (int mode : gain) {
      product = product.times(creator(mode));
    }
    for (int k = loss.size() - 1; k >= 0; k--) {
      product = product.times(annihilator(loss.get(k)));
    }
    Check.that(product.size() == 1, "no excitation from %s to %s", loss, gain);
    return product;
  }

  /** N = Σ_j a†_j a_j over {@code modes} spin orbitals: the number of electrons. */
  public static FermionOperator number(int modes) {
    return occupations(modes, 1, 1);
  }

  /** S_z = ½ Σ_p (a†_p↑ a_p↑ - a†_p↓ a_p↓). */
  public static FermionOperator spinZ(int modes) {
    return occupations(modes, 0.5, -0.5);
  }

  /** S² = S₋S₊ + S_z(S_z + 1), with S₊ = Σ_p a†_p↑ a_p↓ and S₋ its adjoint: s(s+1). */
  public static FermionOperator spinSquared(int modes) {
    Terms terms = new Terms(modes / 2);
    for (int up = 0; up + 1 < modes; up += 2) {
      terms.add(bit(up), bit(up + 1), 1);
    }
    FermionOperator raise = of(terms, 0);
    FermionOperator z = spinZ(modes);
    return raise.adjoint().times(raise).plus(z.times(z.plus(scalar(1))));
  }

  private static FermionOperator occupations(int modes, double up, double down) {
    Check.count("the number of spin orbitals", modes, 1, MAX_MODES);
    Terms terms = new Terms(modes);
    for (int mode = 0; mode < modes; mode++) {
      terms.add(bit(mode), bit(mode), mode % 2 == 0 ? up : down);
    }
    return of(terms, 0);
  }

  /**
   * The Hamiltonian of a molecule, in hartree:
   *
   * <p>H = E_core + Σ_pqσ h_pq a†_pσ a_qσ + ½ Σ_pqrsστ (pq|rs) a†_pσ a†_rτ a_sτ a_qσ.
   */
  public static FermionOperator hamiltonian(MolecularIntegrals m) {
    int modes = Check.count("the number of spin orbitals", 2 * m.orbitals(), 2, MAX_MODES);
    Terms terms = new Terms(modes * modes);
    terms.add(0, 0, m.core());
    for (int p = 0; p < modes; p++) {
      for (int q = p & 1; q < modes; q += 2) {
        terms.add(bit(p), bit(q), m.one(p / 2, q / 2));
        addRepulsion(m, p, q, terms);
      }
    }
    return of(terms, 0); // a bound would spoil the symmetry under rotations of the spin
  }

  /** ½ Σ_rs (pq|rs) a†_p a†_r a_s a_q of spin orbitals. */
  private static void addRepulsion(MolecularIntegrals m, int p, int q, Terms terms) {
    int modes = 2 * m.orbitals();
    for (int r = 0; r < modes; r++) {
      for (int s = r & 1; s < modes; s += 2) {
        if (r != p && s != q) {
          double c = 0.5 * m.two(p / 2, q / 2, r / 2, s / 2);
          terms.add(bit(p) | bit(r), bit(q) | bit(s), p < r == q < s ? c : -c);
        }
      }
    }
  }

  /** Number of terms. */
  public int size() {
    return coefficient.length;
  }

  /** The adjoint. */
  public FermionOperator adjoint() {
    Terms terms = new Terms(size());
    for (int k = 0; k < size(); k++) {
      terms.add(annihilate[k], create[k], coefficient[k]);
    }
    return of(terms, 0);
  }

  /** A + B. */
  public FermionOperator plus(FermionOperator other) {
    return plus(1, other);
  }

  /** A - B. */
  public FermionOperator minus(FermionOperator other) {
    return plus(-1, other);
  }

  private FermionOperator plus(double c, FermionOperator other) {
    Terms terms = new Terms(size() + other.size());
    for (int k = 0; k < size(); k++) {
      terms.add(create[k], annihilate[k], coefficient[k]);
    }
    for (int k = 0; k < other.size(); k++) {
      terms.add(other.create[k], other.annihilate[k], c * other.coefficient[k]);
    }
    return of(terms, PauliSum.ROUNDING * (weight() + other.weight()));
  }

  /** cA. */
  public FermionOperator times(double c) {
    double[] scaled = new double[size()];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = c * coefficient[k];
    }
    return new FermionOperator(create, annihilate, scaled);
  }

  /**
   * AB. Cost: for each pair of terms, 2^m products where m annihilators of A meet their creators.
   */
  public FermionOperator times(FermionOperator other) {
    Terms terms = new Terms(size() + other.size());
    addProduct(1, other, terms);
    return of(terms, PauliSum.ROUNDING * weight() * other.weight());
  }

  /** [A, B] = AB - BA. */
  public FermionOperator commutator(FermionOperator other) {
    Terms terms = new Terms(size() + other.size());
    addProduct(1, other, terms);
    other.addProduct(-1, this, terms);
    return of(terms, PauliSum.ROUNDING * weight() * other.weight());
  }

  private void addProduct(double sign, FermionOperator other, Terms terms) {
    for (int j = 0; j < size(); j++) {
      for (int k = 0; k < other.size(); k++) {
        double c = sign * coefficient[j] * other.coefficient[k];
        addProduct(c, create[j], annihilate[j], other.create[k], other.annihilate[k], terms);
      }
    }
  }

  /**
   * Adds c (Π_C a† Π_D a)(Π_C′ a† Π_D′ a) in normal order, by Wick's theorem: a sum over the
   * subsets S of D ∩ C′ of those that are contracted. To bring S together costs the swaps of S with
   * the rest of D and of C′; what is not contracted changes sides with (-1)^(|D without S| |C′
   * without S|).
   */
  private static void addProduct(
      double c, long create, long annihilate, long create2, long annihilate2, Terms terms) {
    long meet = annihilate & create2;
    long contracted = meet;
    while (true) {
      long right = create2 ^ contracted;
      long left = annihilate ^ contracted;
      if ((create & right) == 0 && (left & annihilate2) == 0) {
        int swaps =
            swaps(contracted, right)
                + swaps(contracted, left)
                + Long.bitCount(left) * Long.bitCount(right)
                + swaps(create, right)
                + swaps(annihilate2, left);
        terms.add(create | right, left | annihilate2, (swaps & 1) == 0 ? c : -c);
      }
      if (contracted == 0) {
        return;
      }
      contracted = (contracted - 1) & meet;
    }
  }

  /** Swaps that put Π_A a† Π_B a† into ascending order: pairs with b < a. */
  private static int swaps(long a, long b) {
    int swaps = 0;
    for (long left = b; left != 0; left &= left - 1) {
      swaps += Long.bitCount(a & -Long.lowestOneBit(left));
    }
    return swaps;
  }

  /** Σ|c|. */
  double weight() {
    double sum = 0;
    for (double c : coefficient) {
      sum += Math.abs(c);
    }
    return sum;
  }
}
