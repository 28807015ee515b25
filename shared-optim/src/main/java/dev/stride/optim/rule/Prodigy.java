package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Adam whose learning rate is an estimate D of the distance to the minimum, which only grows, and
 * faster than in {@link DAdaptation} (Mishchenko and Defazio 2024, the Adam form of Prodigy,
 * without bias correction):
 *
 * <pre>
 * m ← β₁m + (1-β₁) D d        v ← β₂v + (1-β₂) D²d²        x ← x + η_k D m/(√v + Dε)
 * r ← √β₂ r + (1-√β₂) η_k D² Σ d(x - x₀)        s ← √β₂ s + (1-√β₂) η_k D² d
 * D ← max(D, r/‖s‖₁)
 * </pre>
 *
 * <p>with D and x of before the step in all but the last line. Needs dense steps: s decays at every
 * step, and its length is over all parameters.
 *
 * @param learningRate η_k, 1 in the paper; a schedule shapes the step and not its size
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param initialDistance D before the first step, at most the distance to the minimum
 */
public record Prodigy(
    Schedule learningRate, double beta1, double beta2, double epsilon, double initialDistance)
    implements Rule<Step> {
  public Prodigy {
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
    return new ProdigyState(this, layout.size());
  }

  private static final class ProdigyState implements State<Step> {
    private final Prodigy rule;

    /** √β₂. */
    private final double decay;

    private final double[] origin;
    private final double[] m;
    private final double[] v;
    private final double[] s;
    private double r;
    private double distance;
    private long steps;

    ProdigyState(Prodigy rule, int n) {
      this.rule = rule;
      decay = Math.sqrt(rule.beta2);
      origin = new double[n];
      m = new double[n];
      v = new double[n];
      s = new double[n];
      distance = rule.initialDistance;
    }

    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      int n = step.size;
      if (steps == 0) {
        System.arraycopy(x, 0, origin, 0, n);
      }
      // A loop of its own, because one over all is too long to be vectorised.
      double product = 0;
      for (int i = 0; i < n; i++) {
        product += d[i] * (x[i] - origin[i]);
      }
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double decay = this.decay;
      double scale = distance;
      double rate = rule.learningRate.at(steps++) * scale;
      double epsilon = EpsilonPlacement.notZeroRoot(scale * rule.epsilon);
      double weight = (1 - decay) * rate * scale;
      double length = 0;
      for (int i = 0; i < n; i++) {
        double scaled = scale * d[i];
        double mean = beta1 * m[i] + (1 - beta1) * scaled;
        double square = beta2 * v[i] + (1 - beta2) * scaled * scaled;
        double sum = decay * s[i] + weight * d[i];
        length += Math.abs(sum);
        m[i] = mean;
        v[i] = square;
        s[i] = sum;
        d[i] = rate * mean / (Math.sqrt(square) + epsilon);
      }
      r = decay * r + weight * product;
      if (length != 0) {
        distance = Math.max(distance, r / length);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("origin", origin);
      slots.vector("m", m);
      slots.vector("v", v);
      slots.vector("s", s);
      r = slots.number("r", r);
      distance = slots.number("distance", distance);
    }
  }
}
