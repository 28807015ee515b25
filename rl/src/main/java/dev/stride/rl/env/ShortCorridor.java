package dev.stride.rl.env;

import dev.stride.rl.feature.Tabulated;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Three states in a row that look alike: its own feature is 1 in all of them (Sutton and Barto
 * 2018, example 13.1). -1 per step; episodes begin on the left and end on the right, beyond the
 * third. In the second state the actions, 0 left and 1 right, are reversed, so that a policy that
 * sees no difference does best when it goes right with probability 2 - √2 = 0.586, at -11.66.
 *
 * <p>An episode is truncated after 1000 steps.
 */
public record ShortCorridor() implements FiniteEnvironment {
  private static final int STATES = 3;
  private static final int LIMIT = 1000;

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return FiniteMdp.of(
        FiniteMdp.startIn(0, STATES), 2, LIMIT, (s, a) -> List.of(step(s, a == 1 ? 1 : -1)));
  }

  @Override
  public World world(UniformRandomProvider rng) {
    Tabulated alike = new Tabulated(new double[][] {{1}, {1}, {1}});
    return new FiniteWorld(model(rng), null, null, alike);
  }

  private static Outcome step(int state, int move) {
    int next = Math.max(0, state == 1 ? state - move : state + move);
    boolean end = next == STATES;
    return new Outcome(1, end ? state : next, -1, end);
  }
}
