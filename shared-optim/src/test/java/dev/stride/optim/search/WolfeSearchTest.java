package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.Order;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The line search against given answers along a line: φ(0) = 0, φ′(0) = -1, first trial at 1. */
class WolfeSearchTest {
  /** Value and slope along a line; every t that was tried. */
  private record Line(DoubleUnaryOperator value, DoubleUnaryOperator slope, List<Double> tried)
      implements Problem {
    @Override
    public Layout layout() {
      return Layout.flat(1);
    }

    @Override
    public void evaluate(Trial trial) {
      tried.add(trial.x[0]);
      trial.value = value.applyAsDouble(trial.x[0]);
      trial.gradient[0] = slope.applyAsDouble(trial.x[0]);
    }

    @Override
    public double truth(double[] x) {
      return 0;
    }
  }

  private static Line line(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return new Line(value, slope, new ArrayList<>());
  }

  private static double search(Line line, double value0, double c2) {
    double[] found = new double[1];
    Metered.run(
        (problem, x0, rng) -> {
          Trial trial = problem.trial().order(Order.VALUE, Order.GRADIENT);
          found[0] =
              new WolfeSearch(problem, trial, c2)
                  .search(new double[1], value0, -1, new double[] {1}, 1);
        },
        line,
        new double[1],
        Budget.UNLIMITED,
        Curve.trace(),
        Streams.of(0).rng());
    return found[0];
  }

  private static boolean takesTheFirst(double value0, double value, double slope, double c2) {
    Line line = line(t -> t == 1 ? value : value0 - 1e-3 * t, t -> t == 1 ? slope : 0);
    search(line, value0, c2);
    return line.tried.size() == 1;
  }

  /** |φ′(1)| ≤ c₂; and φ(1) ≤ -c₁ with c₁ = 1e-4, unless φ(1) ≤ 0 and φ′(1) ≤ 1 - 2c₁. */
  @Test
  void aPointIsTakenWhereBothConditionsHold() {
    assertTrue(takesTheFirst(0, -1e-4, 0.99985, 0.99999));
    assertTrue(!takesTheFirst(0, -0.99e-4, 0.99985, 0.99999));
    assertTrue(takesTheFirst(0, -0.99e-4, 0.9997, 0.99999));
    assertTrue(!takesTheFirst(0, 1e-9, 0, 0.9));
    assertTrue(takesTheFirst(0, -1, 0.9, 0.9));
    assertTrue(takesTheFirst(0, -1, -0.9, 0.9));
    assertTrue(!takesTheFirst(0, -1, 0.91, 0.9));
    assertTrue(!takesTheFirst(0, -1, -0.91, 0.9));
    assertTrue(!takesTheFirst(0, -1, 0.2, 0.1));
  }

  /** Within 1e-14 of φ(0) = 1000 a value says nothing; the slope has to be below (1-2c₁). */
  @Test
  void withinRoundingTheSlopeDecides() {
    assertTrue(takesTheFirst(1000, 1000, 0.5, 0.9));
    assertTrue(takesTheFirst(1000, 1000 + 9e-12, 0.5, 0.9));
    assertTrue(!takesTheFirst(1000, 1000 + 11e-12, 0.5, 0.9));
    assertTrue(takesTheFirst(1000, 1000, 0.9997, 0.99999));
    assertTrue(!takesTheFirst(1000, 1000, 0.99985, 0.99999));
  }

  @Test
  void aCubicIsSolvedByTheSecondTrial() {
    // φ = -t + t² + t³: the minimum is the root of 3t² + 2t - 1, t = 1/3.
    Line cubic = line(t -> -t + t * t + t * t * t, t -> -1 + 2 * t + 3 * t * t);
    assertEquals(1.0 / 3, search(cubic, 0, 0.1), 1e-15);
    assertEquals(2, cubic.tried.size());
  }

  /** Close to an end of the interval the trial keeps a tenth of it away. */
  @Test
  void aTrialStaysOffTheEnds() {
    // φ = -t + 50 t²: the minimum is at 0.01, and a tenth at 0.1; then between 0 and 0.1.
    Line narrow = line(t -> -t + 50 * t * t, t -> -1 + 100 * t);
    assertEquals(0.01, search(narrow, 0, 0.1), 1e-15);
    assertArrayEquals(
        new double[] {1, 0.1, 0.01}, narrow.tried.stream().mapToDouble(t -> t).toArray(), 1e-15);
    // φ′ changes from -1 to 0.5 in a jump at 0.97: the trial at the upper end is 0.9.
    Line late = line(t -> t < 0.97 ? -t : -1.455 + 0.5 * t, t -> t < 0.97 ? -1 : 0.5);
    search(late, 0, 0.1);
    assertTrue(late.tried.get(1) <= 0.9 + 1e-15);
  }

  /** While the line falls steeply the step doubles; twenty times, and the last one is taken. */
  @Test
  void aLineThatFallsOnIsFollowed() {
    Line plane = line(t -> -t, t -> -1);
    assertEquals(1 << 19, search(plane, 0, 0.9), 0);
    assertEquals(List.of(1.0, 2.0, 4.0, 8.0), plane.tried.subList(0, 4));
    assertEquals(20, plane.tried.size());
  }

  /** After a point that falls still too steeply, the minimum lies between it and the next. */
  @Test
  void theLowerEndMovesUp() {
    // φ = (t - 3)²/6: falls at 1 and 2 with slopes -2/3 and -1/3, rises at 4.
    Line bowl = line(t -> (t - 3) * (t - 3) / 6 - 1.5, t -> (t - 3) / 3);
    assertEquals(3, search(bowl, 0, 0.1), 1e-12);
    assertArrayEquals(
        new double[] {1, 2, 4, 3}, bowl.tried.stream().mapToDouble(t -> t).toArray(), 1e-12);
  }

  @Test
  void aLineThatRisesEverywhereGivesNothing() {
    Line liar = line(t -> t, t -> 1);
    assertEquals(0, search(liar, 0, 0.9), 0);
    assertEquals(20, liar.tried.size());
  }
}
