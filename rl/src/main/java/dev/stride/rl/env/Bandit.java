package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The testbed of bandits (Sutton and Barto 2018, section 2.3): the mean of every arm is drawn from
 * N(0, 1) for each run, and a reward from N(mean, 1). A pull is an episode of one step.
 *
 * @param arms number of arms
 */
public record Bandit(int arms) implements FiniteEnvironment {
  public Bandit {
    Check.that(arms >= 2 && arms <= 10_000, "arms must be from 2 to 10000, not %s", arms);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] means = new double[arms];
    for (int a = 0; a < arms; a++) {
      means[a] = Samplers.gaussian(rng);
    }
    return FiniteMdp.of(
        new double[] {1}, arms, 1, 1, (s, a) -> List.of(new Outcome(1, 0, means[a], true)));
  }
}
