package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Lion (Chen et al. 2023, algorithm 2): c = β₁m + (1-β₁)d, x ← x + η_k (sign c - λx), m ← β₂m +
 * (1-β₂)d. Every parameter moves by η_k, so that it wants a smaller one than Adam. The sign of what
 * is not finite is not a number.
 *
 * <p>A sparse step leaves the average of what it does not touch alone, and neither moves nor decays
 * it.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param weightDecay λ, decoupled from the gradient
 */
public record Lion(Schedule learningRate, double beta1, double beta2, double weightDecay)
    implements Rule<Step> {
  public Lion {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("weightDecay", weightDecay);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new LionState(this, layout.size());
  }

  private static final class LionState implements State<Step> {
    private final Lion rule;
    private final double[] m;
    private long steps;

    LionState(Lion rule, int n) {
      this.rule = rule;
      m = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double[] m = this.m;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double before = m[i];
        double proposed = d[j];
        m[i] = beta2 * before + (1 - beta2) * proposed;
        double blend = beta1 * before + (1 - beta1) * proposed;
        d[j] = rate * Sign.of(blend) + blend * 0;
      }
      if (rule.weightDecay > 0) {
        Shrinkage.add(rate * rule.weightDecay, x, step);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
    }
  }
}
