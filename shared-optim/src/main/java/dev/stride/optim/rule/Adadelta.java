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
 * Adadelta (Zeiler 2012, algorithm 1): v ← ρv + (1-ρ)d², Δ = √(u+ε)/√(v+ε) d, u ← ρu + (1-ρ)Δ², x ←
 * x + η_k Δ. The change has the units of x; the paper has no learning rate.
 *
 * <p>ε sets the size of the first steps, √ε, from which all others grow: without one nothing moves.
 * A sparse step leaves the averages of what it does not touch alone.
 *
 * @param learningRate η_k
 * @param decay ρ
 * @param epsilon ε, positive
 */
public record Adadelta(Schedule learningRate, double decay, double epsilon) implements Rule<Step> {
  public Adadelta {
    Check.fraction("decay", decay);
    Check.positive("epsilon", epsilon);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdadeltaState(this, layout.size());
  }

  private static final class AdadeltaState implements State<Step> {
    private final Adadelta rule;
    private final double[] v;
    private final double[] u;
    private long steps;
    private @Nullable Stall stall;

    AdadeltaState(Adadelta rule, int n) {
      this.rule = rule;
      v = new double[n];
      u = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps++);
      double decay = rule.decay;
      double epsilon = rule.epsilon;
      double[] v = this.v;
      double[] u = this.u;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double before = u[i];
        double square = decay * v[i] + (1 - decay) * d[j] * d[j];
        double change = Math.sqrt((before + epsilon) / (square + epsilon)) * d[j];
        v[i] = square;
        u[i] = decay * before + (1 - decay) * change * change;
        d[j] = rate * change;
      }
    }

    @Override
    public void watch() {
      stall = Stall.geometric(v.length, rule.decay);
    }

    @Override
    public void figures(Figures to) {
      if (stall != null) {
        stall.say(to, i -> v[i]);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("v", v);
      slots.vector("u", u);
    }
  }
}
