package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sparse trace against a full vector. */
class TracesTest {
  private static final int FEATURES = 7;
  private static final int ACTIONS = 3;

  private static Entries entries(Object... pairs) {
    Entries x = Entries.sparse(FEATURES);
    for (int k = 0; k < pairs.length; k += 2) {
      x.index[x.size] = (int) pairs[k];
      x.value[x.size++] = (double) pairs[k + 1];
    }
    return x;
  }

  private static double[] full(int[] index, double[] value, int size) {
    double[] full = new double[FEATURES * ACTIONS];
    for (int k = 0; k < size; k++) {
      assertEquals(0, full[index[k]], "position " + index[k] + " twice");
      full[index[k]] = value[k];
    }
    return full;
  }

  /** Long enough for entries to be forgotten many times over. */
  @ParameterizedTest
  @EnumSource
  void everyKindFollowsItsRecurrence(Traces.Kind kind) {
    Traces traces = new Traces(FEATURES, 2, ACTIONS, kind, 0.3);
    Random random = new Random(4);
    double[] z = new double[FEATURES * ACTIONS];
    for (int t = 0; t < 3000; t++) {
      double factor = t % 500 == 499 ? 0 : t % 7 == 0 ? 1 : 0.6;
      int feature = t % 1000 < 500 ? random.nextInt(FEATURES) : 2;
      int action = random.nextInt(ACTIONS);
      Entries x = entries(feature, random.nextGaussian(), (feature + 1) % FEATURES, 0.5);
      double overlap = 0;
      for (int i = 0; i < z.length; i++) {
        z[i] *= factor;
      }
      for (int k = 0; k < 2; k++) {
        overlap += z[x.index[k] * ACTIONS + action] * x.value[k];
      }
      traces.scale(factor);
      assertEquals(overlap, traces.dot(x, action), 1e-14);
      traces.visit(x, action);
      for (int k = 0; k < 2; k++) {
        int i = x.index[k] * ACTIONS + action;
        z[i] =
            switch (kind) {
              case ACCUMULATING -> z[i] + x.value[k];
              case REPLACING -> x.value[k];
              case DUTCH -> z[i] + (1 - 0.3 * overlap) * x.value[k];
            };
      }
      TraceStep step = traces.step(2, -0.5);
      assertArrayEquals(z, full(step.index, step.trace, step.size), 1e-13);
      for (int k = 0; k < step.size; k++) {
        assertEquals(-0.5 * step.trace[k], step.value[k]);
      }
      assertEquals(2, step.delta);
      assertEquals(2, step.surprise);
    }
  }

  /** A trace that is scaled far up does not overflow; far down, what is negligible may go. */
  @ParameterizedTest
  @ValueSource(doubles = {1e60, 1e-60, 3e-9, 7e30})
  void scalesOfAnySize(double factor) {
    Traces traces = new Traces(FEATURES, 1, 1, Traces.Kind.ACCUMULATING, 0);
    double[] z = new double[FEATURES];
    for (int t = 0; t < 4; t++) {
      traces.scale(factor);
      traces.visit(entries(t % 2, 0.7), 0);
      for (int i = 0; i < 2; i++) {
        z[i] = factor * z[i] + (i == t % 2 ? 0.7 : 0);
        assertEquals(z[i], traces.dot(entries(i, 1.0), 0), 1e-20 + 1e-14 * z[i]);
      }
    }
    TraceStep step = traces.step(1);
    double[] whole = full(step.index, step.trace, step.size);
    for (int i = 0; i < 2; i++) {
      assertEquals(z[i], whole[i], 1e-20 + 1e-14 * z[i]);
      assertEquals(step.trace[i], step.value[i]);
    }
  }

  @Test
  void whatIsScaledDownAndUpAgainIsNotLost() {
    Traces traces = new Traces(FEATURES, 1, 1, Traces.Kind.REPLACING, 0);
    traces.visit(entries(2, 3.0), 0);
    for (double factor : new double[] {1e-110, 1e-60, 1e-60, 1e120, 1e110}) {
      traces.scale(factor);
    }
    assertEquals(3, traces.dot(entries(2, 1.0), 0), 1e-14);
  }

