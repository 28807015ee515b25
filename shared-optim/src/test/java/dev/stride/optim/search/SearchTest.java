package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.Trial;
import dev.stride.optim.landscape.Landscape;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.landscape.Quadratic;
import dev.stride.optim.landscape.Rosenbrock;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** What each search does in particular. */
class SearchTest {
  private static final UniformRandomProvider UNUSED = Streams.of(0).rng();

  /** A function of values alone that remembers the points that were recommended. */
  private static final class Recorded implements Problem {
    private final ToDoubleFunction<double[]> function;
    private final int n;
    private final List<double[]> recommended = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    Recorded(int n, ToDoubleFunction<double[]> function) {
      this.function = function;
      this.n = n;
    }

    @Override
    public Layout layout() {
      return Layout.flat(n);
    }

    @Override
    public Set<Order> answers() {
      return EnumSet.of(Order.VALUE);
    }

    @Override
    public void evaluate(Trial trial) {
      trial.value = function.applyAsDouble(trial.x);
      values.add(trial.value);
    }

    @Override
    public double truth(double[] x) {
      recommended.add(x.clone());
      return function.applyAsDouble(x);
    }
  }

  /** The surprise of Descent is what the first-order prediction missed: ½hs² on a parabola. */
  @Test
  void theSurpriseIsWhatThePredictionMissed() {
    List<Double> surprises = new ArrayList<>();
    Rule<Step> recording =
        new Rule<>() {
          @Override
          public State<Step> start(Layout layout) {
            return new State<>() {
              @Override
              public void apply(Step step, double[] x) {
                surprises.add(step.surprise);
                step.value[0] *= 0.1;
              }

              @Override
              public void slots(Slots slots) {}
            };
          }

          @Override
          public Set<Order> orders() {
            return Set.of(Order.VALUE);
          }
        };
    bowl(Descent.gradient(recording), 1, 4);
    assertTrue(Double.isNaN(surprises.get(0)));
    double x = 1;
    for (int k = 1; k < 4; k++) {
      double step = -0.1 * x;
      assertEquals(step * step / 2, surprises.get(k), 1e-15);
      x += step;
    }
  }

  private static Outcome bowl(Minimizer minimizer, double condition, long iterations) {
    Quadratic bowl = new Quadratic(condition, 1);
    return Metered.run(
        minimizer,
        new NoisyLandscape(bowl, new None(), UNUSED),
        bowl.start(),
        Budget.of(Charge.ITERATIONS, iterations),
        Curve.every(Charge.ITERATIONS, 1),
        UNUSED);
  }

  /** On ½x² the pure rule takes one step of 0.1 and then steps that die faster than they sum up. */
  @Test
  void pureSurpriseStopsShortOfTheMinimumAndAFloorDoesNot() {
    Set<Order> answers = EnumSet.of(Order.VALUE, Order.GRADIENT);
    Minimizer pure = Optimizers.minimizer("surprise:learningRate=0.1,floor=0", answers, "a test");
    assertTrue(bowl(pure, 1, 1000).recommended()[0] > 0.89);
    assertEquals(
        bowl(pure, 1, 1000).recommended()[0], bowl(pure, 1, 100_000).recommended()[0], 1e-12);
    Minimizer floored = Optimizers.minimizer("surprise:learningRate=0.1", answers, "a test");
    assertEquals(0, bowl(floored, 1, 3000).recommended()[0], 1e-12);
  }

  /** The value that a rule asks for is charged; without such a rule there is none. */
  @Test
  void valuesAreChargedWhereARuleOrdersThem() {
    Set<Order> answers = EnumSet.of(Order.VALUE, Order.GRADIENT);
    Outcome sgd = bowl(Optimizers.minimizer("sgd", answers, "a test"), 1, 5);
    Outcome surprise = bowl(Optimizers.minimizer("surprise", answers, "a test"), 1, 5);
    assertEquals(0, sgd.ledger().count(Charge.VALUES));
    assertEquals(5, surprise.ledger().count(Charge.VALUES));
    assertEquals(5, surprise.ledger().count(Charge.GRADIENTS));
  }

  /**
   * A model whose metric is known: f = ½ h·x² in the coordinates y = √h x has metric h, and the
   * natural gradient goes straight to the minimum, whatever the condition number.
   */
  @Test
  void theNaturalGradientDoesNotSeeTheScales() {
    double[] h = {1, 100, 1e4};
    Problem problem =
        new Problem() {
          @Override
          public Layout layout() {
            return Layout.flat(3);
          }

          @Override
          public Set<Order> answers() {
            return EnumSet.of(Order.GRADIENT, Order.METRIC_FULL);
          }

          @Override
          public void evaluate(Trial trial) {
            for (int i = 0; i < 3; i++) {
              trial.gradient[i] = h[i] * trial.x[i];
              trial.metric[i * 3 + i] = h[i];
            }
          }

          @Override
          public double truth(double[] x) {
            return h[0] * x[0] * x[0] + h[1] * x[1] * x[1] + h[2] * x[2] * x[2];
          }
        };
    Outcome outcome =
        Metered.run(
            Optimizers.minimizer("qng:learningRate=0.5", problem.answers(), "a test"),
            problem,
            new double[] {1, -2, 3},
            Budget.of(Charge.ITERATIONS, 3),
            Curve.every(Charge.ITERATIONS, 1),
            UNUSED);
    assertArrayEquals(new double[] {0.125, -0.25, 0.375}, outcome.recommended(), 1e-14);
    assertEquals(3, outcome.ledger().count(Charge.METRICS));
  }

