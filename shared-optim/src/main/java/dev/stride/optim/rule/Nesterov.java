package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Fraction;
import dev.stride.optim.schedule.Schedule;

/**
 * Nesterov's accelerated gradient (1983) in the form that takes its gradients where x is (Sutskever
 * et al. 2013, after a change of variables): b ← μ_k b + d, x ← x + η_k (μ_k b + d).
 *
 * <p>A sparse step leaves the velocity of what it does not touch alone, and does not move it.
 *
 * @param learningRate η_k
 * @param momentum μ_k
 */
public record Nesterov(Schedule learningRate, Fraction momentum) implements Rule<Step> {
  public Nesterov {
    momentum.check("momentum");
  }

  @Override
  public State<Step> start(Layout layout) {
    return new NesterovState(this, layout.size());
  }

  private static final class NesterovState implements State<Step> {
    private final Schedule learningRate;
    private final Fraction momentum;
    private final double[] b;
    private long steps;

    NesterovState(Nesterov rule, int n) {
      learningRate = rule.learningRate;
      momentum = rule.momentum;
      b = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = learningRate.at(steps);
      double mu = momentum.at(steps++);
      double[] b = this.b;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double proposed = d[j];
        double velocity = mu * b[i] + proposed;
        b[i] = velocity;
        d[j] = rate * (mu * velocity + proposed);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("b", b);
    }
  }
}
