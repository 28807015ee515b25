package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Run;

/**
 * KL-UCB for rewards from {@code low} to {@code high} (Garivier and Cappé 2011): the arm with the
 * largest q for which N(a) d(x̄(a), q) ≤ ln t + c ln ln t, with the divergence of Bernoulli
 * distributions d(p, q) = p ln(p/q) + (1-p) ln((1-p)/(1-q)), for the mean x̄ and the number N of
 * its rewards at the t-th pull; arms without a reward first. The paper proves its bounds for c = 3
 * and advises c = 0.
 *
 * <p>With a discount or a window, N, x̄ and t are those of the remembered pulls. The weights are
 * the means on the scale from 0 to 1; a reward beyond the ends is cut.
 *
 * <p>Cost of a pull: some five Newton steps for each arm.
 *
 * @param c of the second logarithm
 * @param low lower end of the rewards
 * @param high upper end of the rewards
 * @param discount per pull of what is remembered
 * @param window number of pulls that are remembered; 0 for all
 */
public record KlUcb(double c, double low, double high, double discount, int window)
    implements BanditAgent {
  private static final int MOST_STEPS = 100;

  public KlUcb {
    Check.notNegative("c", c);
    Bandits.checkScale(low, high);
    Memory.check(discount, window);
  }

  @Override
  public boolean takesRule() {
    return false;
  }

  @Override
  public void learn(Run run) {
    Memory memory = new Memory(run, discount, window);
    while (run.begin()) {
      double budget = budget(memory.time(), c);
      for (int a = 0; a < memory.pulls.length; a++) {
        double n = memory.pulls[a];
        memory.rate(a, n == 0 ? Double.POSITIVE_INFINITY : bound(memory.sums[a] / n, budget / n));
      }
      int arm = memory.best();
      run.act(arm);
      memory.add(arm, Bandits.unit(run.reward(), low, high));
    }
  }

  /** ln t + c ln ln t; zero where that is below, for the first pulls. */
  static double budget(double t, double c) {
    double log = StrictMath.log(t);
    return c == 0 || t <= 1 ? log : Math.max(0, log + c * StrictMath.log(log));
  }

  /**
   * The largest q with d(p, q) ≤ most. d is convex in q and grows from p on, so that Newton's
   * method falls to q from any point above it. Such points are, for d ≥ 2(q-p)² (Pinsker), p +
   * √(most/2); and, leaving out p ln(1/q) ≥ 0, 1 - (1-p) exp(-(most - p ln p)/(1-p)).
   */
  static double bound(double p, double most) {
    double mean = Math.min(1, p);
    if (mean == 1 || most == 0) {
      return mean;
    }
    double rest = 1 - mean;
    double entropy = mean == 0 ? 0 : mean * StrictMath.log(mean);
    double below = rest * StrictMath.exp((entropy - most) / rest);
    // Close to 1 there may be no number between q and 1.
    double q = Math.min(mean + Math.sqrt(most / 2), Math.min(1 - below, Math.nextDown(1.0)));
    for (int k = 0; k < MOST_STEPS; k++) {
      double excess =
          rest * StrictMath.log(rest / (1 - q))
              + (mean == 0 ? 0 : mean * StrictMath.log(mean / q))
              - most;
      double next = q - excess * q * (1 - q) / (q - mean);
      if (!(next < q && next > mean)) {
        break;
      }
      q = next;
    }
    return q;
  }
}
