package dev.stride.optim.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.noise.BbobCauchy;
import dev.stride.optim.noise.Bernoulli;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class NoisyLandscapeTest {
  private static NoisyLandscape of(Landscape landscape, Noise noise) {
    return new NoisyLandscape(landscape, noise, Streams.of(4).at("noise").rng());
  }

  private static Trial at(double... x) {
    Trial trial = Trial.free(x.length).order(Order.VALUE, Order.GRADIENT);
    System.arraycopy(x, 0, trial.x, 0, x.length);
    return trial;
  }

  @Test
  void noiseFallsOnEveryAnswerAndNotOnTheTruth() {
    NoisyLandscape noisy = of(new Quadratic(1, 2), new Gaussian(0.1));
    Trial trial = at(0, 0);
    noisy.evaluate(trial);
    double first = trial.value;
    assertNotEquals(0, first);
    assertNotEquals(trial.gradient[0], trial.gradient[1]);
    assertEquals(0.01, trial.valueVariance, 1e-15);
    assertEquals(0.01, trial.gradientVariance[1], 1e-15);
    noisy.evaluate(trial);
    assertNotEquals(first, trial.value);
    assertEquals(0, noisy.truth(new double[2]), 0);
  }

  @Test
  void theVarianceIsToldWhereItIsKnown() {
    Trial trial = at(1, 2);
    of(new Quadratic(1, 2), new None()).evaluate(trial);
    assertEquals(0, trial.valueVariance, 0);
    assertArrayEquals(new double[2], trial.gradientVariance, 0);
    // Of f = 5/2 and of the gradient (1, 2): v² (1 - p)/p.
    of(new Quadratic(1, 2), new Bernoulli(0.5)).evaluate(trial);
    assertEquals(6.25, trial.valueVariance, 0);
    assertArrayEquals(new double[] {1, 4}, trial.gradientVariance, 0);
    of(new Alternating(1, 2), new None()).evaluate(trial);
    assertTrue(Double.isNaN(trial.valueVariance) && Double.isNaN(trial.gradientVariance[1]));
    of(new Quadratic(1, 2), new BbobCauchy(0.1, 1)).evaluate(trial);
    assertTrue(Double.isNaN(trial.valueVariance) && Double.isNaN(trial.gradientVariance[1]));
  }

  /** Value first, then the gradient, from one stream; a minimum that is not 0 changes nothing. */
  @Test
  void additiveNoiseFallsOnTheValueItself() {
    NoisyLandscape noisy = of(new Saddle(1), new Gaussian(0.1));
    UniformRandomProvider same = Streams.of(4).at("noise").rng();
    Trial trial = at(2, 3);
    noisy.evaluate(trial);
    assertEquals(new Saddle(1).value(trial.x) + 0.1 * Samplers.gaussian(same), trial.value, 0);
    assertEquals(2 + 0.1 * Samplers.gaussian(same), trial.gradient[0], 0);
    assertEquals(24 + 0.1 * Samplers.gaussian(same), trial.gradient[1], 0);
  }

  @Test
  void bbobNoiseFallsOnTheGapToTheMinimum() {
    NoisyLandscape noisy = of(new Saddle(1), new BbobCauchy(0.01, 0));
    Trial trial = at(2, 3);
    noisy.evaluate(trial);
    assertEquals(new Saddle(1).value(trial.x) + 10 + 1.01e-8, trial.value, 1e-13);
    assertArrayEquals(new double[] {2, 24}, trial.gradient, 0);
    Trial solved = at(1e-5, 1);
    noisy.evaluate(solved);
    assertEquals(new Saddle(1).value(solved.x), solved.value, 0);
  }

  @Test
  void everyQuestionCounts() {
    NoisyLandscape noisy = of(new Alternating(1, 1), new None());
    Trial values = at(0).order(Order.VALUE);
    Trial gradients = at(0).order(Order.GRADIENT);
    Trial both = at(2);
    noisy.evaluate(values);
    noisy.evaluate(gradients);
    assertEquals(-1, gradients.gradient[0], 0);
    noisy.evaluate(both);
    assertEquals(3, both.gradient[0], 0);
    assertEquals(4, both.value, 0);
    noisy.evaluate(both);
    assertEquals(1, both.gradient[0], 0);
    assertEquals(0, both.value, 0);
    assertEquals(2, noisy.truth(both.x), 0);
  }

  @Test
  void onlyWhatIsOrderedIsAnswered() {
    NoisyLandscape noisy = of(new Quadratic(1, 1), new None());
    Trial trial = at(3).order(Order.VALUE);
    trial.gradient[0] = 7;
    noisy.evaluate(trial);
    assertEquals(4.5, trial.value, 0);
    assertEquals(7, trial.gradient[0], 0);
    trial.order(Order.GRADIENT);
    trial.value = 7;
    noisy.evaluate(trial);
    assertEquals(7, trial.value, 0);
    assertEquals(3, trial.gradient[0], 0);
  }
}
