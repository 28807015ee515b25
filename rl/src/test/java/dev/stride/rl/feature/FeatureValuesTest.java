package dev.stride.rl.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Entries;
import dev.stride.optim.form.BadInput;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Features against their formulas. */
class FeatureValuesTest {
  private static final Space BOX = Space.box(List.of(-1.0, 10.0), List.of(1.0, 30.0));

  private static Encoder encoder(String text, Space space) {
    return FeatureSets.registry().parse(text).encoder(space, null);
  }

  /** All features at a point, as a vector. */
  private static double[] at(Encoder encoder, double... observation) {
    Entries x = Entries.sparse(encoder.most());
    encoder.encode(observation, x);
    double[] dense = new double[encoder.size()];
    x.addTo(dense);
    return dense;
  }

  private static int[] active(Encoder encoder, double... observation) {
    Entries x = Entries.sparse(encoder.most());
    encoder.encode(observation, x);
    return Objects.requireNonNull(x.index).clone();
  }

  @Test
  void fourier() {
    double[] x = at(encoder("fourier:order=2", BOX), -0.4, 25);
    // u = (0.3, 0.75)
    double[] expected = new double[9];
    for (int c = 0; c < 9; c++) {
      expected[c] = Math.cos(Math.PI * (c % 3 * 0.3 + Math.floorDiv(c, 3) * 0.75));
    }
    assertArrayEquals(expected, x, 1e-14);
  }

  /** State s is number s + 1: 6 is 110, 7 is 111 and 8 would need a fourth digit. */
  @Test
  void binary() {
    Encoder seven = encoder("binary", Space.finite(7));
    assertEquals(3, seven.size());
    double half = Math.sqrt(0.5);
    assertArrayEquals(new double[] {1, 0, 0}, at(seven, 0), 1e-15);
    assertArrayEquals(new double[] {0, half, half}, at(seven, 5), 1e-15);
    double third = Math.sqrt(1 / 3.0);
    assertArrayEquals(new double[] {third, third, third}, at(seven, 6), 1e-15);
    assertEquals(4, encoder("binary", Space.finite(8)).size());
    // Four digits for 10 states and seven for 100, as in the paper.
    assertEquals(4, encoder("binary", Space.finite(10)).size());
    assertEquals(7, encoder("binary", Space.finite(100)).size());
  }

  @Test
  void scaledFourier() {
    double[] plain = at(encoder("fourier:order=3", BOX), 0.1, 17);
    double[] scaled = at(encoder("fourier:order=3,scaled=true", BOX), 0.1, 17);
    assertEquals(1, scaled[0]);
    assertEquals(plain[1], scaled[1], 1e-15);
    assertEquals(plain[4], scaled[4], 1e-15);
    assertEquals(plain[5] / Math.sqrt(Math.sqrt(2)), scaled[5], 1e-15);
    assertEquals(plain[14] / Math.sqrt(Math.sqrt(4 + 9)), scaled[14], 1e-15);
  }

