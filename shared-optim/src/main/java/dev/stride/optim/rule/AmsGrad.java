package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * AMSGrad (Reddi, Kale and Kumar 2018, algorithm 2): Adam's moments m and v with a denominator that
 * never falls, u ← max(u, v), x ← x + η_k m/(√u+ε). The three modes are in use under one name, and
 * are not the same rule.
 *
 * <p>Sparse steps give lazy moments as for {@link Adam}.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε, outside of the root; the paper has none
 * @param mode how it corrects for moments that start at 0
 */
public record AmsGrad(Schedule learningRate, double beta1, double beta2, double epsilon, Mode mode)
    implements Rule<Step> {

  /** What is corrected for the moments' start at 0. */
  public enum Mode {
    /** Nothing: m/(√max v + ε). */
    PAPER,
    /** Both, after the maximum: m̂/(√(max v/(1-β₂^t)) + ε). The denominator can fall. */
    CORRECTED,
    /** Both, before the maximum: m̂/(√max v̂ + ε). */
    MAX_OF_CORRECTED
  }

  public AmsGrad {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AmsGradState(this, layout.size());
  }

  private static final class AmsGradState implements State<Step> {
    private final AmsGrad rule;
    private final double[] m;
    private final double[] v;
    private final double[] largest;
    private final Powers powers;
    private long steps;
    private @Nullable Stall stall;

    AmsGradState(AmsGrad rule, int n) {
      this.rule = rule;
      m = new double[n];
      v = new double[n];
      largest = new double[n];
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
        update(step, rate, powers.apart, rate / (1 - powers.power1), 1 / (1 - powers.power2));
      }
    }

    // One loop, loads before stores: see Adam.
    private void update(Step step, double rate, boolean apart, double allRate, double allFactor) {
      boolean correctedFirst = rule.mode == Mode.MAX_OF_CORRECTED;
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      double[] each1 = powers.each1;
      double[] each2 = powers.each2;
      double[] m = this.m;
      double[] v = this.v;
      double[] largest = this.largest;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double mean = beta1 * m[i] + (1 - beta1) * d[j];
        double square = beta2 * v[i] + (1 - beta2) * d[j] * d[j];
        double before = largest[i];
        double corrected = allRate;
        double factor = allFactor;
        if (apart) {
          double power1 = Powers.times(each1[i], beta1);
          double power2 = Powers.times(each2[i], beta2);
          each1[i] = power1;
          each2[i] = power2;
          corrected = rate / (1 - power1);
          factor = 1 / (1 - power2);
        }
        double now = Math.max(before, correctedFirst ? square * factor : square);
        m[i] = mean;
        v[i] = square;
        largest[i] = now;
        d[j] = corrected * mean / (Math.sqrt(correctedFirst ? now : now * factor) + epsilon);
      }
    }

    @Override
    public void watch() {
      stall = Stall.never(m.length);
    }

    @Override
    public void figures(Figures to) {
      IntToDoubleFunction mean = rule.mode == Mode.PAPER ? i -> m[i] : i -> powers.mean(i, m[i]);
      IntToDoubleFunction square =
          rule.mode == Mode.CORRECTED ? i -> powers.square(i, largest[i]) : i -> largest[i];
      Moments.say(to, m.length, mean, square);
      if (stall != null) {
        stall.say(to, square);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("v", v);
      slots.vector("largest", largest);
      powers.slots(slots);
    }
  }
}
