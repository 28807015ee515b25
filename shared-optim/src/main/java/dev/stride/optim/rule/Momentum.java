package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * The heavy ball (Polyak 1964): b ← μb + d, x ← x + η_k b.
 *
 * <p>The learning rate stands outside of the velocity b, so that a schedule acts at once. A sparse
 * step leaves the velocity of what it does not touch alone, and does not move it.
 *
 * @param learningRate η_k
 * @param momentum μ
 */
public record Momentum(Schedule learningRate, double momentum) implements Rule<Step> {
  public Momentum {
    Check.fraction("momentum", momentum);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new MomentumState(this, layout.size());
  }

  private static final class MomentumState implements State<Step> {
    private final Schedule learningRate;
    private final double mu;
    private final double[] b;
    private long steps;

    MomentumState(Momentum rule, int n) {
      learningRate = rule.learningRate;
      mu = rule.momentum;
      b = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = learningRate.at(steps++);
      double mu = this.mu;
      double[] b = this.b;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double velocity = mu * b[i] + d[j];
        b[i] = velocity;
        d[j] = rate * velocity;
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("b", b);
    }
  }
}
