package dev.stride.vqe.chemistry;

/**
 * Hermite Gaussians Λ_tuv = (∂/∂P_x)^t (∂/∂P_y)^u (∂/∂P_z)^v exp(-p (r-P)²) up to t+u+v = 4, in the
 * order 000; 100, 010, 001; 200, 110, 101, 020, 011, 002; ..., and their Coulomb integrals
 * (McMurchie and Davidson 1978, J. Comput. Phys. 26, 218).
 */
final class Hermite {
  /** Number of tuv with t+u+v up to the index. */
  static final int[] COUNT = {1, 4, 10, 20, 35};

  /** Number of tuv of a pair of functions. */
  static final int PAIR = COUNT[2];

  /** t, u and v by position. */
  static final int[][] TUV = new int[COUNT[4]][];

  /** Position of the sum of the tuv at a and at b, at {@code a * PAIR + b}. */
  static final int[] SUM = new int[PAIR * PAIR];

  /** (-1)^(t+u+v). */
  static final double[] SIGN = new double[PAIR];

  /** By position: an axis with t above 0, where t is one and two lower, and t-1. */
  private static final int[] AXIS = new int[COUNT[4]];

  private static final int[] ONE_LOWER = new int[COUNT[4]];
  private static final int[] TWO_LOWER = new int[COUNT[4]];
  private static final double[] FACTOR = new double[COUNT[4]];

  static {
    int at = 0;
    for (int total = 0; total <= 4; total++) {
      for (int t = total; t >= 0; t--) {
        for (int u = total - t; u >= 0; u--) {
          TUV[at] = new int[] {t, u, total - t - u};
          lower(at, TUV[at]);
          at++;
        }
      }
    }
    for (int a = 0; a < PAIR; a++) {
      int[] ta = TUV[a];
      SIGN[a] = 1 - 2 * ((ta[0] + ta[1] + ta[2]) & 1);
      for (int b = 0; b < PAIR; b++) {
        int[] tb = TUV[b];
        SUM[a * PAIR + b] = index(ta[0] + tb[0], ta[1] + tb[1], ta[2] + tb[2]);
      }
    }
  }

  private Hermite() {}

  private static void lower(int at, int[] tuv) {
    for (int axis = 0; axis < 3; axis++) {
      if (tuv[axis] > 0) {
        int[] low = tuv.clone();
        low[axis]--;
        AXIS[at] = axis;
        ONE_LOWER[at] = index(low[0], low[1], low[2]);
        FACTOR[at] = low[axis];
        if (low[axis] > 0) {
          low[axis]--;
          TWO_LOWER[at] = index(low[0], low[1], low[2]);
        }
        return;
      }
    }
  }

  static int index(int t, int u, int v) {
    int total = t + u + v;
    int rest = u + v;
    return total * (total + 1) * (total + 2) / 6 + rest * (rest + 1) / 2 + v;
  }

  /**
   * R_tuv = s (∂/∂X)^t (∂/∂Y)^u (∂/∂Z)^v F_0(α R²) by R^n_000 = s (-2α)^n F_n(α R²) and
   * R^n_{t+1,uv} = X R^{n+1}_tuv + t R^{n+1}_{t-1,uv}.
   *
   * @param total largest t+u+v
   * @param point X, Y, Z in bohr
   * @param work room for {@link Boys}, total + 1 numbers
   * @param r the result at n = 0
   */
  static void coulomb(
      int total, double alpha, double[] point, double s, double[] work, double[] r) {
    double x2 = point[0] * point[0] + point[1] * point[1] + point[2] * point[2];
    Boys.fill(total, alpha * x2, work);
    double scale = s;
    for (int n = 0; n <= total; n++) {
      work[n] *= scale;
      scale *= -2 * alpha;
    }
    // In place: from the end, as each needs only what stands before it, still of n + 1.
    for (int n = total; n >= 0; n--) {
      for (int h = COUNT[total - n] - 1; h > 0; h--) {
        r[h] = point[AXIS[h]] * r[ONE_LOWER[h]] + FACTOR[h] * r[TWO_LOWER[h]];
      }
      r[0] = work[n];
    }
  }
}
