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
 * Adam on the infinity norm (Kingma and Ba 2015, algorithm 2): m ← β₁m + (1-β₁)d, u ← max(β₂u,
 * |d|+ε), x ← x + η_k m̂/u with m̂ = m/(1-β₁^t). The paper has no ε; u needs no correction.
 *
 * <p>Sparse steps give lazy moments as for {@link Adam}.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 */
public record Adamax(Schedule learningRate, double beta1, double beta2, double epsilon)
    implements Rule<Step> {
  public Adamax {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdamaxState(this, layout.size());
  }

  private static final class AdamaxState implements State<Step> {
    private final Adamax rule;
    private final double[] m;
    private final double[] u;
    private final Powers powers;
    private long steps;
    private @Nullable Stall stall;

    AdamaxState(Adamax rule, int n) {
      this.rule = rule;
      m = new double[n];
      u = new double[n];
      powers = new Powers(rule.beta1, n);
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps++);
      powers.begin(step);
      update(step, rate, rate / (1 - powers.power1));
    }

    // One loop, loads before stores: see Adam.
    private void update(Step step, double rate, double allRate) {
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZero(rule.epsilon);
      boolean apart = powers.apart;
      double[] each1 = powers.each1;
      double[] m = this.m;
      double[] u = this.u;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double mean = beta1 * m[i] + (1 - beta1) * d[j];
        double largest = Math.max(beta2 * u[i], Math.abs(d[j]) + epsilon);
        double corrected = allRate;
        if (apart) {
          double power1 = Powers.times(each1[i], beta1);
          each1[i] = power1;
          corrected = rate / (1 - power1);
        }
        m[i] = mean;
        u[i] = largest;
        d[j] = corrected * mean / largest;
      }
    }

    @Override
    public void watch() {
      stall = Stall.maximum(m.length, rule.beta2 * rule.beta2);
    }

    @Override
    public void figures(Figures to) {
      Moments.say(to, m.length, i -> powers.mean(i, m[i]), i -> u[i] * u[i]);
      if (stall != null) {
        stall.say(to, i -> u[i] * u[i]);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("u", u);
      powers.slots(slots);
    }
  }
}
