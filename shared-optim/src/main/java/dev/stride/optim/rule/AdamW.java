package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): x ← x + η_k
 * (m̂/(√v̂+ε) - λx), with the moments of {@link Adam}. The learning rate scales the decay too, as
 * libraries do; with {@code mode=paper}, the multiplier of the schedule scales it alone: x ← x +
 * η_k m̂/(√v̂+ε) - η_k/η λx, where η is what the schedule is a multiple of.
 *
 * <p>A sparse step decays what it touches alone.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param weightDecay λ
 * @param mode what scales λ
 */
public record AdamW(
    Schedule learningRate,
    double beta1,
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
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.notNegative("weightDecay", weightDecay);
  }

  @Override
  public State<Step> start(Layout layout) {
    Adam adam =
        new Adam(learningRate, beta1, beta2, epsilon, Adam.Mode.EPSILON, Adam.Count.PARAMETER);
    return new AdamWState(this, new Adam.AdamState(adam, layout.size()));
  }

  private static final class AdamWState implements State<Step> {
    private final AdamW rule;
    private final Adam.AdamState adam;
    private long steps;

    AdamWState(AdamW rule, Adam.AdamState adam) {
      this.rule = rule;
      this.adam = adam;
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double scale = rule.mode == Mode.PAPER ? rate / rule.learningRate.scale() : rate;
      adam.apply(step, x);
      double share = scale * rule.weightDecay;
      if (share > 0) {
        decay(step, x, share);
      }
    }

    // Apart from Adam's loop, which is slower with one array more.
    private static void decay(Step step, double[] x, double share) {
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        d[j] -= share * x[i];
      }
    }

    @Override
    public void watch() {
      adam.watch();
    }

    @Override
    public void figures(Figures to) {
      adam.figures(to);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      adam.slots(slots.at("adam"));
    }
  }
}
