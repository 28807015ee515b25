package dev.stride.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.search.Descent;
import dev.stride.optim.search.Optimizers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of a program's own. */
class ExactProblemTest {
  private static final Budget SHORT = Budget.of(Charge.ITERATIONS, 300);

  /** (x - 1)² + 2 (y + 2)² + 3, which counts how often it is asked. */
  private static final class Bowl {
    private int values;

    double value(double[] x) {
      values++;
      return Math.pow(x[0] - 1, 2) + 2 * Math.pow(x[1] + 2, 2) + 3;
    }

    void gradient(double[] x, double[] into) {
      into[0] = 2 * (x[0] - 1);
      into[1] = 4 * (x[1] + 2);
    }
  }

  /** Only at the start and at the end, whoever pays for it. */
  @Test
  void theShortWayAsksForTheTruthTwice() {
    Bowl bowl = new Bowl();
    Problem problem = Problem.of(2, bowl::value, bowl::gradient);
    Outcome outcome = Optimizers.minimize("adam:learningRate=0.1", problem, new double[2], SHORT);
    assertEquals(300, outcome.ledger().count(Charge.GRADIENTS));
    assertEquals(0, outcome.ledger().count(Charge.VALUES));
    assertEquals(2, bowl.values);
    assertArrayEquals(new long[] {0, 300}, outcome.curve().at());
    assertEquals(13.0 - 1, outcome.curve().truth()[0], 0);
    assertEquals(3, outcome.truth(), 1e-3);
    Outcome spsa = Optimizers.minimize("spsa", problem, new double[2], SHORT);
    assertEquals(2 + 2 + spsa.ledger().count(Charge.VALUES), bowl.values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nelder-mead", "powell", "bobyqa", "cobyla", "cma-es"})
  void searchesByValuesNeedNoGradient(String optimizer) {
    Problem problem = Problem.of(2, new Bowl()::value);
    Outcome outcome = Optimizers.minimize(optimizer, problem, new double[2], SHORT);
    assertArrayEquals(new double[] {1, -2}, outcome.recommended(), 1e-4);
  }

  /** What the message offers is all that runs without one, and nothing else. */
  @Test
  void anOptimizerThatNeedsAGradientIsRefusedByName() {
    Problem problem = Problem.of(2, new Bowl()::value);
    Set<String> without = new TreeSet<>();
    for (Entry<?> search : Optimizers.registry().entries()) {
      try {
        Optimizers.minimize(search.name(), problem, new double[2], Budget.of(Charge.VALUES, 40));
        without.add(search.name());
      } catch (BadInput refused) {
        assertEquals(0, refused.getMessage().indexOf("optimizer '" + search.name() + "'"));
      }
    }
    BadInput bad =
        assertThrows(
            BadInput.class, () -> Optimizers.minimize("adam", problem, new double[2], SHORT));
    String before =
        "optimizer 'adam' does not fit: it needs a gradient, which the problem does not have;"
            + " without one go: ";
    assertEquals(before, bad.getMessage().substring(0, before.length()));
    assertEquals(
        without, new TreeSet<>(List.of(bad.getMessage().substring(before.length()).split(", "))));
  }

  @Test
  void aDescentOfAProgramIsRefusedToo() {
    Descent<Step> descent = Descent.gradient(Rules.parse("sgd", Step.class, "a test"));
    IllegalArgumentException bad =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Metered.run(
                    descent,
                    Problem.of(2, new Bowl()::value),
                    new double[2],
                    SHORT,
                    Curve.every(Charge.ITERATIONS, 1),
                    Streams.of(1).rng()));
    assertEquals(
        "the optimizer needs a gradient, and this problem was made without one; searches by values"
            + " alone, as nelder-mead or spsa, need none",
        bad.getMessage());
  }

  /** With plain steps of ½, x is at its minimum behind the first, and y stays where it is. */
  @Test
  void blocksHaveNames() {
    Bowl bowl = new Bowl();
    Layout layout = new Layout(List.of()).with("shift", 1).with("depth", 1);
    Problem problem = Problem.of(layout, bowl::value, bowl::gradient);
    Outcome outcome =
        Optimizers.minimize(
            "sgd:learningRate=0.5+freeze:blocks=depth", problem, new double[] {7, 5}, SHORT);
    assertArrayEquals(new double[] {1, 5}, outcome.recommended(), 0);
    assertEquals(layout, Problem.of(layout, bowl::value).layout());
  }

  @Test
  void aProblemHasParameters() {
    Bowl bowl = new Bowl();
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Problem.of(0, bowl::value, bowl::gradient))
            .getMessage();
    assertEquals("n, the number of parameters, must be at least 1, not 0", message);
    message =
        assertThrows(IllegalArgumentException.class, () -> Problem.of(-1, bowl::value))
            .getMessage();
    assertEquals("n, the number of parameters, must be at least 1, not -1", message);
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Problem.of(new Layout(List.of()), bowl::value))
            .getMessage();
    assertEquals("the layout has no parameters; a problem has at least one", message);
  }
}
