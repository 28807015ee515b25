package dev.stride.vqe.chemistry;

/**
 * The Boys function F_n(T) = ∫₀¹ u^{2n} exp(-T u²) du for n up to 4, within 1e-14.
 *
 * <p>Up to T = 36 by Taylor's series from a grid, as F_n' = -F_{n+1}; beyond, where exp(-T) is
 * below rounding, by F_0 = ½√(π/T) and F_{n+1} = (2n+1) F_n / 2T (Helgaker, Jørgensen and Olsen,
 * Molecular Electronic-Structure Theory, section 9.8).
 */
final class Boys {
  private static final int MOST = 4;

  /** Terms of the series: 0.05^8 / 8! is 1e-15. */
  private static final int TERMS = 8;

  private static final double STEP = 0.1;
  private static final double FAR = 36;
  private static final int ORDERS = MOST + TERMS;
  private static final double[] GRID = grid();

  private Boys() {}

  private static double[] grid() {
    double[] grid = new double[((int) Math.round(FAR / STEP) + 1) * ORDERS];
    for (int point = 0; point * ORDERS < grid.length; point++) {
      int at = point * ORDERS;
      double t = point * STEP;
      double exp = StrictMath.exp(-t);
      // F_n = exp(-T) Σ_i (2T)^i / ((2n+1)(2n+3)...(2n+2i+1)), all terms positive
      double term = 1.0 / (2 * ORDERS - 1);
      double sum = 0;
      for (int i = 1; term > 1e-17 * sum; i++) {
        sum += term;
        term *= 2 * t / (2 * (ORDERS - 1 + i) + 1);
      }
      double f = exp * sum;
      grid[at + ORDERS - 1] = f;
      for (int n = ORDERS - 2; n >= 0; n--) {
        f = (2 * t * f + exp) / (2 * n + 1);
        grid[at + n] = f;
      }
    }
    return grid;
  }

  /** Writes F_0(t) to F_most(t). */
  static void fill(int most, double t, double[] f) {
    if (t >= FAR) {
      f[0] = 0.5 * Math.sqrt(Math.PI / t);
      for (int n = 0; n < most; n++) {
        f[n + 1] = (2 * n + 1) * f[n] / (2 * t);
      }
      return;
    }
    int point = (int) (t / STEP + 0.5);
    double back = point * STEP - t;
    int at = point * ORDERS;
    for (int n = 0; n <= most; n++) {
      double sum = GRID[at + n + TERMS - 1];
      for (int k = TERMS - 1; k > 0; k--) {
        sum = GRID[at + n + k - 1] + sum * back / k;
      }
      f[n] = sum;
    }
  }
}
