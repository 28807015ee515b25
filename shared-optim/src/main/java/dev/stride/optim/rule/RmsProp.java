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
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5): v ← ρv + (1-ρ)d², x ← x + η_k d/√(v+ε), with ε
 * inside or outside of the root; v starts at 0 and is not corrected for that.
 *
 * <p>Centred (Graves 2013), it divides by the standard deviation instead: m ← ρm + (1-ρ)d, and v -
 * m² in place of v, which is 0 where rounding makes it negative. With momentum μ, b ← μb +
 * d/√(v+ε), x ← x + η_k b: {@link Momentum} behind, with the learning rate outside of it.
 *
 * <p>A sparse step leaves the averages of what it does not touch alone.
 *
 * @param learningRate η_k
 * @param decay ρ
 * @param epsilon ε
 * @param epsilonPlacement inside: √(v+ε); outside: √v + ε
 * @param centred whether to divide by the standard deviation
 * @param momentum μ
 */
public record RmsProp(
    Schedule learningRate,
    double decay,
    double epsilon,
    EpsilonPlacement epsilonPlacement,
    boolean centred,
    double momentum)
    implements Rule<Step> {
  public RmsProp {
    Check.fraction("decay", decay);
    Check.notNegative("epsilon", epsilon);
    Check.fraction("momentum", momentum);
  }

  @Override
  public State<Step> start(Layout layout) {
    if (momentum == 0) {
      return new RmsPropState(this, layout.size());
    }
    Rule<Step> unscaled = new RmsProp(Schedule.of(1), decay, epsilon, epsilonPlacement, centred, 0);
    return unscaled.then(new Momentum(learningRate, Fraction.of(momentum), 0)).start(layout);
  }

  private static final class RmsPropState implements State<Step> {
    private final RmsProp rule;
    private final double[] v;
    private final double[] m;
    private long steps;
    private @Nullable Stall stall;

    RmsPropState(RmsProp rule, int n) {
      this.rule = rule;
      v = new double[n];
      m = new double[rule.centred ? n : 0];
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      update(step, rule.learningRate.at(steps++));
    }

    // One loop, loads before stores: see Adam.
    private void update(Step step, double rate) {
      boolean centred = rule.centred;
      double inside = rule.epsilonPlacement.inside(rule.epsilon);
      double outside = rule.epsilonPlacement.outside(rule.epsilon);
      double decay = rule.decay;
      double[] v = this.v;
      double[] m = this.m;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double proposed = d[j];
        double square = decay * v[i] + (1 - decay) * proposed * proposed;
        double spread = square;
        if (centred) {
          double mean = decay * m[i] + (1 - decay) * proposed;
          m[i] = mean;
          spread = Math.max(0, square - mean * mean);
        }
        v[i] = square;
        d[j] = rate * proposed / (Math.sqrt(spread + inside) + outside);
      }
    }

    @Override
    public void watch() {
      stall = Stall.geometric(v.length, rule.decay);
    }

    @Override
    public void figures(Figures to) {
      if (stall != null) {
        stall.say(to, i -> rule.centred ? Math.max(0, v[i] - m[i] * m[i]) : v[i]);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("v", v);
      slots.vector("m", m);
    }
  }
}
