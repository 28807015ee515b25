package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.schedule.Schedule;

/**
 * Overshooting-bounded gradient descent (Elsayed, Vasan and Mahmood 2024, algorithm 3): x ← x + d
 * η_k/max(1, M), M = η_k κ max(|δ|, 1) ‖z‖₁, for d = δz. So no step changes the parameters by more
 * than 1/κ in all, ‖η_k d/max(1, M)‖₁ ≤ 1/κ.
 *
 * @param learningRate η_k
 * @param kappa κ, above 1 in the paper
 */
public record ObGd(Schedule learningRate, double kappa) implements Rule<TraceStep> {
  public ObGd {
    Check.positive("kappa", kappa);
  }

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new ObGdState(this);
  }

  private static final class ObGdState implements State<TraceStep> {
    private final ObGd rule;
    private long steps;

    ObGdState(ObGd rule) {
      this.rule = rule;
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double[] z = step.trace;
      double[] d = step.value;
      int n = step.size;
      double length = 0;
      for (int j = 0; j < n; j++) {
        length += Math.abs(z[j]);
      }
      double bound = rate * rule.kappa * Math.max(Math.abs(step.delta), 1) * length;
      double alpha = rate / Math.max(1, bound);
      for (int j = 0; j < n; j++) {
        d[j] *= alpha;
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
    }
  }
}
