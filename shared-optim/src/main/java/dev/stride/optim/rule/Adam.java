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
 * Adam (Kingma and Ba 2015, algorithm 1): m ← β₁m + (1-β₁)d, v ← β₂v + (1-β₂)d², x ← x + η_k
 * m̂/(√v̂+ε) with m̂ = m/(1-β₁^t), v̂ = v/(1-β₂^t). The form of the paper's section 2, {@code
 * mode=epsilon-hat}, adds ε before the correction: η_k √(1-β₂^t)/(1-β₁^t) m/(√v+ε), as if ε were
 * larger in the first steps.
 *
 * <p>A sparse step gives lazy moments: those of what it does not touch neither decay nor move
 * anything, and t counts the steps that touched a parameter, so that one that first appears late is
 * corrected from its own first step. With {@code count=global}, t counts all steps, and what
 * appears late is hardly corrected; with {@code mode=epsilon-hat} that is PyTorch's SparseAdam.
 *
 * @param learningRate η_k
 * @param beta1 β₁; where it changes, the correction is that of its present value, as in PyTorch
 * @param beta2 β₂
 * @param epsilon ε
 * @param mode where ε stands
 * @param count what t counts
 */
public record Adam(
    Schedule learningRate, Fraction beta1, double beta2, double epsilon, Mode mode, Count count)
    implements Rule<Step> {

  /** Where ε stands. */
  public enum Mode {
    /** Beside the corrected root, as in the paper's algorithm 1. */
    EPSILON,
    /** Beside the root before its correction, as in the paper's section 2. */
    EPSILON_HAT
  }

  /** What the bias correction counts. */
  public enum Count {
    /** The steps that touched the parameter. */
    PARAMETER,
    /** All steps. */
    GLOBAL
  }

  public Adam {
    beta1.check("beta1");
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdamState(this, layout.size());
  }

  private static final class AdamState implements State<Step> {
    private final Adam rule;
    private final double[] m;
    private final double[] v;
    private final Powers powers;
    private final boolean hat;
    private long steps;
    private @Nullable Stall stall;

    AdamState(Adam rule, int n) {
      this.rule = rule;
      m = new double[n];
      v = new double[n];
      powers = new Powers(rule.beta1, rule.beta2, n);
      hat = rule.mode == Mode.EPSILON_HAT;
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps);
      powers.change(rule.beta1, steps++);
      if (rule.count == Count.GLOBAL) {
        powers.advance();
      } else {
        powers.begin(step);
      }
      double allRate = rate / (1 - powers.power1);
      update(step, rate, allRate, 1 / Math.sqrt(1 - powers.power2));
    }

    // One loop for all cases: the compiler makes one of each out of it, and vectorises the dense.
    // Loads stand before stores, without which it does not.
    private void update(Step step, double rate, double allRate, double allRoot) {
      double beta1 = powers.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      boolean hat = this.hat;
      double allShift = hat ? epsilon * allRoot : epsilon;
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
        double corrected = allRate;
        double root = allRoot;
        double shift = allShift;
        if (apart) {
          double power1 = Powers.times(each1[i], beta1);
          double power2 = Powers.times(each2[i], beta2);
          each1[i] = power1;
          each2[i] = power2;
          corrected = rate / (1 - power1);
          root = 1 / Math.sqrt(1 - power2);
          shift = hat ? epsilon * root : epsilon;
        }
        m[i] = mean;
        v[i] = square;
        d[j] = corrected * mean / (Math.sqrt(square) * root + shift);
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
