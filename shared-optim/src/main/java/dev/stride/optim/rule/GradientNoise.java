package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.SplitMix;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adds noise to the step, less and less of it: d ← d + N(0, σ²/(1+k)^γ) in every entry (Neelakantan
 * et al. 2015, with their γ = 0.55 and the smallest of their variances, 0.01). Stands in front of
 * the rule that is to see noisy gradients.
 *
 * <p>A sparse step gets noise in the entries that it touches. The noise is a stream of its own,
 * whose seed is the next number of the source that the state is started with, always the same one
 * where there is none; links of one chain draw from different streams.
 *
 * @param sd σ
 * @param exponent γ
 */
public record GradientNoise(double sd, double exponent) implements Rule<Step> {
  public GradientNoise {
    Check.notNegative("sd", sd);
    Check.notNegative("exponent", exponent);
  }

  @Override
  public State<Step> start(Layout layout) {
    return start(layout, new SplitMix(0));
  }

  @Override
  public State<Step> start(Layout layout, UniformRandomProvider rng) {
    return new GradientNoiseState(this, rng.nextLong());
  }

  private static final class GradientNoiseState implements State<Step> {
    private final GradientNoise rule;
    private final SplitMix rng;
    private long steps;

    GradientNoiseState(GradientNoise rule, long seed) {
      this.rule = rule;
      rng = new SplitMix(seed);
    }

    @Override
    public void apply(Step step, double[] x) {
      // By way of exp, because pow allocates.
      double sd = rule.sd * StrictMath.exp(-rule.exponent / 2 * StrictMath.log1p((double) steps++));
      double[] d = step.value;
      int n = step.size;
      for (int i = 0; i < n; i++) {
        d[i] += sd * Samplers.gaussian(rng);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      rng.restore(slots.word("rng", rng.counter()));
    }
  }
}
