package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Yogi (Zaheer et al. 2018, algorithm 2): m ← β₁m + (1-β₁)d, v ← v - (1-β₂) sign(v-d²) d², x ← x +
 * η_k m/(√v+ε). Where Adam's v falls in proportion to itself, this one falls in proportion to d²,
 * so that small gradients after large ones do not let the steps grow at once.
 *
 * <p>Sparse steps give lazy moments as for {@link Adam}.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param initialAccumulator v before the first step
 * @param mode whether it corrects for the moments' start
 */
public record Yogi(
    Schedule learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double initialAccumulator,
    Mode mode)
    implements Rule<Step> {

  /** What is corrected for the moments' start. */
  public enum Mode {
    /** Nothing: m/(√v+ε). */
    PAPER,
    /** Both: m̂/(√v̂+ε) with m̂ = m/(1-β₁^t), v̂ = v/(1-β₂^t), as if v started at 0. */
    CORRECTED
  }

  public Yogi {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.notNegative("initialAccumulator", initialAccumulator);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new YogiState(this, layout.size());
  }

  private static final class YogiState implements State<Step> {
    private final Yogi rule;
    private final double[] m;
    private final double[] v;
    private final Powers powers;
    private long steps;
    private @Nullable Stall stall;

    YogiState(Yogi rule, int n) {
      this.rule = rule;
      m = new double[n];
      v = new double[n];
      Arrays.fill(v, rule.initialAccumulator);
      powers = new Powers(rule.beta1, rule.beta2, n);
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps++);
      if (rule.mode == Mode.PAPER) {
        update(step, rate, false, rate, 1);
      } else {
        powers.begin(step);
        double root = 1 / Math.sqrt(1 - powers.power2);
        update(step, rate, powers.apart, rate / (1 - powers.power1), root);
      }
    }

    // One loop, loads before stores: see Adam.
    private void update(Step step, double rate, boolean apart, double allRate, double allRoot) {
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      double[] each1 = powers.each1;
      double[] each2 = powers.each2;
      double[] m = this.m;
      double[] v = this.v;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double mean = beta1 * m[i] + (1 - beta1) * d[j];
        double before = v[i];
        double square = d[j] * d[j];
        double now = before - (1 - beta2) * Sign.of(before - square) * square;
        double corrected = allRate;
        double root = allRoot;
        if (apart) {
          double power1 = Powers.times(each1[i], beta1);
          double power2 = Powers.times(each2[i], beta2);
          each1[i] = power1;
          each2[i] = power2;
          corrected = rate / (1 - power1);
          root = 1 / Math.sqrt(1 - power2);
        }
        m[i] = mean;
        v[i] = now;
        d[j] = corrected * mean / (Math.sqrt(now) * root + epsilon);
      }
    }

    @Override
    public void watch() {
      stall = Stall.linear(m.length, rule.beta2);
    }

    @Override
    public void figures(Figures to) {
      boolean paper = rule.mode == Mode.PAPER;
      IntToDoubleFunction mean = paper ? i -> m[i] : i -> powers.mean(i, m[i]);
      IntToDoubleFunction square = paper ? i -> v[i] : i -> powers.square(i, v[i]);
      Moments.say(to, m.length, mean, square);
      if (stall != null) {
        stall.say(to, square, paper ? i -> 0 : powers::power2);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("v", v);
      powers.slots(slots);
    }
  }
}
