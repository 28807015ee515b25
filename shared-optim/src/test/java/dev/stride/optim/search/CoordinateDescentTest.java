package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rotosolve, NFT, and what they fit. */
class CoordinateDescentTest {
  private static final UniformRandomProvider UNUSED = Streams.of(0).rng();

  static Stream<double[]> spectra() {
    return Stream.of(
        new double[] {1},
        new double[] {0.7},
        new double[] {1, 2},
        new double[] {2, 1, 3},
        new double[] {2, 3},
        new double[] {1, 4},
        new double[] {4, 6, 10},
        new double[] {0.5, 1.5},
        new double[] {1, 2, 3, 4, 5, 6},
        new double[] {1, Math.sqrt(2)});
  }

  /** Against the polynomial itself, and against its values at a hundredth of the fastest wave. */
  @ParameterizedTest
  @MethodSource("spectra")
  void theFitIsThePolynomialAndFindsItsLowestPoint(double[] omega) {
    UniformRandomProvider rng = Streams.of(4).rng();
    TrigonometricFit fit = new TrigonometricFit(omega);
    assertEquals(2 * omega.length + 1, fit.points());
    assertEquals(0, fit.at(0), 0);
    for (int round = 0; round < 30; round++) {
      double[] a = new double[omega.length];
      double[] b = new double[omega.length];
      double constant = rng.nextDouble() - 0.5;
      for (int k = 0; k < a.length; k++) {
        a[k] = rng.nextDouble() - 0.5;
        b[k] = rng.nextDouble() - 0.5;
      }
      DoubleUnaryOperator f =
          t -> {
            double sum = constant;
            for (int k = 0; k < omega.length; k++) {
              sum += a[k] * Math.cos(omega[k] * t) + b[k] * Math.sin(omega[k] * t);
            }
            return sum;
          };
      double[] values = new double[fit.points()];
      for (int point = 0; point < values.length; point++) {
        values[point] = f.applyAsDouble(fit.at(point));
      }
      fit.fit(values);
      for (double t = -7; t < 7; t += 0.31) {
        assertEquals(f.applyAsDouble(t), fit.value(t), 1e-11);
      }
      double lowest = fit.lowest();
      double fastest = 0;
      for (double w : omega) {
        fastest = Math.max(fastest, w);
      }
      // Where there is no period, within one and a half waves of the slowest.
      double range = Math.min(2 * Math.PI, 3 * Math.PI / omega[0]);
      for (double t = -range; t < range; t += Math.PI / 50 / fastest) {
        assertTrue(
            f.applyAsDouble(lowest) <= f.applyAsDouble(t) + 1e-12,
            "lowest at " + lowest + ", lower at " + t);
      }
    }
  }

  @Test
  void aFlatLineIsLeftAlone() {
    for (double[] omega : List.of(new double[] {1}, new double[] {1, 2})) {
      TrigonometricFit fit = new TrigonometricFit(omega);
      double[] values = new double[fit.points()];
      Arrays.fill(values, 0.1);
      values[1] += 1e-17;
      fit.fit(values);
      assertEquals(0, fit.lowest(), 0);
    }
  }

  /** Facts of the papers: the shifts are ±π/2, and the closed form. */
  @Test
  void oneFrequencyIsRotosolvesClosedForm() {
    TrigonometricFit fit = new TrigonometricFit(new double[] {1});
    assertEquals(Math.PI / 2, fit.at(1), 0);
    assertEquals(-Math.PI / 2, fit.at(2), 0);
    double here = 0.3;
    double right = -1.2;
    double left = 0.9;
    fit.fit(new double[] {here, right, left});
    double expected = -Math.PI / 2 - Math.atan2(2 * here - right - left, right - left);
    double apart = (fit.lowest() - expected) / (2 * Math.PI);
    assertEquals(Math.rint(apart), apart, 1e-14);
  }

  /** Along x: the frequencies 1 and 2; along y: 1; z plays no part. */
  private static final class Waves implements Problem {
    static double at(double[] x) {
      return Math.cos(x[0])
          + 0.8 * Math.sin(2 * x[0] + 0.5)
          + Math.cos(x[1] - x[0])
          + 0.2 * Math.sin(x[1]);
    }

