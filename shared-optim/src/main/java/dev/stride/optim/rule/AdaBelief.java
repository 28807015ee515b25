package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * AdaBelief (Zhuang et al. 2020, algorithm 2): m ← β₁m + (1-β₁)d, s ← β₂s + (1-β₂)(d-m)² + ε, x ← x
 * + η_k (m̂/(√ŝ+ε) - λx) with m̂ = m/(1-β₁^t), ŝ = s/(1-β₂^t): long steps where the step is as
 * expected, short ones where it is not. ε is added in every step, and piles up to ε/(1-β₂).
 *
 * <p>Sparse steps give lazy moments as for {@link Adam}, and decay what they touch alone.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε, in both places
 * @param weightDecay λ, decoupled from the gradient
 */
public record AdaBelief(
    Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Rule<Step> {
  public AdaBelief {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.notNegative("weightDecay", weightDecay);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdaBeliefState(this, layout.size());
  }

  private static final class AdaBeliefState implements State<Step> {
    private final AdaBelief rule;
    private final double[] m;
    private final double[] s;
    private final Powers powers;
    private long steps;
    private @Nullable Stall stall;

    AdaBeliefState(AdaBelief rule, int n) {
      this.rule = rule;
      m = new double[n];
      s = new double[n];
      powers = new Powers(rule.beta1, rule.beta2, n);
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps++);
      powers.begin(step);
      update(step, rate, rate / (1 - powers.power1), 1 / Math.sqrt(1 - powers.power2));
      if (rule.weightDecay > 0) {
        Shrinkage.add(rate * rule.weightDecay, x, step);
      }
    }

    // One loop, loads before stores: see Adam.
    private void update(Step step, double rate, double allRate, double allRoot) {
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZero(rule.epsilon);
      boolean apart = powers.apart;
      double[] each1 = powers.each1;
      double[] each2 = powers.each2;
      double[] m = this.m;
      double[] s = this.s;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double mean = beta1 * m[i] + (1 - beta1) * d[j];
        double surprise = d[j] - mean;
        double spread = beta2 * s[i] + (1 - beta2) * surprise * surprise + epsilon;
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
        s[i] = spread;
        d[j] = corrected * mean / (Math.sqrt(spread) * root + epsilon);
      }
    }

    @Override
    public void watch() {
      stall = Stall.geometric(m.length, rule.beta2);
    }

    @Override
    public void figures(Figures to) {
      Moments.say(to, m.length, i -> powers.mean(i, m[i]), i -> powers.square(i, s[i]));
      if (stall != null) {
        stall.say(to, i -> powers.square(i, s[i]), powers::power2);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("s", s);
      powers.slots(slots);
    }
  }
}
