package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Fraction;
import dev.stride.optim.schedule.Schedule;
import java.util.Arrays;

/**
 * The heavy ball (Polyak 1964): b ← μ_k b + (1-τ)d, x ← x + η_k b. The dampening τ is PyTorch's:
 * the first step is not dampened, b ← d.
 *
 * <p>The learning rate stands outside of the velocity b, so that a schedule acts at once. A sparse
 * step leaves the velocity of what it does not touch alone, and does not move it; the first step of
 * a parameter is the first that touches it.
 *
 * @param learningRate η_k
 * @param momentum μ_k
 * @param dampening τ
 */
public record Momentum(Schedule learningRate, Fraction momentum, double dampening)
    implements Rule<Step> {
  public Momentum {
    momentum.check("momentum");
    Check.fraction("dampening", dampening);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new MomentumState(this, layout.size());
  }

  private static final class MomentumState implements State<Step> {
    private final Momentum rule;
    private final double[] b;
    private final double[] shares;
    private boolean apart;
    private long steps;

    MomentumState(Momentum rule, int n) {
      this.rule = rule;
      b = new double[n];
      shares = new double[rule.dampening == 0 ? 0 : n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps);
      double mu = rule.momentum.at(steps);
      double dampened = 1 - rule.dampening;
      double allShare = steps++ == 0 ? 1 : dampened;
      // Without dampening all shares are 1 for good.
      if (!apart && step.index != null && dampened < 1) {
        apart = true;
        Arrays.fill(shares, allShare);
      }
      update(step, rate, mu, allShare, dampened);
    }

    private void update(Step step, double rate, double mu, double allShare, double dampened) {
      boolean apart = this.apart;
      double[] shares = this.shares;
      double[] b = this.b;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double share = allShare;
        if (apart) {
          share = shares[i];
          shares[i] = dampened;
        }
        double velocity = mu * b[i] + share * d[j];
        b[i] = velocity;
        d[j] = rate * velocity;
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("b", b);
      apart = slots.flag("apart", apart);
      slots.vector("shares", shares);
    }
  }
}
