package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * Down and up once, against a {@link OneCycle} of the same steps and warm-up (Smith and Topin
 * 2018): the momentum of PyTorch's OneCycleLR. With w = warmup · steps - 1
 *
 * <pre>
 * μ_k = base + (max - base) (1 + cos(π k/w)) / 2                   k &lt; w
 * μ_k = max + (base - max) (1 + cos(π (k-w)/(steps-1-w))) / 2      w ≤ k &lt; steps
 * μ_k = max                                                        k ≥ steps
 * </pre>
 *
 * @param max where it begins and ends, positive; PyTorch's {@code max_momentum}
 * @param base the lowest value, positive, where the learning rate is highest; PyTorch's {@code
 *     base_momentum}
 * @param steps length of the cycle
 * @param warmup share of the steps in which it falls, below 1
 */
public record OneCycleMomentum(double max, double base, long steps, double warmup)
    implements Schedule {
  public OneCycleMomentum {
    Check.positive("max", max);
    Check.positive("base", base);
    Check.that(base <= max, "base must not be above max, and is %s above %s", base, max);
    Check.atLeastOne("steps", steps);
    Check.fraction("warmup", warmup);
  }

  @Override
  public double at(long k) {
    return OneCycle.at(k, steps, warmup, max, base, max);
  }

  @Override
  public double scale() {
    return max;
  }

  /** The same cycle with another {@code max}, and {@code base} in proportion. */
  OneCycleMomentum withMax(double max) {
    return new OneCycleMomentum(max, base * (max / this.max), steps, warmup);
  }
}
