package dev.stride.rl.env;

import dev.stride.rl.feature.Tabulated;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Boyan's chain (Boyan 2002, section 3): from state 12 down to state 0 by steps of one or two with
 * equal probability and a reward of -3, but from state 1 by one with a reward of -2. There is a
 * single action, and v(s) = -2s, which its four own features, interpolations between the states 12,
 * 8, 4 and 0, represent by the weights -24, -16, -8 and 0.
 *
 * <p>An episode takes 12 steps at most, so that the time limit of 100 is never met.
 */
public record BoyanChain() implements FiniteEnvironment {
  private static final int FIRST = 12;
  private static final int SPACING = 4;
  private static final int LIMIT = 100;

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return FiniteMdp.of(
        FiniteMdp.startIn(FIRST, FIRST + 1), 1, LIMIT, (state, action) -> outcomes(state));
  }

  private static List<Outcome> outcomes(int state) {
    if (state == 0) {
      return List.of(new Outcome(1, 0, 0, true));
    }
    if (state == 1) {
      return List.of(new Outcome(1, 0, -2, true));
    }
    return List.of(
        new Outcome(0.5, state - 1, -3, false), new Outcome(0.5, state - 2, -3, state == 2));
  }

  @Override
  public World world(UniformRandomProvider rng) {
    double[][] features = new double[FIRST + 1][FIRST / SPACING + 1];
    for (int s = 0; s <= FIRST; s++) {
      int after = (FIRST - s) / SPACING;
      double rest = (FIRST - s) % SPACING / (double) SPACING;
      features[s][after] = 1 - rest;
      if (rest > 0) {
        features[s][after + 1] = rest;
      }
    }
    return new FiniteWorld(model(rng), null, null, new Tabulated(features));
  }
}