  /** Commons Math asks at the start first; generations of four come behind it. */
  @Test
  void cmaEsRecommendsTheWeightedMeanOfTheBetterHalf() {
    List<double[]> asked = new ArrayList<>();
    ToDoubleFunction<double[]> function = x -> x[0] * x[0] + 5 * x[1] * x[1];
    Recorded problem =
        new Recorded(
            2,
            x -> {
              asked.add(x.clone());
              return function.applyAsDouble(x);
            });
    double[] x0 = {2, 1};
    Metered.run(
        new CmaEs(0.5, 4),
        problem,
        x0,
        Budget.of(Charge.ITERATIONS, 1),
        Curve.every(Charge.ITERATIONS, 1),
        Streams.of(3).rng());
    // The truth at x0, the start, one generation, and the truth of what was recommended.
    assertArrayEquals(x0, asked.get(1), 0);
    List<double[]> generation = new ArrayList<>(asked.subList(2, 6));
    generation.sort(Comparator.comparingDouble(function));
    double first = Math.log(2.5);
    double second = Math.log(2.5 / 2);
    double[] recommended = problem.recommended.get(1);
    for (int i = 0; i < 2; i++) {
      double mean = first * generation.get(0)[i] + second * generation.get(1)[i];
      assertEquals(mean / (first + second), recommended[i], 1e-13);
    }
  }

  /** Under noise the mean of a generation is closer to the truth than its luckiest point. */
  @Test
  void cmaEsRecommendsTheMean() {
    Quadratic bowl = new Quadratic(1, 4);
    Outcome outcome =
        Metered.run(
            new CmaEs(0.3, 20),
            new NoisyLandscape(bowl, new Gaussian(0.1), Streams.of(2).at("noise").rng()),
            bowl.start(),
            Budget.of(Charge.VALUES, 20 * 150 + 1),
            Curve.every(Charge.ITERATIONS, 1),
            Streams.of(2).at("search").rng());
    assertEquals(150, outcome.ledger().count(Charge.ITERATIONS));
    assertTrue(outcome.truth() < 0.05, "truth " + outcome.truth());
    assertTrue(outcome.lowestMeasured() < -0.2, "lowest " + outcome.lowestMeasured());
  }

  /**
   * Values around 1000 with errors of a few units in the last place, as long sums have: they hide
   * all differences within 1e-7 of the minimum, and the search goes on by slopes to where the
   * gradient is precise.
   */
  @Test
  void lbfgsIsNotStoppedByTheRoundingOfValues() {
    Landscape raised =
        new Landscape() {
          private final Rosenbrock valley = new Rosenbrock(3);

          @Override
          public double[] start() {
            return new double[] {-1, 1, 0};
          }

          @Override
          public double value(double[] x) {
            double ulps = 5e-13 * StrictMath.sin(1e12 * (x[0] + x[1] + x[2]));
            return 1000 + valley.value(x) + ulps;
          }

          @Override
          public void gradient(double[] x, double[] into) {
            valley.gradient(x, into);
          }

          @Override
          public void hessian(double[] x, double[] v, double[] into) {
            valley.hessian(x, v, into);
          }

          @Override
          public double minimum() {
            return 1000;
          }

          @Override
          public double[] minimizer() {
            return valley.minimizer();
          }
        };
    UniformRandomProvider rng = Streams.of(5).rng();
    double[] gradient = new double[3];
    for (int round = 0; round < 30; round++) {
      Outcome outcome =
          Metered.run(
              new Lbfgs(10, 1e-10),
              new NoisyLandscape(raised, new None(), UNUSED),
              new double[] {rng.nextDouble(), rng.nextDouble(), rng.nextDouble()},
              Budget.of(Charge.VALUES, 200),
              Curve.every(Charge.ITERATIONS, 1),
              UNUSED);
      raised.gradient(outcome.recommended(), gradient);
      assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
      double norm = Math.sqrt(Vectors.dot(gradient, gradient));
      assertTrue(norm <= 1e-10, "round " + round + ": " + norm);
    }
  }

  @Test
  void nelderMeadRecommendsTheLowestVertex() {
    Recorded problem = new Recorded(2, x -> x[0] * x[0] + 3 * x[1] * x[1] + x[0] * x[1]);
    Metered.run(
        new NelderMead(0.5),
        problem,
        new double[] {2, 1},
        Budget.of(Charge.ITERATIONS, 30),
        Curve.every(Charge.ITERATIONS, 1),
        UNUSED);
    double lowest = problem.values.stream().mapToDouble(v -> v).min().orElseThrow();
    double[] last = problem.recommended.get(problem.recommended.size() - 1);
    assertEquals(lowest, problem.function.applyAsDouble(last), 0);
  }
}
