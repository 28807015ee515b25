package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Run;

/**
 * KL-UCB for normal rewards of known variance σ² (Garivier and Cappé 2011, for exponential
 * families): with d(p, q) = (p-q)²/(2σ²) the largest q with N(a) d(x̄(a), q) ≤ ln t + c ln ln t is
 * x̄(a) + σ √(2(ln t + c ln ln t)/N(a)). See {@link KlUcb}; with c = 0 this is {@link Ucb1} with
 * σ√2.
 *
 * <p>Cost of a pull: the number of arms.
 *
 * @param c of the second logarithm
 * @param deviation σ, the standard deviation of a reward
 * @param discount per pull of what is remembered
 * @param window number of pulls that are remembered; 0 for all
 */
public record KlUcbNormal(double c, double deviation, double discount, int window)
    implements BanditAgent {
  public KlUcbNormal {
    Check.notNegative("c", c);
    Check.positive("deviation", deviation);
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
      double budget = 2 * KlUcb.budget(memory.time(), c);
      for (int a = 0; a < memory.pulls.length; a++) {
        double n = memory.pulls[a];
        memory.rate(
            a,
            n == 0
                ? Double.POSITIVE_INFINITY
                : memory.sums[a] / n + deviation * Math.sqrt(budget / n));
      }
      int arm = memory.best();
      run.act(arm);
      memory.add(arm, run.reward());
    }
  }
}
