package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.landscape.Rosenbrock;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.SplitMix;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Descent;
import dev.stride.optim.search.NoiseStop;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A descent that was stopped goes on in a new process as if it had not been, noise and all. */
class ResumedDescentTest {
  private static final double[] START = {0.1, -0.2, 0.4, 0.05, -0.6, 0.2};
  private static final int ALL = 34;

  /** A process that dies. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A noisy bowl with a noisy metric, as a new process makes it; dies at a question. */
  private static final class Bowl implements Problem {
    private final UniformRandomProvider rng = Streams.of(3).at("bowl").rng();
    private final long death;
    private long asked;

    Bowl(long death) {
      this.death = death;
    }

    @Override
    public Layout layout() {
      return Layout.flat(2).with("phi", 2, 2);
    }

    @Override
    public Set<Order> answers() {
      return EnumSet.of(
          Order.VALUE,
          Order.GRADIENT,
          Order.METRIC_FULL,
          Order.METRIC_BLOCK,
          Order.METRIC_DIAGONAL);
    }

    @Override
    public void evaluate(Trial trial) {
      trial.charge(Charge.SHOTS, 10);
      if (asked++ == death) {
        throw new Killed();
      }
      int n = trial.x.length;
      trial.value = truth(trial.x) + 0.1 * Samplers.gaussian(rng);
      for (int i = 0; i < n; i++) {
        trial.gradient[i] = (i + 1) * trial.x[i] + 0.1 * Samplers.gaussian(rng);
        for (int j = 0; j < n && trial.metric.length > 0; j++) {
          trial.metric[i * n + j] = i == j ? 1 + 0.1 * rng.nextDouble() : 0;
        }
      }
    }

    @Override
    public double truth(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += (i + 1) * x[i] * x[i] / 2;
      }
      return sum;
    }