  /** Over states it is the discrete cosine transform. */
  @Test
  void fourierIsOrthogonalOverStates() {
    Encoder encoder = encoder("fourier:order=6", Space.finite(20));
    double[][] gram = new double[7][7];
    for (int s = 0; s < 20; s++) {
      double[] x = at(encoder, s);
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 7; j++) {
          gram[i][j] += x[i] * x[j];
        }
      }
    }
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 7; j++) {
        assertEquals(i != j ? 0 : i == 0 ? 20 : 10, gram[i][j], 1e-12);
      }
    }
  }

  @Test
  void polynomial() {
    double[] x = at(encoder("polynomial:degree=2", BOX), -0.4, 25);
    double u = 0.3;
    double w = 0.75;
    double[] expected = {1, u, u * u, w, u * w, u * u * w, w * w, u * w * w, u * u * w * w};
    assertArrayEquals(expected, x, 1e-15);
  }

  @Test
  void polynomialOverStates() {
    assertArrayEquals(
        new double[] {1, 0.3, 0.09, 0.027},
        at(encoder("polynomial:degree=3", Space.finite(5)), 1),
        1e-15);
  }

  @Test
  void radial() {
    double[] x = at(encoder("radial:centres=3x2,width=0.8", BOX), -0.4, 25);
    double[] expected = new double[6];
    for (int c = 0; c < 6; c++) {
      double right = (0.3 - c % 3 * 0.5) / (0.8 * 0.5);
      double up = (0.75 - Math.floorDiv(c, 3)) / 0.8;
      expected[c] = Math.exp(-(right * right + up * up) / 2);
    }
    assertArrayEquals(expected, x, 1e-15);
    double[] one = at(encoder("radial:centres=1,width=2", Space.unit(1)), 0.9);
    assertArrayEquals(new double[] {Math.exp(-0.2 * 0.2 / 2)}, one, 1e-15);
  }

  @Test
  void normalisedRadialAddsUpToOne() {
    double[] plain = at(encoder("radial:centres=4,width=0.6", BOX), 0.5, 12);
    double[] shares = at(encoder("radial:centres=4,width=0.6,normalised=true", BOX), 0.5, 12);
    double sum = 0;
    double all = 0;
    for (int i = 0; i < 16; i++) {
      sum += shares[i];
      all += plain[i];
    }
    assertEquals(1, sum, 1e-15);
    for (int i = 0; i < 16; i++) {
      assertEquals(plain[i] / all, shares[i], 1e-15);
    }
  }

  /** The ten groups of a hundred states of Sutton and Barto's figure 9.1; and uneven ones. */
  @Test
  void aggregation() {
    Encoder hundreds = encoder("aggregation:groups=10", Space.finite(1000));
    assertEquals(10, hundreds.size());
    for (int s = 0; s < 1000; s++) {
      assertArrayEquals(new int[] {s / 100}, active(hundreds, s));
      assertEquals(1, at(hundreds, s)[s / 100]);
    }
    Encoder uneven = encoder("aggregation:groups=3", Space.finite(7));
    int[] sizes = new int[3];
    for (int s = 0; s < 7; s++) {
      sizes[active(uneven, s)[0]]++;
    }
    assertArrayEquals(new int[] {3, 2, 2}, sizes);
  }

  /**
   * The tilings of figure 9.10: a tile of 200 states and 50 tilings 4 states apart, so that states
   * s and s + d share 50 - d/4 tiles; 5 tiles in the first tiling and 6 in the others, on odd
   * numbers of weights.
   */
  @Test
  void tilesOverAThousandStates() {
    Encoder encoder = encoder("tiles:tilings=50,tiles=5", Space.finite(1000));
    assertEquals(5 + 49 * 7, encoder.size());
    for (int s = 0; s < 600; s += 7) {
      for (int d = 0; d <= 220; d += 4) {
        assertEquals(Math.max(0, 50 - d / 4), shared(encoder, s, s + d), s + " and " + (s + d));
      }
    }
  }

  private static int shared(Encoder encoder, double one, double other) {
    return shared(active(encoder, one), active(encoder, other));
  }

  private static int shared(int[] one, int[] other) {
    int shared = 0;
    for (int t = 0; t < one.length; t++) {
      shared += one[t] == other[t] ? 1 : 0;
    }
    return shared;
  }

  /**
   * As far as one of n units of a tile along any coordinate changes one tile of n, by the odd
   * displacements, which leave no unit out; a whole tile changes all.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void nearPointsShareTiles(int coordinate) {
    Encoder encoder = encoder("tiles:tilings=16,tiles=4", Space.unit(3));
    double unit = 1.0 / 4 / 16;
    for (int from = 0; from < 40; from++) {
      double[] here = {0.401, 0.333, 0.287};
      here[coordinate] = (from + 0.5) * unit;
      for (int units = 0; units < 20; units++) {
        double[] there = here.clone();
        there[coordinate] += units * unit;
        int shared = shared(active(encoder, here), active(encoder, there));
        assertEquals(Math.max(0, 16 - units), shared, from + " to " + (from + units));
      }
    }
  }

  /** With displacements along the diagonal this would be 4 tilings and none. */
  @Test
  void displacementsAreAsymmetric() {
    Encoder encoder = encoder("tiles:tilings=8,tiles=4", Space.unit(2));
    double unit = 1.0 / 32;
    double[] here = {0.5 + unit / 2, 0.5 + unit / 2};
    double[] along = {here[0] + 4 * unit, here[1] + 4 * unit};
    double[] across = {here[0] + 4 * unit, here[1] - 4 * unit};
    // Tilings 4 to 7 change to the right; upwards those with 3t mod 8 of 4 or more change, which
    // are 2, 4, 5 and 7, and downwards the others.
    assertEquals(3, shared(active(encoder, here), active(encoder, along)));
    assertEquals(1, shared(active(encoder, here), active(encoder, across)));
  }

  /** Each tiling has weights of its own, and one of them is active, one for one tile. */
  @ParameterizedTest
  @CsvSource({"1, 3", "4, 7", "8, 4x6", "6, 5"})
  void aTilingIsAPartition(int tilings, String tiles) {
    Encoder encoder = encoder("tiles:tilings=" + tilings + ",tiles=" + tiles, BOX);
    int[] lowest = active(encoder, -1, 10);
    int[] highest = active(encoder, 1, 30);
    int[] counts = Counts.parse(tiles).along(2);
    int end = 0;
    for (int t = 0; t < tilings; t++) {
      assertEquals(end, lowest[t], "the first tile of tiling " + t);
      int right = counts[0] + (t == 0 ? 0 : 1);
      int up = counts[1] + (3 * t % tilings == 0 ? 0 : 1);
      assertEquals(end + right * up - 1, highest[t], "the last tile of tiling " + t);
      end += right * up + (right * up % 2 == 0 ? 1 : 0);
    }
    assertEquals(end, encoder.size());
    assertEquals(tilings, encoder.most());
    // Row by row through the first tiling.
    for (int i = 0; i < counts[0] * counts[1]; i++) {
      double right = (i % counts[0] + 0.5) / counts[0];
      double up = (Math.floorDiv(i, counts[0]) + 0.5) / counts[1];
      assertEquals(i, active(encoder, -1 + 2 * right, 10 + 20 * up)[0]);
    }
  }

  @Test
  void tilesAreWorthOneEach() {
    Encoder encoder = encoder("tiles", BOX);
    double sum = 0;
    for (double value : at(encoder, 0.2, 20)) {
      assertTrue(value == 0 || value == 1);
      sum += value;
    }
    assertEquals(8, sum);
  }

  /** What the features can represent is found by least squares, and what they cannot is not. */
  @Test
  void representableFunctionsAreRepresented() {
    Space plane = Space.unit(2);
    ToDoubleFunction<double[]> wave =
        p -> 2 - Math.cos(Math.PI * (2 * p[0] + p[1])) + 0.5 * Math.cos(Math.PI * 3 * p[1]);
    assertEquals(0, misfit(encoder("fourier:order=3", plane), wave), 1e-12);
    assertEquals(0, misfit(encoder("fourier:order=3,scaled=true", plane), wave), 1e-12);
    assertTrue(misfit(encoder("fourier:order=2", plane), wave) > 0.1);

    ToDoubleFunction<double[]> cubic = p -> 1 - 3 * p[0] * p[0] * p[1] + p[1] * p[1] * p[1];
    assertEquals(0, misfit(encoder("polynomial:degree=3", plane), cubic), 1e-12);
    assertTrue(misfit(encoder("polynomial:degree=2", plane), cubic) > 0.01);

    ToDoubleFunction<double[]> steps = p -> Math.floor(3 * p[0]) + 2 * Math.floor(3 * p[1]);
    assertEquals(0, misfit(encoder("tiles:tilings=1,tiles=3", plane), steps), 1e-12);
    assertEquals(0, misfit(encoder("tiles:tilings=4,tiles=3", plane), steps), 1e-12);
    assertTrue(misfit(encoder("tiles:tilings=4,tiles=2", plane), steps) > 0.05);

    ToDoubleFunction<double[]> constant = p -> 4;
    assertEquals(0, misfit(encoder("radial:centres=3,normalised=true", plane), constant), 1e-12);
    assertTrue(misfit(encoder("radial:centres=3,width=0.3", plane), constant) > 0.05);
  }

  /** The largest error of the best fit in the mean square over a grid. */
  private static double misfit(Encoder encoder, ToDoubleFunction<double[]> function) {
    int n = 24;
    double[][] rows = new double[n * n][];
    double[] target = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      double[] point = {(i % n + 0.5) / n, (Math.floorDiv(i, n) + 0.5) / n};
      rows[i] = at(encoder, point);
      target[i] = function.applyAsDouble(point);
    }
    Array2DRowRealMatrix x = new Array2DRowRealMatrix(rows, false);
    double[] w =
        new SingularValueDecomposition(x)
            .getSolver()
            .solve(new ArrayRealVector(target, false))
            .toArray();
    return new ArrayRealVector(x.operate(w)).getLInfDistance(new ArrayRealVector(target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tiles:tilings=0          | tilings must be from 1 to 1024, not 0",
        "tiles:tiles=0            | tiles=0: each number must be from 1 to 10000, not 0",
        "tiles:tiles=8x           | it has to be a whole number, or one for each coordinate",
        "tiles:tiles=8y9          | it has to be a whole number, or one for each coordinate",
        "fourier:order=0          | order must be from 1 to 1000, not 0",
        "radial:width=0           | width must be positive, not 0",
        "radial:centers=2         | did you mean 'centres'?",
        "aggregation:groups=0     | groups must be at least 1, not 0",
        "polynomial:degree=0      | degree must be from 1 to 100, not 0",
      })
  void badSettingsAreNamed(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> FeatureSets.registry().parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table               | 'tiles' would do",
        "own                 | no features of its own",
        "aggregation         | 'tiles:tilings=1' would do",
        "tiles:tiles=4x4x4   | 4x4x4 has 3 numbers, and an observation here has 2",
        "radial:centres=4x4x4| 4x4x4 has 3 numbers, and an observation here has 2",
        "tiles:tiles=9999    | that makes 8.00e+08 features, and more than 10000000 are too many",
        "tiles:tilings=1024 | nothing",
        "tiles:tilings=1024,tiles=9x11 | tilings=1024,tiles=9x11 needs tables of 20971520 numbers",
        "fourier:order=1000,scaled=true | nothing",
        "fourier:order=999   | nothing",
        "polynomial:degree=99| nothing",
        "radial:centres=9999 | that makes 1.00e+08 features",
      })
  void whatDoesNotFitIsBadInput(String text, String message) {
    Features features = FeatureSets.registry().parse(text);
    if (message.equals("nothing")) {
      assertTrue(features.encoder(BOX, null).size() <= 1_100_000);
      return;
    }
    BadInput bad = assertThrows(BadInput.class, () -> features.encoder(BOX, null));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void moreGroupsThanStates() {
    BadInput bad =
        assertThrows(BadInput.class, () -> encoder("aggregation:groups=6", Space.finite(5)));
    assertEquals("there are 5 states, too few for 6 groups", bad.getMessage());
  }

  /** What is taken where nothing is chosen; tilings as recommended, tiles few where it must be. */
  @Test
  void fitting() {
    Encoder own = new Table.States(3);
    assertInstanceOf(Own.class, FeatureSets.fitting(BOX, own));
    assertSame(own, FeatureSets.fitting(BOX, own).encoder(BOX, own));
    assertInstanceOf(Table.class, FeatureSets.fitting(Space.finite(3), null));
    assertEquals(new Tiles(4, Counts.of(8)), FeatureSets.fitting(Space.unit(1), null));
    assertEquals(new Tiles(8, Counts.of(8)), FeatureSets.fitting(BOX, null));
    assertEquals(new Tiles(16, Counts.of(8)), FeatureSets.fitting(Space.unit(4), null));
    assertEquals(new Tiles(32, Counts.of(3)), FeatureSets.fitting(Space.unit(6), null));
    assertEquals(new Tiles(128, Counts.of(1)), FeatureSets.fitting(Space.unit(20), null));
  }
}
