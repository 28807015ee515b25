package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): x ← x + η_k
 * (m̂/(√v̂+ε) - λx), with the moments of {@link Adam}. The learning rate scales the decay too,
 * where the paper scales it by the multiplier of the schedule alone.
 *
 * <p>A sparse step decays what it touches alone.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param weightDecay λ
 */
public record AdamW(
    Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Rule<Step> {
  public AdamW {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.notNegative("weightDecay", weightDecay);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdamWState(this, new Adam(learningRate, beta1, beta2, epsilon).start(layout));
  }

  private static final class AdamWState implements State<Step> {
    private final AdamW rule;
    private final State<Step> adam;
    private long steps;

    AdamWState(AdamW rule, State<Step> adam) {
      this.rule = rule;
      this.adam = adam;
    }

    @Override
    public void apply(Step step, double[] x) {
      adam.apply(step, x);
      double decay = rule.learningRate.at(steps++) * rule.weightDecay;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        d[j] -= decay * x[i];
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      adam.slots(slots.at("adam"));
    }
  }
}