  /** However low the level is: the product of it and of δ alone would be 0. */
  @Test
  void aTinyErrorIsNotLost() {
    Traces traces = new Traces(FEATURES, 1, 1, Traces.Kind.REPLACING, 0);
    traces.visit(entries(1, 1.0), 0);
    traces.scale(1e-99);
    traces.visit(entries(2, 3.0), 0);
    assertEquals(3e-240, traces.step(1e-240).value[1], 1e-254);
    double[] weights = new double[FEATURES];
    traces.addTo(weights, 1, 1e-240);
    assertEquals(3e-240, weights[2], 1e-254);
  }

  @Test
  void aVisitReplacesWhatIsInfinite() {
    Traces traces = new Traces(FEATURES, 1, 1, Traces.Kind.REPLACING, 0);
    traces.visit(entries(2, 1.0), 0);
    traces.scale(1e200);
    traces.scale(1e200);
    assertEquals(Double.POSITIVE_INFINITY, traces.step(1).trace[0]);
    traces.visit(entries(2, 3.0), 0);
    assertEquals(3, traces.step(1).trace[0]);
  }

  /** What cannot be told from nothing costs nothing, and comes back from zero. */
  @Test
  void negligibleEntriesAreForgotten() {
    Traces traces = new Traces(FEATURES, 1, 1, Traces.Kind.ACCUMULATING, 0);
    traces.visit(entries(3, 1.0), 0);
    traces.visit(entries(5, 1e30), 0);
    traces.visit(entries(6, -1.0), 0);
    for (int t = 0; t < 128; t++) {
      traces.scale(0.5);
    }
    TraceStep step = traces.step(1);
    assertEquals(1, step.size);
    assertEquals(5, step.index[0]);
    assertEquals(1e30 * Math.pow(0.5, 128), step.trace[0], 1e-20);
    traces.visit(entries(3, 0.25), 0);
    assertEquals(0.25, traces.dot(entries(3, 1.0), 0));
    assertEquals(0, traces.dot(entries(6, 1.0), 0));
    traces.clear();
    assertEquals(0, traces.step(1).size);
    assertEquals(0, traces.dot(entries(3, 1.0), 0));
  }

  @Test
  void theDifferenceHasEveryPositionOnce() {
    Traces traces = new Traces(FEATURES, 3, ACTIONS, Traces.Kind.ACCUMULATING, 0);
    for (int again = 0; again < 2; again++) {
      traces.leave(entries(1, 2.0, 4, 1.0), 2);
      traces.reach(entries(1, 3.0, 6, 5.0), 2, 0.5);
      traces.reach(entries(1, 3.0), 0, 0.25);
      TraceStep step = traces.step(1);
      double[] difference = new double[FEATURES * ACTIONS];
      difference[1 * ACTIONS + 2] = 0.5 * 3 - 2;
      difference[4 * ACTIONS + 2] = -1;
      difference[6 * ACTIONS + 2] = 2.5;
      difference[1 * ACTIONS] = 0.75;
      Entries d = step.difference;
      assertArrayEquals(difference, full(d.index, d.value, d.size));
      assertEquals(2, step.features.size);
      assertEquals(1 * ACTIONS + 2, step.features.index[0]);
      assertEquals(4 * ACTIONS + 2, step.features.index[1]);
      assertEquals(2, step.features.value[0]);
    }
  }

  @Test
  void aStepIsCorrectedWhereFeaturesAre() {
    Traces traces = new Traces(FEATURES, 2, ACTIONS, Traces.Kind.ACCUMULATING, 0);
    traces.visit(entries(1, 2.0), 0);
    traces.visit(entries(4, 1.0), 1);
    traces.step(10);
    TraceStep step = traces.correct(entries(4, 1.0), 1, -3);
    assertArrayEquals(new double[] {20, 7}, new double[] {step.value[0], step.value[1]});
    assertArrayEquals(new double[] {2, 1}, new double[] {step.trace[0], step.trace[1]});
  }
}
