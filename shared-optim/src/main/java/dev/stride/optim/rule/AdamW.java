package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Fraction;
import dev.stride.optim.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): x ← x + η_k
 * (m̂/(√v̂+ε) - λx), with the moments of {@link Adam}. The learning rate scales the decay too, as
 * libraries do; with {@code mode=paper}, the multiplier of the schedule scales it alone: x ← x +
 * η_k m̂/(√v̂+ε) - η_k/η λx, where η is what the schedule is a multiple of.
 *
 * <p>A sparse step decays what it touches alone.
 *
 * @param learningRate η_k
 * @param beta1 β₁, which may change as that of {@link Adam}
 * @param beta2 β₂
 * @param epsilon ε
 * @param weightDecay λ
 * @param mode what scales λ
 */
public record AdamW(
    Schedule learningRate,
    Fraction beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    Mode mode)
    implements Rule<Step> {

  /** What scales the weight decay. */
  public enum Mode {
    /** The learning rate. */
    LEARNING_RATE,
    /** The multiplier of the learning rate's schedule, as in the paper. */
    PAPER
  }

  public AdamW {
    beta1.check("beta1");
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.notNegative("weightDecay", weightDecay);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdamWState(this, layout.size());
  }

  private static final class AdamWState implements State<Step> {
    private final AdamW rule;
    private final double[] m;
    private final double[] v;
    private final Powers powers;
    private long steps;
    private @Nullable Stall stall;

    AdamWState(AdamW rule, int n) {
      this.rule = rule;
      m = new double[n];
      v = new double[n];
      powers = new Powers(rule.beta1, rule.beta2, n);
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps);
      powers.change(rule.beta1, steps++);
      double scale = rule.mode == Mode.PAPER ? rate / rule.learningRate.scale() : rate;
      powers.begin(step);
      double allRate = rate / (1 - powers.power1);
      update(step, x, scale * rule.weightDecay, rate, allRate, 1 / Math.sqrt(1 - powers.power2));
    }

    // One loop, loads before stores: see Adam, whose own need not read x.
    private void update(
        Step step, double[] x, double share, double rate, double allRate, double allRoot) {
      double beta1 = powers.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      boolean apart = powers.apart;
      double[] each1 = powers.each1;
      double[] each2 = powers.each2;
      double[] m = this.m;
      double[] v = this.v;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double mean = beta1 * m[i] + (1 - beta1) * d[j];
        double square = beta2 * v[i] + (1 - beta2) * d[j] * d[j];
        double decay = share * x[i];
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
        v[i] = square;
        d[j] = corrected * mean / (Math.sqrt(square) * root + epsilon) - decay;
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
    }
  }
}
