package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.agent.Run;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Thompson sampling for normal rewards of known variance (Thompson 1933; Russo et al. 2018): the
 * arm whose mean, drawn from its posterior, is the largest. With the prior N(m₀, s₀²) of the mean
 * of every arm and n₀ = σ²/s₀², the posterior after N rewards of sum S is N((n₀m₀ + S)/(n₀ + N),
 * σ²/(n₀ + N)).
 *
 * <p>With a discount or a window, N and S are those of the remembered pulls: an arm that was not
 * pulled for long returns to the prior.
 *
 * <p>Cost of a pull: a normal deviate for each arm.
 *
 * @param mean m₀
 * @param deviation s₀
 * @param noise σ, the standard deviation of a reward
 * @param discount per pull of what is remembered
 * @param window number of pulls that are remembered; 0 for all
 */
public record Thompson(double mean, double deviation, double noise, double discount, int window)
    implements BanditAgent {
  public Thompson {
    Check.that(Double.isFinite(mean), "mean must be finite, not %s", mean);
    Check.positive("deviation", deviation);
    Check.positive("noise", noise);
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
    double prior = noise * noise / (deviation * deviation);
    while (run.begin()) {
      for (int a = 0; a < memory.pulls.length; a++) {
        double n = prior + memory.pulls[a];
        double posterior = (prior * mean + memory.sums[a]) / n;
        memory.rate(a, posterior + noise / Math.sqrt(n) * Samplers.gaussian(exploration));
      }
      int arm = memory.best();
      run.act(arm);
      memory.add(arm, run.reward());
    }
  }
}
