package dev.stride.vqe.chemistry;

import static dev.stride.vqe.chemistry.MolecularIntegrals.pair;
import static dev.stride.vqe.chemistry.MolecularIntegrals.pairs;

/**
 * Electron repulsion integrals in chemists' notation,
 *
 * <p>(ab|cd) = 2π^{5/2} / (pq √(p+q)) Σ_tuv E^ab_tuv Σ_τνφ (-1)^{τ+ν+φ} E^cd_τνφ R_{t+τ,u+ν,v+φ}(α,
 * P-Q), α = pq/(p+q), summed over primitives (McMurchie and Davidson 1978). The sum over the
 * primitives of cd is done before the product with E^ab. Cost: for each of four primitives some 500
 * multiplications where all shells have p functions, 10 where none has.
 *
 * <p>Quartets that Schwarz's inequality (ab|cd)² ≤ (ab|ab)(cd|cd) bounds below 1e-13 are left out.
 */
final class Repulsion {
  private static final double NOTHING = 1e-13;
  private static final double SCALE = 2 * Math.PI * Math.PI * Math.sqrt(Math.PI);

  private final ShellPair[] shellPairs;
  private final double[] packed;
  private final double[] block = new double[16 * 16];
  private final double[] half = new double[16 * Hermite.PAIR];
  private final double[] r = new double[Hermite.COUNT[4]];
  private final double[] work = new double[5];
  private final double[] point = new double[3];

  Repulsion(int functions, ShellPair[] shellPairs) {
    this.shellPairs = shellPairs;
    this.packed = new double[pairs(pairs(functions))];
  }

  double[] integrals() {
    double[] bound = new double[shellPairs.length];
    for (int i = 0; i < shellPairs.length; i++) {
      ShellPair bra = shellPairs[i];
      fill(bra, bra);
      for (int product = 0; product < bra.products; product++) {
        bound[i] = Math.max(bound[i], block[product * bra.products + product]);
      }
      store(bra, bra);
      for (int j = 0; j < i; j++) {
        if (bound[i] * bound[j] > NOTHING * NOTHING) {
          fill(bra, shellPairs[j]);
          store(bra, shellPairs[j]);
        }
      }
    }
    return packed;
  }

  /** The integrals of two shell pairs, at product of bra * ket.products + product of ket. */
  private void fill(ShellPair bra, ShellPair ket) {
    int braTerms = Hermite.COUNT[bra.momentum];
    for (int i = 0; i < bra.products * ket.products; i++) {
      block[i] = 0;
    }
    for (int k = 0; k < bra.primitives; k++) {
      for (int i = 0; i < ket.products * Hermite.PAIR; i++) {
        half[i] = 0;
      }
      for (int l = 0; l < ket.primitives; l++) {
        coulomb(bra, k, ket, l);
        addKet(ket, l, braTerms);
      }
      addBra(bra, k, ket.products);
    }
  }

  private void coulomb(ShellPair bra, int k, ShellPair ket, int l) {
    double p = bra.exponent[k];
    double q = ket.exponent[l];
    for (int axis = 0; axis < 3; axis++) {
      point[axis] = bra.centre[3 * k + axis] - ket.centre[3 * l + axis];
    }
    double scale = SCALE / (p * q * Math.sqrt(p + q));
    Hermite.coulomb(bra.momentum + ket.momentum, p * q / (p + q), point, scale, work, r);
  }

  /** half[product][tuv] += Σ_τνφ (-1)^{τ+ν+φ} E_τνφ R_{t+τ,u+ν,v+φ}. */
  private void addKet(ShellPair ket, int l, int braTerms) {
    for (int product = 0; product < ket.products; product++) {
      int at = (l * ket.products + product) * Hermite.PAIR;
      int to = product * Hermite.PAIR;
      for (int term : ket.terms[product]) {
        double factor = Hermite.SIGN[term] * ket.e[at + term];
        int sums = term * Hermite.PAIR;
        for (int h = 0; h < braTerms; h++) {
          half[to + h] += factor * r[Hermite.SUM[sums + h]];
        }
      }
    }
  }

  private void addBra(ShellPair bra, int k, int ketProducts) {
    for (int product = 0; product < bra.products; product++) {
      int at = (k * bra.products + product) * Hermite.PAIR;
      for (int term : bra.terms[product]) {
        double factor = bra.e[at + term];
        for (int i = 0; i < ketProducts; i++) {
          block[product * ketProducts + i] += factor * half[i * Hermite.PAIR + term];
        }
      }
    }
  }

  private void store(ShellPair bra, ShellPair ket) {
    int braWidth = bra.b.functions();
    int ketWidth = ket.b.functions();
    for (int i = 0; i < bra.products; i++) {
      int pq = pair(bra.a.first + i / braWidth, bra.b.first + i % braWidth);
      for (int j = 0; j < ket.products; j++) {
        int rs = pair(ket.a.first + j / ketWidth, ket.b.first + j % ketWidth);
        packed[pair(pq, rs)] = block[i * ket.products + j];
      }
    }
  }
}
