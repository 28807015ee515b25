package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5): v ← ρv + (1-ρ)d², x ← x + η_k d/√(v+ε), with ε
 * inside or outside of the root; v starts at 0 and is not corrected for that.
 *
 * <p>A sparse step leaves the average of what it does not touch alone.
 *
 * @param learningRate η_k
 * @param decay ρ
 * @param epsilon ε
 * @param epsilonPlacement inside: √(v+ε); outside: √v + ε
 */
public record RmsProp(
    Schedule learningRate, double decay, double epsilon, EpsilonPlacement epsilonPlacement)
    implements Rule<Step> {
  public RmsProp {
    Check.fraction("decay", decay);
    Check.notNegative("epsilon", epsilon);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new RmsPropState(this, layout.size());
  }

  private static final class RmsPropState implements State<Step> {
    private final RmsProp rule;
    private final double[] v;
    private long steps;

    RmsPropState(RmsProp rule, int n) {
      this.rule = rule;
      v = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double inside = rule.epsilonPlacement.inside(rule.epsilon);
      double outside = rule.epsilonPlacement.outside(rule.epsilon);
      double decay = rule.decay;
      double[] v = this.v;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double now = decay * v[i] + (1 - decay) * d[j] * d[j];
        v[i] = now;
        d[j] = rate * d[j] / (Math.sqrt(now + inside) + outside);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("v", v);
    }
  }
}
