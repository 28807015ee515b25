package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Two states in which a maximum over noisy estimates looks better than it is (Sutton and Barto
 * 2018, example 6.7). Episodes begin in the first, A, where action 0, left, leads to the second, B,
 * and action 1, right, ends the episode, both with a reward of 0. Every action of B ends it with a
 * reward from N(-0.1, 1), so that left is always worse than right, by 0.1. An ε-greedy policy that
 * knows it goes left with probability ε/2.
 *
 * <p>The book has "many" actions in B and does not say how many; public programs for its figure 6.5
 * take 10.
 *
 * @param actions number of actions in B
 */
public record MaximizationBias(int actions) implements FiniteEnvironment {
  private static final int A = 0;
  private static final int B = 1;
  private static final int LEFT = 0;
  private static final int LIMIT = 2;

  public MaximizationBias {
    Check.count("actions", actions, 1, 10_000);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return FiniteMdp.of(FiniteMdp.startIn(A, 2), Math.max(2, actions), LIMIT, this::outcomes);
  }

  private List<Outcome> outcomes(int state, int action) {
    if (action >= (state == A ? 2 : actions)) {
      return List.of();
    }
    if (state == B) {
      return List.of(new Outcome(1, B, -0.1, true, 1));
    }
    return List.of(action == LEFT ? new Outcome(1, B, 0, false) : new Outcome(1, A, 0, true));
  }
}
