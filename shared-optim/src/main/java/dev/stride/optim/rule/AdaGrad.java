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
 * AdaGrad, diagonal (Duchi, Hazan and Singer 2011, figure 1): G ← G + d², x ← x + η_k/(1 + κk)
 * d/√(G+ε), with ε inside or outside of the root.
 *
 * @param learningRate η_k
 * @param epsilon ε
 * @param epsilonPlacement inside: √(G+ε); outside, as in the paper: √G + ε
 * @param initialAccumulator G before the first step
 * @param learningRateDecay κ
 */
public record AdaGrad(
    Schedule learningRate,
    double epsilon,
    EpsilonPlacement epsilonPlacement,
    double initialAccumulator,
    double learningRateDecay)
    implements Rule<Step> {
  public AdaGrad {
    Check.notNegative("epsilon", epsilon);
    Check.notNegative("initialAccumulator", initialAccumulator);
    Check.notNegative("learningRateDecay", learningRateDecay);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdaGradState(this, layout.size());
  }

  private static final class AdaGradState implements State<Step> {
    private final AdaGrad rule;
    private final double[] sum;
    private long steps;
    private @Nullable Stall stall;

    AdaGradState(AdaGrad rule, int n) {
      this.rule = rule;
      sum = new double[n];
      Arrays.fill(sum, rule.initialAccumulator);
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps) / (1 + rule.learningRateDecay * steps);
      steps++;
      double inside = rule.epsilonPlacement.inside(rule.epsilon);
      double outside = rule.epsilonPlacement.outside(rule.epsilon);
      double[] sum = this.sum;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double now = sum[i] + d[j] * d[j];
        sum[i] = now;
        d[j] = rate * d[j] / (Math.sqrt(now + inside) + outside);
      }
    }

    @Override
    public void watch() {
      stall = Stall.never(sum.length);
    }

    @Override
    public void figures(Figures to) {
      Stall stall = this.stall;
      if (stall != null) {
        // The mean: that the sum grows under even gradients is the rule, and no stall.
        stall.say(to, i -> sum[i] / (steps * stall.share(i)));
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("sum", sum);
    }
  }
}
