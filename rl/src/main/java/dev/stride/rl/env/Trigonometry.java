package dev.stride.rl.env;

/**
 * Cosine and sine of the angles of moving worlds, in less time than by {@link StrictMath}, which
 * calls native code on Java 17. With a the nearest multiple of 1/64 to |x| and r = |x| - a, which
 * is exact (both but for the double next to 1/128),
 *
 * <pre>
 *   cos |x| = cos a + (cos a (cos r - 1) - sin a sin r)
 *   sin |x| = sin a + (cos a sin r + sin a (cos r - 1))
 * </pre>
 *
 * where cos a and sin a stand in a table, made by {@code StrictMath}, and r, at most 1/128, takes
 * the first terms of the Taylor series, which leave less than 1e-18. The absolute error is below
 * {@value #ERROR}; cos(-x) = cos x and sin(-x) = -sin x exactly, and a run has the same bits on
 * every platform. Angles beyond ±8, and what is no number, are left to {@code StrictMath}.
 */
final class Trigonometry {
  /** Most of which is the rounding of the result and of the table. */
  static final double ERROR = 1.4e-16;

  private static final int PER_UNIT = 64;
  private static final int MOST = 8;
  private static final double[] COS = new double[MOST * PER_UNIT + 1];
  private static final double[] SIN = new double[MOST * PER_UNIT + 1];

  static {
    for (int i = 0; i < COS.length; i++) {
      COS[i] = StrictMath.cos((double) i / PER_UNIT);
      SIN[i] = StrictMath.sin((double) i / PER_UNIT);
    }
  }

  private Trigonometry() {}

  static double cos(double angle) {
    double x = Math.abs(angle);
    if (!(x <= MOST)) {
      return StrictMath.cos(angle);
    }
    int i = (int) (x * PER_UNIT + 0.5);
    double r = x - i * (1.0 / PER_UNIT);
    return COS[i] - (COS[i] * versine(r) + SIN[i] * sine(r));
  }

  static double sin(double angle) {
    double x = Math.abs(angle);
    if (!(x <= MOST)) {
      return StrictMath.sin(angle);
    }
    int i = (int) (x * PER_UNIT + 0.5);
    double r = x - i * (1.0 / PER_UNIT);
    double sin = SIN[i] + (COS[i] * sine(r) - SIN[i] * versine(r));
    return angle < 0 ? -sin : sin;
  }

  /** 1 - cos r of a small angle. */
  private static double versine(double r) {
    double s = r * r;
    return s * (0.5 - s * (1.0 / 24 - s * (1.0 / 720)));
  }

  /** sin r of a small angle. */
  private static double sine(double r) {
    double s = r * r;
    return r - r * s * (1.0 / 6 - s * (1.0 / 120));
  }
}