    @Override
    public void slots(Slots slots) {
      Streams.slots(slots, rng);
    }
  }

  static Stream<String> all() {
    return RuleTable.TABLE.stream().filter(text -> Dealer.rule(text).stepType() != TraceStep.class);
  }

  private static Descent<?> descent(String text) {
    return Dealer.rule(text).stepType() == MetricStep.class
        ? Descent.natural(Rules.parse(text, MetricStep.class, "a test"))
        : Descent.gradient(Rules.parse(text, Step.class, "a test"));
  }

  private static Outcome run(Minimizer minimizer, Problem problem, double[] x0, Budget budget) {
    return Metered.run(
        minimizer,
        problem,
        x0,
        budget,
        Curve.every(Charge.ITERATIONS, 1),
        Streams.of(4).at("search").rng());
  }

  private static Outcome goOn(String text, String json, Budget budget) {
    Checkpoint read = Checkpoint.parse(json);
    return run(descent(text).from(read), new Bowl(-1), read.x(), budget);
  }

  private static void assertSame(Outcome whole, Outcome rest, int from) {
    assertArrayEquals(whole.recommended(), rest.recommended(), 0);
    assertEquals(whole.truth(), rest.truth(), 0);
    assertEquals(whole.lowestMeasured(), rest.lowestMeasured(), 0);
    assertEquals(whole.ledger().counts(), rest.ledger().counts());
    assertEquals(whole.message(), rest.message());
    double[] truth = whole.curve().truth();
    for (int k = from + 1; k < truth.length; k++) {
      assertEquals(truth[k], rest.curve().truth()[k - from], 0);
      assertEquals(whole.curve().at()[k], rest.curve().at()[k - from]);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aStoppedRunGoesOn(String text) {
    Budget budget = Budget.of(Charge.ITERATIONS, ALL);
    Outcome whole = run(descent(text), new Bowl(-1), START, budget);
    List<String> saved = new ArrayList<>();
    run(
        descent(text).saving(100, checkpoint -> saved.add(checkpoint.toJson())),
        new Bowl(-1),
        START,
        Budget.of(Charge.ITERATIONS, 17));
    assertEquals(1, saved.size());
    assertSame(whole, goOn(text, saved.get(0), budget), 17);
    assertNotEquals(whole.truth(), whole.curve().truth()[17], "it stood still");
  }

  /** Killed at its 24th question, it goes on from its 20th iteration. */
  @ParameterizedTest
  @CsvSource({"adam", "surprise", "noise+momentum+ema", "qng"})
  void aKilledRunGoesOn(String text) {
    Budget budget = Budget.of(Charge.GRADIENTS, ALL);
    Outcome whole = run(descent(text), new Bowl(-1), START, budget);
    List<String> saved = new ArrayList<>();
    Descent<?> saving = descent(text).saving(5, checkpoint -> saved.add(checkpoint.toJson()));
    assertThrows(Killed.class, () -> run(saving, new Bowl(23), START, budget));
    assertEquals(4, saved.size());
    assertSame(whole, goOn(text, saved.get(3), budget), 20);
    // And from any other, also when it is saved again.
    List<String> again = new ArrayList<>();
    Checkpoint first = Checkpoint.parse(saved.get(0));
    run(
        descent(text).saving(100, checkpoint -> again.add(checkpoint.toJson())).from(first),
        new Bowl(-1),
        first.x(),
        Budget.of(Charge.SHOTS, 20 * 10 + 9));
    assertEquals(List.of(saved.get(3)), again);
  }

  /** Nothing is asked, and what it recommends is what was recommended. */
  @Test
  void withoutABudgetLeftItStandsWhereItStood() {
    standsAt(9, 9);
    standsAt(9, 5);
  }

  private static void standsAt(int iterations, int then) {
    List<String> saved = new ArrayList<>();
    Budget budget = Budget.of(Charge.ITERATIONS, iterations);
    Outcome whole =
        run(
            descent("sgd+polyak").saving(iterations, checkpoint -> saved.add(checkpoint.toJson())),
            new Bowl(-1),
            START,
            budget);
    assertEquals(1, saved.size());
    Outcome rest = goOn("sgd+polyak", saved.get(0), Budget.of(Charge.ITERATIONS, then));
    assertArrayEquals(whole.recommended(), rest.recommended(), 0);
    assertEquals(whole.ledger().counts(), rest.ledger().counts());
    assertEquals("budget of " + then + " iterations spent", rest.message());
  }

  @Test
  void aNoisyLandscapeIsRestored() {
    Budget budget = Budget.of(Charge.ITERATIONS, ALL);
    double[] x0 = new Rosenbrock(2).start();
    List<Checkpoint> saved = new ArrayList<>();
    Outcome whole = run(descent("adam").saving(8, saved::add), valley(), x0, budget);
    Checkpoint early = Checkpoint.parse(saved.get(1).toJson());
    assertSame(whole, run(descent("adam").from(early), valley(), early.x(), budget), 16);
  }

  private static Problem valley() {
    return new NoisyLandscape(new Rosenbrock(2), new Gaussian(0.1), Streams.of(5).rng());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    List<Checkpoint> saved = new ArrayList<>();
    Budget budget = Budget.of(Charge.ITERATIONS, 3);
    run(descent("momentum").saving(1, saved::add), new Bowl(-1), START, budget);
    Checkpoint good = saved.get(2);
    BadInput bad = assertThrows(BadInput.class, () -> descent("momentum:0.1").from(good));
    assertTrue(bad.getMessage().startsWith("a saved run is one of momentum:learningRate=0.01,"));
    assertTrue(bad.getMessage().contains(", not of momentum:learningRate=0.1,"));
    Descent<?> resumed = descent("momentum").from(good);
    bad = assertThrows(BadInput.class, () -> run(resumed, new Bowl(-1), START, budget));
    assertEquals(
        "a saved run goes on from its own x, and not from another start", bad.getMessage());
    bad = assertThrows(BadInput.class, () -> run(resumed, valley(), new double[2], budget));
    assertTrue(bad.getMessage().startsWith("a saved run has Layout"), bad.getMessage());
    assertRefused(good, "\"run/charged/shots\":[30.0]", "\"run/charged/shots\":[-1]", "shots has");
    assertRefused(good, "\"predicted\":[\"NaN\"],", "", "the saved state has no predicted");
    assertRefused(good, "\"run/problem/bytes\":[", "\"run/problem/bytes\":[1,", "has length");
    assertThrows(BadInput.class, () -> good.resume(Step.class));
  }

  private static void assertRefused(Checkpoint good, String part, String by, String message) {
    assertTrue(good.toJson().contains(part), good.toJson());
    Checkpoint broken = Checkpoint.parse(good.toJson().replace(part, by));
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                run(
                    descent("momentum").from(broken),
                    new Bowl(-1),
                    broken.x(),
                    Budget.of(Charge.ITERATIONS, 5)));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void whatCannotBeSavedSaysSo() {
    Descent<?> saving = descent("sgd").saving(100, checkpoint -> {});
    Budget budget = Budget.of(Charge.ITERATIONS, 3);
    Problem strange = new NoisyLandscape(new Rosenbrock(2), new Gaussian(1), new SplitMix(7));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> run(saving, strange, new double[2], budget))
            .getMessage();
    assertEquals("a SplitMix cannot be saved; one of Streams can", message);
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> run(new NoiseStop(saving, 5, 2, 0.05, 1), valley(), new double[2], budget))
            .getMessage();
    assertEquals("a search inside a search cannot be saved on its own", message);
  }
}
