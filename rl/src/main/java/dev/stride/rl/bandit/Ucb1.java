package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Run;

/**
 * Upper confidence bounds: the arm with the largest x̄(a) + c √(ln t / N(a)), for the mean x̄ and
 * the number N of its rewards at the t-th pull; arms without a reward first (Sutton and Barto 2018,
 * section 2.7). UCB1 (Auer, Cesa-Bianchi and Fischer 2002), for rewards from 0 to 1, has c = √2,
 * and t one less.
 *
 * <p>With a discount it is D-UCB, with a window SW-UCB (Garivier and Moulines 2011): N, x̄ and t
 * are those of the remembered pulls. Their ξ for rewards up to B is c²/(4B²) under a discount and
 * c²/B² under a window.
 *
 * <p>Cost of a pull: the number of arms.
 *
 * @param c how much is added for uncertainty
 * @param discount per pull of what is remembered
 * @param window number of pulls that are remembered; 0 for all
 */
public record Ucb1(double c, double discount, int window) implements BanditAgent {
  public Ucb1 {
    Check.notNegative("c", c);
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
      double log = StrictMath.log(memory.time());
      for (int a = 0; a < memory.pulls.length; a++) {
        double n = memory.pulls[a];
        memory.rate(
            a, n == 0 ? Double.POSITIVE_INFINITY : memory.sums[a] / n + c * Math.sqrt(log / n));
      }
      int arm = memory.best();
      run.act(arm);
      memory.add(arm, run.reward());
    }
  }
}
