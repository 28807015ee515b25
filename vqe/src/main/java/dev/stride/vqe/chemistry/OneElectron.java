package dev.stride.vqe.chemistry;

/**
 * Fills the one-electron matrices of {@link AtomicIntegrals}, shell pair by shell pair.
 *
 * <p>Overlap, kinetic energy and position are products over the axes of S_ij = ∫ x_A^i x_B^j exp(-a
 * x_A² - b x_B²) dx, by S_{i+1,j} = (P-A) S_ij + (i S_{i-1,j} + j S_{i,j-1})/2p and likewise in j
 * (Obara and Saika 1986, J. Chem. Phys. 84, 3963), T_ij = -2b² S_{i,j+2} + b(2j+1) S_ij for j ≤ 1,
 * and ∫ x ... = S_{i+1,j} + A S_ij. The attraction of a nucleus at C is -Z 2π/p Σ_tuv E_tuv
 * R_tuv(p, P-C).
 */
final class OneElectron {
  private static final int WIDTH = 4;

  final double[][] overlap;
  final double[][][] kinetic;
  final double[][] attraction;
  final double[][][] position;
  private final Geometry geometry;
  private final double[][] s = new double[3][3 * WIDTH];
  private final double[] from = new double[3];
  private final double[] to = new double[3];

  OneElectron(int n, Geometry geometry) {
    this.geometry = geometry;
    this.overlap = new double[n][n];
    this.kinetic = new double[3][n][n];
    this.attraction = new double[n][n];
    this.position = new double[3][n][n];
  }

  void add(ShellPair pair) {
    place(pair.a.atom, from);
    place(pair.b.atom, to);
    for (int k = 0; k < pair.a.exponent.length; k++) {
      for (int l = 0; l < pair.b.exponent.length; l++) {
        addPrimitives(pair, k, l);
      }
    }
    addAttraction(pair);
  }

  private static void place(Atom atom, double[] place) {
    place[0] = atom.x();
    place[1] = atom.y();
    place[2] = atom.z();
  }

  private void addPrimitives(ShellPair pair, int k, int l) {
    double b = pair.b.exponent[l];
    for (int axis = 0; axis < 3; axis++) {
      fillAxis(s[axis], pair.a.exponent[k], b, from[axis], to[axis]);
    }
    for (int f = 0; f < pair.a.functions(); f++) {
      for (int g = 0; g < pair.b.functions(); g++) {
        double factor = pair.a.factors(f)[k] * pair.b.factors(g)[l];
        addProduct(pair.a.first + f, f, pair.b.first + g, g, factor, b);
      }
    }
  }

  private void addProduct(int p, int f, int q, int g, double factor, double b) {
    add(overlap, p, q, factor * at(0, f, g, 0) * at(1, f, g, 0) * at(2, f, g, 0));
    for (int axis = 0; axis < 3; axis++) {
      int next = (axis + 1) % 3;
      int third = (axis + 2) % 3;
      double others = factor * at(next, f, g, 0) * at(third, f, g, 0);
      int j = g == axis + 1 ? 1 : 0;
      double same = at(axis, f, g, 0);
      double t = b * (2 * j + 1) * same - 2 * b * b * at(axis, f, g, 2);
      add(kinetic[axis], p, q, others * t);
      int i = f == axis + 1 ? 1 : 0;
      add(position[axis], p, q, others * (s[axis][(i + 1) * WIDTH + j] + from[axis] * same));
    }
  }

  /** S_ij of one axis for the functions f and g, with j raised. */
  private double at(int axis, int f, int g, int raised) {
    int i = f == axis + 1 ? 1 : 0;
    int j = g == axis + 1 ? 1 : 0;
    return s[axis][i * WIDTH + j + raised];
  }

  private static void fillAxis(double[] s, double a, double b, double from, double to) {
    double p = a + b;
    double distance = from - to;
    double middle = (a * from + b * to) / p;
    s[0] = Math.sqrt(Math.PI / p) * StrictMath.exp(-a * b / p * distance * distance);
    for (int j = 1; j < WIDTH; j++) {
      s[j] = (middle - to) * s[j - 1] + (j > 1 ? (j - 1) * s[j - 2] / (2 * p) : 0);
    }
    for (int i = 1; i < 3; i++) {
      for (int j = 0; j < WIDTH; j++) {
        double before = i > 1 ? (i - 1) * s[(i - 2) * WIDTH + j] : 0;
        double left = j > 0 ? j * s[(i - 1) * WIDTH + j - 1] : 0;
        s[i * WIDTH + j] = (middle - from) * s[(i - 1) * WIDTH + j] + (before + left) / (2 * p);
      }
    }
  }

  private void addAttraction(ShellPair pair) {
    double[] r = new double[Hermite.COUNT[pair.momentum]];
    double[] work = new double[pair.momentum + 1];
    double[] point = new double[3];
    for (int k = 0; k < pair.primitives; k++) {
      double p = pair.exponent[k];
      for (Atom nucleus : geometry.atoms()) {
        point[0] = pair.centre[3 * k] - nucleus.x();
        point[1] = pair.centre[3 * k + 1] - nucleus.y();
        point[2] = pair.centre[3 * k + 2] - nucleus.z();
        double scale = -nucleus.element().charge() * 2 * Math.PI / p;
        Hermite.coulomb(pair.momentum, p, point, scale, work, r);
        for (int product = 0; product < pair.products; product++) {
          int at = (k * pair.products + product) * Hermite.PAIR;
          double sum = 0;
          for (int term : pair.terms[product]) {
            sum += pair.e[at + term] * r[term];
          }
          int f = product / pair.b.functions();
          int g = product % pair.b.functions();
          add(attraction, pair.a.first + f, pair.b.first + g, sum);
        }
      }
    }
  }

  /** A pair of a shell with itself comes with both orders of its functions. */
  private static void add(double[][] matrix, int p, int q, double value) {
    if (p >= q) {
      matrix[p][q] += value;
      matrix[q][p] = matrix[p][q];
    }
  }
}
