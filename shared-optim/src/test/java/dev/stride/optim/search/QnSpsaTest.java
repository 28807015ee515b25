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
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class QnSpsaTest {
  /** E = 4x + 6y, F = 1 - δᵀ G δ with G = diag(3, 1): then ĝ is exact for any ε. */
  private static class Plane implements Problem {
    final List<double[]> pairs = new ArrayList<>();
    double raised;

    @Override
    public Layout layout() {
      return Layout.flat(2);
    }

    @Override
    public Set<Order> answers() {
      return EnumSet.of(Order.VALUE, Order.FIDELITY);
    }

    @Override
    public void evaluate(Trial trial) {
      if (trial.wants(Order.VALUE)) {
        trial.value = truth(trial.x) + raised;
      }
      if (trial.wants(Order.FIDELITY)) {
        pairs.add(new double[] {trial.x[0], trial.x[1], trial.other[0], trial.other[1]});
        double dx = trial.other[0] - trial.x[0];
        double dy = trial.other[1] - trial.x[1];
        trial.fidelity = 1 - 3 * dx * dx - dy * dy;
      }
    }

    @Override
    public double truth(double[] x) {
      return 4 * x[0] + 6 * x[1];
    }
  }

  private static UniformRandomProvider signs(int... given) {
    Iterator<Integer> next = IntStream.of(given).iterator();
    return new UniformRandomProvider() {
      @Override
      public long nextLong() {
        throw new AssertionError();
      }

      @Override
      public boolean nextBoolean() {
        return next.next() > 0;
      }
    };
  }

  private static Outcome run(QnSpsa spsa, Problem problem, long steps, UniformRandomProvider rng) {
    return Metered.run(
        spsa,
        problem,
        new double[] {1, 1},
        Budget.of(Charge.ITERATIONS, steps),
        Curve.trace(),
        rng);
  }

  /**
   * By hand. Δ = (1, -1): slope -2, ∇̂E = (-2, 2). Δ₁ = (1, 1), Δ₂ = (1, -1): Δ₁ᵀGΔ₂ = 2, ĝ = 2/2
   * (Δ₁Δ₂ᵀ + Δ₂Δ₁ᵀ) = diag(2, -2), ḡ = (I + ĝ)/2 = diag(3/2, -1/2), and √ḡ² + I/2 = diag(2, 1).
   * Second step: Δ = (1, 1), ∇̂E = (10, 10); Δ₁ = Δ₂ = (1, 1): Δ₁ᵀGΔ₂ = 4, ĝ = 4 (1 1; 1 1), ḡ = ⅔
   * diag(3/2, -1/2) + ⅓ ĝ = (7/3, 4/3; 4/3, 1).
   */
  @Test
  void twoStepsByHand() {
    QnSpsa spsa = new QnSpsa(0.5, 0.25, 0.5, 1, false, 0);
    UniformRandomProvider rng = signs(1, -1, 1, 1, 1, -1, 1, 1, 1, 1, 1, 1);
    Outcome outcome = run(spsa, new Plane(), 2, rng);
    double[] first = outcome.curve().points().get(1);
    assertArrayEquals(new double[] {1 + 0.5 * 2 / 2, 1 - 0.5 * 2 / 1}, first, 1e-12);
    // ḡ is definite (determinant 7/3 - 16/9 = 5/9), so that √ḡ² = ḡ: (17/6, 4/3; 4/3, 3/2).
    double det = 17.0 / 6 * 1.5 - 16.0 / 9;
    double[] second = {
      first[0] - 0.5 * 10 * (1.5 - 4.0 / 3) / det, first[1] - 0.5 * 10 * (17.0 / 6 - 4.0 / 3) / det
    };
    assertArrayEquals(second, outcome.recommended(), 1e-12);
    assertEquals(4, outcome.ledger().count(Charge.VALUES));
    assertEquals(8, outcome.ledger().count(Charge.FIDELITIES));
  }

  /** Fidelities are between x and x + ε(Δ₁+Δ₂), x + εΔ₁, x + ε(Δ₂-Δ₁), x - εΔ₁. */
  @Test
  void fourFidelitiesFromWhereItIs() {
    Plane plane = new Plane();
    run(new QnSpsa(0.5, 0.25, 0.5, 1, false, 0), plane, 1, signs(1, -1, 1, 1, 1, -1));
    double[][] expected = {{1, 1, 1.5, 1}, {1, 1, 1.25, 1.25}, {1, 1, 1, 0.5}, {1, 1, 0.75, 0.75}};
    assertArrayEquals(expected, plane.pairs.toArray());
  }

  /** Two draws: the mean of both gradients, (-2, 2) and (10, 10), and of both metrics. */
  @Test
  void resamplingTakesMeans() {
    QnSpsa spsa = new QnSpsa(0.5, 0.25, 0.5, 2, false, 0);
    UniformRandomProvider rng = signs(1, -1, 1, 1, 1, -1, 1, 1, 1, 1, 1, -1);
    Outcome outcome = run(spsa, new Plane(), 1, rng);
    assertArrayEquals(
        new double[] {1 - 0.5 * 4 / 2, 1 - 0.5 * 6 / 1}, outcome.recommended(), 1e-12);
    assertEquals(4, outcome.ledger().count(Charge.VALUES));
    assertEquals(8, outcome.ledger().count(Charge.FIDELITIES));
  }

  /** The step by hand changes E by 4·½ - 6 = -4: taken, unless the new value is measured higher. */
  @Test
  void blockingMeasuresBothEndsAnew() {
    for (double rise : new double[] {3.9, 4.1, 4.4}) {
      Plane plane =
          new Plane() {
            private int values;

            @Override
            public void evaluate(Trial trial) {
              values += trial.wants(Order.VALUE) ? 1 : 0;
              raised = values == 3 ? rise : 0;
              super.evaluate(trial);
            }
          };
      QnSpsa spsa = new QnSpsa(0.5, 0.25, 0.5, 1, true, 0.25);
      Outcome outcome = run(spsa, plane, 1, signs(1, -1, 1, 1, 1, -1));
      assertEquals(4, outcome.ledger().count(Charge.VALUES));
      assertEquals(4, outcome.ledger().count(Charge.FIDELITIES));
      assertEquals(rise > 4.25 ? 1 : 1.5, outcome.recommended()[0], 1e-12);
    }
  }

  /** Where the metric is a quarter of the unit matrix, it makes the gradient about four times. */
  @Test
  void descendsOnRotors() {
    Outcome outcome =
        Metered.run(
            new QnSpsa(0.05, 0.01, 0.01, 1, false, 0),
            new Rotors(4, new None(), Streams.of(1).rng()),
            new double[] {1, -1, 0.5, 1.5},
            Budget.of(Charge.ITERATIONS, 600),
            Curve.trace(),
            Streams.of(7).rng());
    assertTrue(outcome.truth() < 1e-4, "truth " + outcome.truth());
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new QnSpsa(0, 1, 1, 1, false, 0));
    assertThrows(IllegalArgumentException.class, () -> new QnSpsa(1, 0, 1, 1, false, 0));
    assertThrows(IllegalArgumentException.class, () -> new QnSpsa(1, 1, 0, 1, false, 0));
    assertThrows(IllegalArgumentException.class, () -> new QnSpsa(1, 1, 1, 0, false, 0));
    assertThrows(IllegalArgumentException.class, () -> new QnSpsa(1, 1, 1, 1, false, -1));
  }
}
