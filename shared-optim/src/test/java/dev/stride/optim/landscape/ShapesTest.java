package dev.stride.optim.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each landscape was made for. */
class ShapesTest {
  private static RealMatrix hessian(Landscape landscape, double[] x) {
    int n = x.length;
    RealMatrix hessian = new Array2DRowRealMatrix(n, n);
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      landscape.hessian(x, unit, column);
      hessian.setColumn(j, column);
    }
    return hessian;
  }

  /** Rising. */
  private static double[] eigenvalues(Landscape landscape) {
    double[] values =
        new EigenDecomposition(hessian(landscape, landscape.start())).getRealEigenvalues();
    Arrays.sort(values);
    return values;
  }

  private static Outcome run(String optimizer, Landscape landscape, long iterations) {
    return Metered.run(
        Optimizers.minimizer(optimizer, EnumSet.of(Order.VALUE, Order.GRADIENT), "a test"),
        new NoisyLandscape(landscape, new None(), Streams.of(7).at("draws").rng()),
        landscape.start(),
        Budget.of(Charge.ITERATIONS, iterations),
        Curve.trace(),
        Streams.of(7).rng());
  }

  @Test
  void knownMinima() {
    assertEquals(0, new Rosenbrock(4).value(new double[] {1, 1, 1, 1}), 0);
    assertEquals(-0.25, new Saddle(0.1).value(new double[] {0, -1}), 0);
    assertEquals(0, new Plateau(1, 3, 1).value(new double[3]), 0);
    assertArrayEquals(new double[] {-1.2, 1, -1.2}, new Rosenbrock(3).start(), 0);
    assertEquals(24.2, new Rosenbrock(2).value(new double[] {-1.2, 1}), 1e-13);
    assertEquals((1 + 10 + 100) / 2.0, new Quadratic(100, 3).value(new double[] {1, 1, 1}), 1e-13);
  }

  /** By a scan of the floor, whose curvature of about 25 leaves an error below 1e-9. */
  @ParameterizedTest
  @ValueSource(strings = {"canyon", "canyon:b=0.1,c=1", "canyon:b=3,c=2", "canyon:b=0"})
  void theCanyonsMinimumIsReached(String text) {
    Landscape canyon = Landscapes.registry().parse(text);
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 400_000; i++) {
      lowest = Math.min(lowest, canyon.value(new double[] {i * 1e-5, 0}));
    }
    assertEquals(lowest, canyon.minimum(), 1e-9);
  }

  /** exp(r²/2)/r² steps for the plateau, and a dozen for the basin, at the best rate for that. */
  @ParameterizedTest
  @CsvSource({"3.5, 37", "4, 186", "4.5, 1233"})
  void thePlateauIsFlatAndTheBasinSharp(double distance, double steps) {
    double width = 0.1;
    Plateau plateau = new Plateau(width, 2, distance);
    double[] gradient = new double[2];
    plateau.gradient(plateau.start(), gradient);
    double slope = distance * StrictMath.exp(-distance * distance / 2) / width;
    assertEquals(slope, Math.hypot(gradient[0], gradient[1]), 1e-13 * slope);
    String best = "sgd:learningRate=" + width * width;
    assertTrue(run(best, plateau, (long) (0.8 * steps)).truth() > 0.9);
    assertTrue(run(best, plateau, (long) (1.5 * steps) + 20).truth() < 1e-9);
    assertEquals(1 / (width * width), hessian(plateau, new double[2]).getEntry(0, 0), 1e-12);
  }

  @Test
  void theCliffRisesOverItsWidthAndIsSteepestInTheMiddle() {
    Cliff cliff = new Cliff(10, 0.1, 2);
    assertArrayEquals(new double[] {2.1, 1}, cliff.start(), 0);
    assertEquals(0.5, cliff.value(new double[] {1, 0}), 0);
    assertEquals(1.1 * 1.1 / 2 + 10, cliff.value(new double[] {1.1, 0}), 1e-14);
    assertEquals(1.05 * 1.05 / 2 + 5, cliff.value(new double[] {1.05, 0}), 1e-13);
    double[] gradient = new double[2];
    cliff.gradient(new double[] {1.05, 3}, gradient);
    assertArrayEquals(new double[] {1.05 + 187.5, 3}, gradient, 1e-11);
    cliff.gradient(new double[] {1.5, 3}, gradient);
    assertArrayEquals(new double[] {1.5, 3}, gradient, 0);
  }

  @Test
  void theCliffThrowsAPlainStepBeyondTheBasin() {
    Outcome outcome = run("sgd:learningRate=0.05", new Cliff(10, 0.1, 1), 200);
    double furthest = Double.POSITIVE_INFINITY;
    for (double[] x : outcome.curve().points()) {
      furthest = Math.min(furthest, x[0]);
    }
    assertTrue(furthest < -1, "at " + furthest);
    assertTrue(outcome.truth() < 1e-3, "truth " + outcome.truth());
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "7, 1", "8, 2", "10, 1", "33, 9"})
  void turningLeavesTheCurvaturesAndMixesAllAxes(int n, long seed) {
    Rotated rotated = new Rotated(100, n, seed);
    double[] curvatures = eigenvalues(rotated);
    for (int i = 0; i < n; i++) {
      double expected = StrictMath.pow(100, i / (n - 1.0));
      assertEquals(expected, curvatures[i], 1e-12 * 100);
    }
    RealMatrix hessian = hessian(rotated, rotated.start());
    for (double[] row : hessian.getData()) {
      for (double entry : row) {
        assertNotEquals(0, entry, 1e-9);
      }
    }
    double[] ones = new Quadratic(100, n).start();
    assertEquals(new Quadratic(100, n).value(ones), rotated.value(rotated.start()), 1e-11);
    assertNotEquals(hessian, hessian(new Rotated(100, n, seed + 1), rotated.start()));
  }

  /** The axes, rows of Q, are the eigenvectors; their curvatures are all different. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 7, 9, 12, 17, 24, 31})
  void everyAxisHasAPartOfEveryParameter(int n) {
    Rotated rotated = new Rotated(1000, n, 4);
    EigenDecomposition axes = new EigenDecomposition(hessian(rotated, rotated.start()));
    for (int i = 0; i < n; i++) {
      for (double part : axes.getEigenvector(i).toArray()) {
        assertNotEquals(0, part, 1e-9);
      }
    }
  }

  @Test
  void signsAlternate() {
    Alternating bowl = new Alternating(3, 2);
    double[] gradient = new double[2];
    UniformRandomProvider none = Streams.of(1).rng();
    assertEquals(2.5 + 9, bowl.draw(0, new double[] {1, 2}, none, gradient), 0);
    assertArrayEquals(new double[] {4, 5}, gradient, 0);
    assertEquals(2.5 - 9, bowl.draw(1, new double[] {1, 2}, none, gradient), 0);
    assertArrayEquals(new double[] {-2, -1}, gradient, 0);
  }

  @Test
  void theScaleFallsAtItsQuestion() {
    Rescaling bowl = new Rescaling(100, 3, 1);
    double[] gradient = new double[1];
    UniformRandomProvider none = Streams.of(1).rng();
    assertEquals(200, bowl.draw(2, new double[] {2}, none, gradient), 0);
    assertEquals(200, gradient[0], 0);
    assertEquals(2, bowl.draw(3, new double[] {2}, none, gradient), 0);
    assertEquals(2, gradient[0], 0);
  }

  @Test
  void sparseGradientsHaveOneEntryAndRareOnesAreRare() {
    Sparse sparse = new Sparse(4, 2);
    double[] p = hessian(sparse, new double[4]).preMultiply(new double[] {1, 1, 1, 1});
    assertEquals(1, Arrays.stream(p).sum(), 1e-15);
    assertArrayEquals(new double[] {p[0], p[0] / 4, p[0] / 9, p[0] / 16}, p, 1e-15);
    UniformRandomProvider rng = Streams.of(6).rng();
    double[] gradient = new double[4];
    for (int k = 0; k < 1000; k++) {
      double value = sparse.draw(k, new double[] {3, 5, 7, 9}, rng, gradient);
      double sum = Arrays.stream(gradient).sum();
      assertEquals(1, Arrays.stream(gradient).filter(g -> g != 0).count());
      assertEquals(sum * sum / 2, value, 0);
    }
  }

  @Test
  void everySampleAgreesOnTheMinimumOfTheOverParameterised() {
    OverParameterised squares = new OverParameterised(4, 9, 2);
    double[] curvatures = eigenvalues(squares);
    assertEquals(0, curvatures[4], 1e-14);
    assertTrue(curvatures[5] > 0.01, "rank " + Arrays.toString(curvatures));
    // The trace is 1/m Σ_i ‖a_i‖² with n entries of ±1.
    assertEquals(9, Arrays.stream(curvatures).sum(), 1e-13);
    UniformRandomProvider rng = Streams.of(6).rng();
    double[] gradient = new double[9];
    double[] w = squares.minimizer();
    assertTrue(Arrays.stream(w).allMatch(each -> Math.abs(each) <= 1));
    assertNotEquals(w[0], w[1]);
    for (int k = 0; k < 100; k++) {
      assertEquals(0, squares.draw(k, w, rng, gradient), 0);
      assertArrayEquals(new double[9], gradient, 0);
    }
    assertTrue(run("sgd:learningRate=0.05", squares, 3000).truth() < 1e-12);
  }

  @Test
  void reddisSlopes() {
    Reddi cyclic = new Reddi(3, 3, Reddi.Mode.CYCLIC);
    UniformRandomProvider rng = Streams.of(6).rng();
    double[] gradient = new double[1];
    for (long k = 0; k < 9; k++) {
      double slope = k % 3 == 0 ? 3 : -1;
      assertEquals(slope / 2, cyclic.draw(k, new double[] {0.5}, rng, gradient), 0);
      assertEquals(slope, gradient[0], 0);
    }
    assertArrayEquals(new double[] {-1 - 1 / 90.0}, cyclic.minimizer(), 1e-15);
    assertEquals(-1 / 3.0 - 1 / 540.0, cyclic.minimum(), 1e-15);
    assertEquals(cyclic.minimum() + 1 / 540.0, cyclic.value(new double[] {-1}), 1e-15);
    // Section 5 without its factor of 10: a mean slope of 0.2/10.
    Reddi stochastic = new Reddi(101, 100, Reddi.Mode.STOCHASTIC);
    assertEquals(0.02, stochastic.value(new double[] {1}), 1e-15);
    int large = 0;
    for (long k = 0; k < 10_000; k++) {
      large += stochastic.draw(k, new double[] {1}, rng, gradient) == 101 ? 1 : 0;
    }
    // 4 standard deviations of the binomial number of 10 000/100: false alarm 6e-5.
    assertEquals(100, large, 40);
  }

  /** Theorem 1: β₁ = 0, β₂ = 1/(1 + C²), η_k in proportion to 1/√k; AMSGrad as in its section 4. */
  @ParameterizedTest
  @CsvSource({"adam, 1", "amsgrad, -1"})
  void adamLeavesReddisMinimumAndAmsGradFindsIt(String name, double side) {
    String settings = ":learningRate=(inverse-sqrt:0.5),beta1=0,beta2=0.1,epsilon=0";
    Outcome outcome = run(name + settings, new Reddi(3, 3, Reddi.Mode.CYCLIC), 20_000);
    assertEquals(side, outcome.recommended()[0], 0.05);
  }

  /** Against u = (λ² cos t + λ sin t + exp(-λt))/(1 + λ²), which solves the equation. */
  /**
   * At every corner of the settings the gradient of the minimum is rounding next to the start's.
   */
  @ParameterizedTest
  @EnumSource(Stiff.Mode.class)
  void theStiffMinimumIsOneAtAllLimits(Stiff.Mode mode) {
    for (double rate : new double[] {1e-6, 1e12}) {
      for (double horizon : new double[] {1e-6, 10}) {
        for (int terms : new int[] {2, 12}) {
          Stiff stiff = new Stiff(rate, horizon, terms, mode);
          double[] atStart = new double[terms];
          double[] atMinimum = new double[terms];
          stiff.gradient(stiff.start(), atStart);
          stiff.gradient(stiff.minimizer(), atMinimum);
          double scale = Arrays.stream(atStart).map(Math::abs).max().orElseThrow();
          for (double slope : atMinimum) {
            assertEquals(0, slope, 1e-11 * scale, stiff.toString());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Stiff.Mode.class)
  void theStiffMinimumSolvesItsEquation(Stiff.Mode mode) {
    double[] w = new Stiff(50, 2, 8, mode).minimizer();
    for (double t = 0; t <= 2; t += 0.125) {
      double exact =
          (2500 * StrictMath.cos(t) + 50 * StrictMath.sin(t) + StrictMath.exp(-50 * t)) / 2501;
      double sum = 0;
      for (int j = 0; j < w.length; j++) {
        double basis =
            switch (mode) {
              case RAW -> StrictMath.pow(t, j);
              case SCALED -> StrictMath.pow(t / 2, j);
              case ORTHOGONAL -> StrictMath.cos(j * StrictMath.acos(t - 1));
            };
        sum += w[j] * basis;
      }
      assertEquals(exact, sum, 1e-3, "t = " + t);
    }
  }

  /** By the definition, with powers of t. */
  @Test
  void theStiffValueIsTheMeanSquareOfItsResiduals() {
    double[] w = {0.3, -0.2, 0.5};
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      double t = 1.5 * (1 - StrictMath.cos(Math.PI * (2 * i + 1) / 24)) / 2;
      double u = 0.3 - 0.2 * t + 0.5 * t * t;
      double residual = -0.2 + t + 7 * (u - StrictMath.cos(t));
      sum += residual * residual / 12;
    }
    double atZero = (0.3 - 1) * (0.3 - 1);
    assertEquals((sum + atZero) / 2, new Stiff(7, 1.5, 3, Stiff.Mode.RAW).value(w), 1e-13 * sum);
    assertEquals(
        (sum / 49 + atZero) / 2,
        new Stiff(7, 1.5, 3, Stiff.Mode.SCALED).value(new double[] {0.3, -0.3, 1.125}),
        1e-13);
  }

  /** The stated condition numbers, and that the equation counts 1/λ² as much without dimensions. */
  @ParameterizedTest
  @CsvSource({"raw, 5.1e10", "scaled, 1.3e10", "orthogonal, 18"})
  void theStiffConditionIsAsStated(String mode, double condition) {
    double[] curvatures = eigenvalues(Landscapes.registry().parse("stiff:mode=" + mode));
    assertEquals(condition, curvatures[7] / curvatures[0], 0.05 * condition);
  }
}
