package dev.stride.vqe.chemistry;

import java.util.Arrays;

/**
 * What one- and two-electron properties of a state are made of, in the orbitals of its integrals:
 *
 * <p>γ_pq = Σ_σ ⟨a†_pσ a_qσ⟩, Γ_pqrs = Σ_στ ⟨a†_pσ a†_rτ a_sτ a_qσ⟩ = ⟨E_pq E_rs⟩ - δ_qr γ_ps, with
 * E = E_core + Σ h_pq γ_pq + ½ Σ (pq|rs) Γ_pqrs.
 *
 * <p>Cost: O(N n⁴) for N determinants in n orbitals; memory n² numbers for every string of spin
 * down.
 *
 * @param one γ, symmetric
 * @param two Γ_pqrs at ((p n + q) n + r) n + s
 */
public record DensityMatrices(double[][] one, double[] two) {

  /**
   * Those of a state of full configuration interaction.
   *
   * @param m the integrals of which it is a state
   */
  public static DensityMatrices of(MolecularIntegrals m, FullCi.State state) {
    int n = m.orbitals();
    SpinStrings alpha = new SpinStrings(m, m.alphaElectrons());
    SpinStrings beta = new SpinStrings(m, m.betaElectrons());
    double[] c = state.coefficient().clone();
    for (int at = 0; at < c.length; at++) {
      long up = alpha.masks[at / beta.size()];
      c[at] *= FullCi.interleavingSign(up, beta.masks[at % beta.size()]);
    }
    double[] one = new double[n * n];
    double[] product = new double[n * n * n * n];
    double[][] images = new double[n * n][beta.size()];
    for (int i = 0; i < alpha.size(); i++) {
      fillImages(images, alpha, beta, i, c, n);
      for (int pq = 0; pq < images.length; pq++) {
        one[pq] += overlap(images[pq], c, i * beta.size());
        // ⟨E_pq E_rs⟩ is the overlap of E_qp|ψ⟩ with E_rs|ψ⟩
        double[] adjoint = images[pq % n * n + pq / n];
        for (int rs = 0; rs < images.length; rs++) {
          product[pq * n * n + rs] += overlap(images[rs], adjoint, 0);
        }
      }
    }
    double[][] gamma = new double[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        gamma[p][q] = one[p * n + q];
        for (int s = 0; s < n; s++) {
          product[((p * n + q) * n + q) * n + s] -= one[p * n + s];
        }
      }
    }
    return new DensityMatrices(gamma, product);
  }

  /** Energy of the state in hartree, with the core energy. */
  public double energy(MolecularIntegrals m) {
    int n = m.orbitals();
    double energy = m.core();
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        energy += m.one(p, q) * one[p][q];
        for (int r = 0; r < n; r++) {
          for (int s = 0; s < n; s++) {
            energy += 0.5 * m.two(p, q, r, s) * two[((p * n + q) * n + r) * n + s];
          }
        }
      }
    }
    return energy;
  }

  /** Row i of E_pq|ψ⟩ for all pq. */
  private static void fillImages(
      double[][] images, SpinStrings alpha, SpinStrings beta, int i, double[] c, int n) {
    for (double[] image : images) {
      Arrays.fill(image, 0);
    }
    int columns = beta.size();
    for (int hop = i * alpha.hops; hop < (i + 1) * alpha.hops; hop++) {
      int source = alpha.target[hop];
      double[] image = images[operator(alpha.masks[i], alpha.masks[source], alpha.pair[hop], n)];
      for (int j = 0; j < columns; j++) {
        image[j] += alpha.sign[hop] * c[source * columns + j];
      }
    }
    for (int j = 0; j < columns; j++) {
      for (int hop = j * beta.hops; hop < (j + 1) * beta.hops; hop++) {
        int source = beta.target[hop];
        int pq = operator(beta.masks[j], beta.masks[source], beta.pair[hop], n);
        images[pq][j] += beta.sign[hop] * c[i * columns + source];
      }
    }
  }

  /** p n + q of the E_pq that leads from one string to another, or of E_pp from its pair. */
  private static int operator(long to, long from, int pair, int n) {
    if (to != from) {
      return Long.numberOfTrailingZeros(to & ~from) * n + Long.numberOfTrailingZeros(from & ~to);
    }
    int p = 0;
    while (MolecularIntegrals.pair(p, p) != pair) {
      p++;
    }
    return p * n + p;
  }

  private static double overlap(double[] a, double[] b, int from) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[from + j];
    }
    return sum;
  }
}
