package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rectified Adam (Liu et al. 2020, algorithm 2), with Adam's moments m and v and m̂ = m/(1-β₁^t):
 * ρ_t = ρ_∞ - 2tβ₂^t/(1-β₂^t) with ρ_∞ = 2/(1-β₂) - 1 counts the gradients that v averages over. As
 * long as they are few, ρ_t ≤ θ, x ← x + η_k m̂; then x ← x + η_k r_t m̂ √(1-β₂^t)/(√v+ε), where
 * r_t² = (ρ_t-4)(ρ_t-2)ρ_∞/((ρ_∞-4)(ρ_∞-2)ρ_t).
 *
 * <p>With β₂ ≤ 0.6, ρ_∞ ≤ 4 and it is momentum for good. The paper has no ε, and θ = 4; many
 * libraries have 5. Sparse steps give lazy moments as for {@link Adam}.
 *
 * @param learningRate η_k, which has to suit the unscaled first steps too
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε, beside the root before its correction
 * @param threshold θ, at least 4: r_t is not a number below
 */
public record Radam(
    Schedule learningRate, double beta1, double beta2, double epsilon, double threshold)
    implements Rule<Step> {
  public Radam {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.that(threshold >= 4, "threshold must be at least 4, not %s", threshold);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new RadamState(this, layout.size());
  }

  private static final class RadamState implements State<Step> {
    private final Radam rule;
    private final double most;
    private final double[] m;
    private final double[] v;
    private final Powers powers;
    private final double[] ages;
    private long steps;
    private @Nullable Stall stall;

    RadamState(Radam rule, int n) {
      this.rule = rule;
      most = 2 / (1 - rule.beta2) - 1;
      m = new double[n];
      v = new double[n];
      powers = new Powers(rule.beta1, rule.beta2, n);
      ages = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      boolean together = !powers.apart;
      powers.begin(step);
      if (together && powers.apart) {
        Arrays.fill(ages, (double) steps);
      }
      double rate = rule.learningRate.at(steps++);
      if (powers.apart) {
        updateApart(step, rate);
      } else {
        updateTogether(step, rate, factor((double) steps, powers.power2));
      }
    }

    /** r_t √(1-β₂^t), or 0 where it does not rectify yet. */
    private double factor(double t, double power2) {
      double now = most - 2 * t * power2 / (1 - power2);
      if (now <= rule.threshold) {
        return 0;
      }
      double share = (now - 4) * (now - 2) * most / ((most - 4) * (most - 2) * now);
      return Math.sqrt(share * (1 - power2));
    }

    // Two loops, and not one as in Adam: that is faster where there are few parameters. Loads stand
    // before stores. A slope of 0 takes a finite root out of the denominator.
    private void updateTogether(Step step, double rate, double factor) {
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double corrected = rate * (1 / (1 - powers.power1)) * (factor > 0 ? factor : 1);
      double slope = factor > 0 ? 1 : 0;
      double shift = factor > 0 ? EpsilonPlacement.notZeroRoot(rule.epsilon) : 1;
      double[] m = this.m;
      double[] v = this.v;
      double[] d = step.value;
      int n = step.size;
      for (int i = 0; i < n; i++) {
        double mean = beta1 * m[i] + (1 - beta1) * d[i];
        double square = beta2 * v[i] + (1 - beta2) * d[i] * d[i];
        m[i] = mean;
        v[i] = square;
        d[i] = corrected * mean / (Math.sqrt(square) * slope + shift);
      }
    }

    private void updateApart(Step step, double rate) {
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      double[] each1 = powers.each1;
      double[] each2 = powers.each2;
      double[] ages = this.ages;
      double[] m = this.m;
      double[] v = this.v;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double mean = beta1 * m[i] + (1 - beta1) * d[j];
        double square = beta2 * v[i] + (1 - beta2) * d[j] * d[j];
        double power1 = Powers.times(each1[i], beta1);
        double power2 = Powers.times(each2[i], beta2);
        double age = ages[i] + 1;
        each1[i] = power1;
        each2[i] = power2;
        ages[i] = age;
        m[i] = mean;
        v[i] = square;
        double factor = factor(age, power2);
        double corrected = rate * (1 / (1 - power1)) * (factor > 0 ? factor : 1);
        double slope = factor > 0 ? 1 : 0;
        double shift = factor > 0 ? epsilon : 1;
        d[j] = corrected * mean / (Math.sqrt(square) * slope + shift);
      }
    }

    @Override
    public void watch() {
      stall = Stall.geometric(m.length, rule.beta2);
    }

    @Override
    public void figures(Figures to) {
      Moments.say(to, m.length, i -> powers.mean(i, m[i]), i -> powers.square(i, v[i]));
      if (stall != null) {
        stall.say(to, i -> powers.square(i, v[i]), powers::power2);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("v", v);
      powers.slots(slots);
      slots.vector("ages", ages);
    }
  }
}
