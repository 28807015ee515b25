package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.agent.Run;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Thompson sampling for Bernoulli rewards: the arm whose mean, drawn from its posterior Beta(α + S,
 * β + F), is the largest, after S successes and F failures. A reward between {@code low} and {@code
 * high} counts as a success with its place between them for a probability (Agrawal and Goyal 2012,
 * algorithm 2); beyond, it is cut.
 *
 * <p>With a discount or a window, S and F are those of the remembered pulls. The weights are the
 * shares of successes.
 *
 * <p>Cost of a pull: a beta deviate for each arm.
 *
 * @param successes α of the prior
 * @param failures β of the prior
 * @param low lower end of the rewards
 * @param high upper end of the rewards
 * @param discount per pull of what is remembered
 * @param window number of pulls that are remembered; 0 for all
 */
public record ThompsonBeta(
    double successes, double failures, double low, double high, double discount, int window)
    implements BanditAgent {
  public ThompsonBeta {
    Check.that(
        successes >= 0.1 && failures >= 0.1 && Double.isFinite(successes + failures),
        "successes and failures must be at least 0.1, and are %s and %s",
        successes,
        failures);
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
    UniformRandomProvider exploration = run.exploration();
    while (run.begin()) {
      for (int a = 0; a < memory.pulls.length; a++) {
        double s = memory.sums[a];
        memory.rate(a, Samplers.beta(exploration, successes + s, failures + (memory.pulls[a] - s)));
      }
      int arm = memory.best();
      run.act(arm);
      memory.add(arm, trial(Bandits.unit(run.reward(), low, high), exploration));
    }
  }

  /** 1 with the given probability, else 0; certainty draws nothing. */
  private static double trial(double probability, UniformRandomProvider rng) {
    boolean certain = probability == 0 || probability == 1;
    return certain ? probability : rng.nextDouble() < probability ? 1 : 0;
  }
}
