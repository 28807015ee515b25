package dev.stride.vqe.chemistry;

/**
 * Products of the functions of two shells as sums of Hermite Gaussians, for every pair of
 * primitives: Ω_fg = Σ_tuv E^fg_tuv Λ_tuv about P = (aA + bB)/p with p = a + b (Helgaker, Jørgensen
 * and Olsen, section 9.5). In one dimension, with K = exp(-ab/p (A-B)²),
 *
 * <pre>
 * E⁰⁰ = K (1), E¹⁰ = K (P-A, 1/2p), E⁰¹ = K (P-B, 1/2p),
 * E¹¹ = K ((P-A)(P-B) + 1/2p, (P-A + P-B)/2p, 1/4p²).
 * </pre>
 */
final class ShellPair {
  /** A product that is smaller everywhere is left out; contraction factors are below 1e3. */
  private static final double NOTHING = 1e-20;

  /** Positions of the tuv that a product has, by f * 4 + g of its functions. */
  private static final int[][] TERMS = new int[16][];

  static {
    for (int f = 0; f < 4; f++) {
      for (int g = 0; g < 4; g++) {
        int[] most = new int[3];
        if (f > 0) {
          most[f - 1]++;
        }
        if (g > 0) {
          most[g - 1]++;
        }
        int[] terms = new int[(most[0] + 1) * (most[1] + 1) * (most[2] + 1)];
        int count = 0;
        for (int t = 0; t <= most[0]; t++) {
          for (int u = 0; u <= most[1]; u++) {
            for (int v = 0; v <= most[2]; v++) {
              terms[count++] = Hermite.index(t, u, v);
            }
          }
        }
        TERMS[f * 4 + g] = terms;
      }
    }
  }

  final Shell a;
  final Shell b;

  /** Largest t+u+v. */
  final int momentum;

  /** Number of products, of function f of a and g of b at f * b.functions() + g. */
  final int products;

  /** Which tuv a product has. */
  final int[][] terms;

  /** Number of pairs of primitives. */
  int primitives;

  /** p. */
  final double[] exponent;

  /** P in bohr, three numbers for each. */
  final double[] centre;

  /** E at (primitive * products + product) * Hermite.PAIR + tuv. */
  final double[] e;

  ShellPair(Shell a, Shell b) {
    this.a = a;
    this.b = b;
    this.momentum = a.momentum() + b.momentum();
    this.products = a.functions() * b.functions();
    this.terms = new int[products][];
    for (int f = 0; f < a.functions(); f++) {
      for (int g = 0; g < b.functions(); g++) {
        terms[f * b.functions() + g] = TERMS[f * 4 + g];
      }
    }
    int most = a.exponent.length * b.exponent.length;
    this.exponent = new double[most];
    this.centre = new double[3 * most];
    this.e = new double[most * products * Hermite.PAIR];
    double[] work = new double[9];
    for (int k = 0; k < a.exponent.length; k++) {
      for (int l = 0; l < b.exponent.length; l++) {
        add(k, l, work);
      }
    }
  }

  private void add(int k, int l, double[] work) {
    double p = a.exponent[k] + b.exponent[l];
    double distance = a.atom.distance(b.atom);
    double mu = a.exponent[k] * b.exponent[l] / p;
    double overlap = StrictMath.exp(-mu * distance * distance);
    if (overlap < NOTHING) {
      return;
    }
    double[] from = {a.atom.x(), a.atom.y(), a.atom.z()};
    double[] to = {b.atom.x(), b.atom.y(), b.atom.z()};
    exponent[primitives] = p;
    for (int axis = 0; axis < 3; axis++) {
      double weighted = a.exponent[k] * from[axis] + b.exponent[l] * to[axis];
      centre[3 * primitives + axis] = weighted / p;
    }
    int at = primitives * products * Hermite.PAIR;
    for (int f = 0; f < a.functions(); f++) {
      for (int g = 0; g < b.functions(); g++) {
        for (int axis = 0; axis < 3; axis++) {
          double middle = centre[3 * primitives + axis];
          oneAxis(
              f == axis + 1, g == axis + 1, middle - from[axis], middle - to[axis], p, axis, work);
        }
        double factor = a.factors(f)[k] * b.factors(g)[l] * overlap;
        multiply(f * 4 + g, factor, work, at);
        at += Hermite.PAIR;
      }
    }
    primitives++;
  }

  /** The E of one dimension, without K, at work[3 * axis]. */
  private static void oneAxis(
      boolean f, boolean g, double pa, double pb, double p, int axis, double[] work) {
    double half = 0.5 / p;
    int at = 3 * axis;
    if (f && g) {
      work[at] = pa * pb + half;
      work[at + 1] = (pa + pb) * half;
      work[at + 2] = half * half;
    } else {
      work[at] = f ? pa : g ? pb : 1;
      work[at + 1] = f || g ? half : 0;
      work[at + 2] = 0;
    }
  }

  private void multiply(int functions, double factor, double[] work, int at) {
    for (int term : TERMS[functions]) {
      int[] tuv = Hermite.TUV[term];
      e[at + term] = factor * work[tuv[0]] * work[3 + tuv[1]] * work[6 + tuv[2]];
    }
  }
}
