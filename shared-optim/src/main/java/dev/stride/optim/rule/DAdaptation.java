package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Adam whose learning rate is an estimate D of the distance to the minimum, which only grows
 * (Defazio and Mishchenko 2023, the Adam form of D-Adaptation, without bias correction):
 *
 * <pre>
 * m ← β₁m + (1-β₁) Dη_k d        v ← β₂v + (1-β₂)d²        A = √v + ε        x ← x + m/A
 * r ← √β₂ r + (1-√β₂) Dη_k Σ d s/A        s ← √β₂ s + (1-√β₂) Dη_k d
 * D ← max(D, r/((1-√β₂)‖s‖₁))
 * </pre>
 *
 * <p>with the s of before in r. Needs dense steps: s decays at every step, and its length is over
 * all parameters.
 *
 * @param learningRate η_k, 1 in the paper; a schedule shapes the step and not its size
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param initialDistance D before the first step, at most the distance to the minimum
 */
public record DAdaptation(
    Schedule learningRate, double beta1, double beta2, double epsilon, double initialDistance)
    implements Rule<Step> {
  public DAdaptation {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.positive("initialDistance", initialDistance);
  }

  @Override
  public boolean needsDense() {
    return true;
  }

  @Override
  public State<Step> start(Layout layout) {
    return new DAdaptationState(this, layout.size());
  }

  private static final class DAdaptationState implements State<Step> {
    private final DAdaptation rule;

    /** √β₂. */
    private final double decay;

    private final double[] m;
    private final double[] v;
    private final double[] s;
    private double r;
    private double distance;
    private long steps;

    DAdaptationState(DAdaptation rule, int n) {
      this.rule = rule;
      decay = Math.sqrt(rule.beta2);
      m = new double[n];
      v = new double[n];
      s = new double[n];
      distance = rule.initialDistance;
    }

    @Override
    public void apply(Step step, double[] x) {
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double decay = this.decay;
      double scale = distance * rule.learningRate.at(steps++);
      double epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      double product = 0;
      double length = 0;
      double[] d = step.value;
      int n = step.size;
      for (int i = 0; i < n; i++) {
        double mean = beta1 * m[i] + (1 - beta1) * scale * d[i];
        double square = beta2 * v[i] + (1 - beta2) * d[i] * d[i];
        double sum = decay * s[i] + (1 - decay) * scale * d[i];
        double inverse = 1 / (Math.sqrt(square) + epsilon);
        product += d[i] * inverse * s[i];
        length += Math.abs(sum);
        m[i] = mean;
        v[i] = square;
        s[i] = sum;
        d[i] = mean * inverse;
      }
      r = decay * r + (1 - decay) * scale * product;
      if (length != 0) {
        distance = Math.max(distance, r / ((1 - decay) * length));
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("v", v);
      slots.vector("s", s);
      r = slots.number("r", r);
      distance = slots.number("distance", distance);
    }
  }
}
