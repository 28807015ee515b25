package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules tell about themselves, where it is known in closed form. */
class RuleFiguresTest {

  /** A rule under gradients of one parameter, watched. */
  private static final class Watched implements Figures {
    private final Rule.State<? super Step> state;
    private final Map<String, Double> figures = new HashMap<>();

    Watched(String rule) {
      state = Rules.parse(rule, Step.class, "a test").start(Layout.flat(1));
      state.watch();
    }

    Watched dense(double gradient, int times) {
      Step step = Step.dense(1);
      for (int k = 0; k < times; k++) {
        take(step, gradient);
      }
      return this;
    }

    Watched sparse(double gradient, int times) {
      Step step = Step.sparse(1);
      step.size = 1;
      for (int k = 0; k < times; k++) {
        take(step, gradient);
      }
      return this;
    }

    private void take(Step step, double gradient) {
      step.value[0] = -gradient;
      state.apply(step, new double[1]);
    }

    double figure(String name) {
      state.figures(this);
      return figures.get(name);
    }

    @Override
    public void figure(String name, double value) {
      figures.put(name, value);
    }

    @Override
    public void diagnosis(String text) {}
  }

  /** Under a steady gradient both corrected moments are exact from the first step on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam",
        "adamw",
        "radam",
        "adam-mini",
        "amsgrad:mode=corrected",
        "amsgrad:mode=max-of-corrected",
        "adamax:epsilon=0",
      })
  void theMomentsOfASteadyGradientHaveTheRatioOne(String rule) {
    for (int steps : new int[] {1, 2, 30}) {
      assertEquals(1, new Watched(rule).dense(7, steps).figure(Figures.MOMENT_RATIO), 1e-12);
      assertEquals(1, new Watched(rule).sparse(7, steps).figure(Figures.MOMENT_RATIO), 1e-12);
    }
    assertTrue(Double.isNaN(new Watched(rule).figure(Figures.MOMENT_RATIO)));
  }

  /** m = (1-β₁^t) g over √v = √(1-β₂^t) g, neither corrected. */
  @ParameterizedTest
  @CsvSource({"amsgrad, 0.999", "yogi, 0.999"})
  void momentsThatAreNotCorrected(String rule, double beta2) {
    double first = 0.1 / Math.sqrt(1 - beta2);
    assertEquals(first, new Watched(rule).dense(7, 1).figure(Figures.MOMENT_RATIO), 1e-12);
  }

  @Test
  void otherCorrections() {
    // Yogi's v - g² changes sign at the first step alone: v₁ = (1-β₂) g².
    assertEquals(
        1, new Watched("yogi:mode=corrected").dense(7, 1).figure(Figures.MOMENT_RATIO), 1e-12);
    // NAdam corrects by 1 - P₁ = 1 - μ₁, with μ₁ = .9 (1 - ½ · .96^.004), and m₁ = .1 g.
    double mu = 0.9 * (1 - 0.5 * Math.pow(0.96, 0.004));
    for (Watched nadam :
        List.of(new Watched("nadam").dense(7, 1), new Watched("nadam").sparse(7, 1))) {
      assertEquals(0.1 / (1 - mu), nadam.figure(Figures.MOMENT_RATIO), 1e-12);
    }
    // The spread of AdaBelief after one gradient: (g - m)² = (.9 g)².
    assertEquals(1 / 0.9, new Watched("adabelief").dense(7, 1).figure(Figures.MOMENT_RATIO), 1e-9);
  }

  /** Alternating gradients leave the mean (1-β₁)/(1+β₁) of their size. */
  @Test
  void alternatingGradientsHaveASmallRatio() {
    Watched adam = new Watched("adam:beta2=0.9");
    for (int k = 0; k < 500; k++) {
      adam.dense(k % 2 == 0 ? 3 : -3, 1);
    }
    assertEquals(0.1 / 1.9, adam.figure(Figures.MOMENT_RATIO), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip-norm:max=2", "clip-value:max=2"})
  void theClipRateIsTheShareOfClippedSteps(String rule) {
    assertTrue(Double.isNaN(new Watched(rule).figure(Figures.CLIP_RATE)));
    assertEquals(0.25, new Watched(rule).dense(2, 6).dense(-3, 2).figure(Figures.CLIP_RATE), 0);
    assertEquals(
        0.5, new Watched(rule + "+sgd").dense(5, 2).sparse(1, 2).figure(Figures.CLIP_RATE), 0);
  }
}