    @Override
    public Layout layout() {
      return Layout.flat(3);
    }

    @Override
    public Set<Order> answers() {
      return EnumSet.of(Order.VALUE, Order.FREQUENCIES);
    }

    @Override
    public double[][] frequencies() {
      return new double[][] {{1, 2}, {1}, {}};
    }

    @Override
    public void evaluate(Trial trial) {
      trial.value = truth(trial.x);
    }

    @Override
    public double truth(double[] x) {
      return at(x);
    }
  }

  private static Outcome run(Minimizer minimizer, Problem problem, double[] x0, long iterations) {
    return Metered.run(
        minimizer, problem, x0, Budget.of(Charge.ITERATIONS, iterations), Curve.trace(), UNUSED);
  }

  @Test
  void everyUpdateGoesToTheMinimumAlongItsParameter() {
    for (Minimizer minimizer : List.of(new Rotosolve(), new Nft(32))) {
      Outcome outcome = run(minimizer, new Waves(), new double[] {0.3, -0.4, 7}, 6);
      List<double[]> points = outcome.curve().points();
      for (int k = 1; k < points.size(); k++) {
        int i = (k - 1) % 2;
        double[] x = points.get(k).clone();
        assertEquals(points.get(k - 1)[1 - i], x[1 - i], 0);
        double value = Waves.at(x);
        for (double t = 0; t < 2 * Math.PI; t += 0.05) {
          x[i] = t;
          assertTrue(value <= Waves.at(x) + 1e-13, "update " + k);
        }
      }
      assertEquals(7, outcome.recommended()[2], 0);
    }
  }

  /** With 5 and 3 values an update, of which NFT measures the one at x every third time. */
  @Test
  void valuesAreCountedPerFrequency() {
    double[] x0 = {0.3, -0.4, 7};
    Outcome rotosolve = run(new Rotosolve(), new Waves(), x0, 6);
    assertEquals(3 * (5 + 3), rotosolve.ledger().count(Charge.VALUES));
    Outcome nft = run(new Nft(3), new Waves(), x0, 6);
    assertEquals(3 * (4 + 2) + 2, nft.ledger().count(Charge.VALUES));
    // Without noise the prediction is right, and both take the same way.
    assertArrayEquals(rotosolve.recommended(), nft.recommended(), 1e-12);
  }

  @Test
  void convergesWhereNoParameterMoves() {
    for (Minimizer minimizer : List.of(new Rotosolve(), new Nft(32))) {
      Outcome outcome = run(minimizer, new Waves(), new double[] {0.3, -0.4, 7}, 10_000);
      assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
      double[] x = outcome.recommended();
      for (double dx : new double[] {-1e-4, 0, 1e-4}) {
        for (double dy : new double[] {-1e-4, 0, 1e-4}) {
          double near = Waves.at(new double[] {x[0] + dx, x[1] + dy});
          assertTrue(outcome.truth() <= near + 1e-14);
        }
      }
    }
  }

  @Test
  void aProblemWithoutFrequenciesIsLeftAtOnce() {
    Problem constant =
        new Problem() {
          @Override
          public Layout layout() {
            return Layout.flat(2);
          }

          @Override
          public double[][] frequencies() {
            return new double[2][0];
          }

          @Override
          public void evaluate(Trial trial) {
            throw new AssertionError();
          }

          @Override
          public double truth(double[] x) {
            return 0;
          }
        };
    Outcome outcome = run(new Nft(32), constant, new double[] {1, 2}, 10);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertArrayEquals(new double[] {1, 2}, outcome.recommended(), 0);
  }

  /** Separable parts are each at their minimum after one sweep: 2 values for each parameter. */
  @Test
  void oneSweepSolvesOneQubit() {
    Outcome outcome =
        Metered.run(
            new Nft(32),
            new Rotors(1, new None(), UNUSED),
            new double[] {2},
            Budget.of(Charge.VALUES, 3),
            Curve.trace(),
            UNUSED);
    assertEquals(0, outcome.truth(), 1e-30);
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Nft(0));
  }
}
