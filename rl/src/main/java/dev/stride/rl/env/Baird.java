package dev.stride.rl.env;

import dev.stride.rl.feature.Tabulated;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Baird's counterexample, on which semi-gradient off-policy TD with a discount of 0.99 diverges
 * from weights other than zero (Baird 1995; Sutton and Barto 2018, section 11.2): all rewards are
 * 0, and so are all values.
 *
 * <p>Action 0 ("dashed") leads to each of the states 0 to 5 with probability 1/6, action 1
 * ("solid") to state 6. What acts takes them with probability 6/7 and 1/7, the target policy always
 * takes the second. The eight features of its own: 2wᵢ + w₇ in the states i = 0 to 5, w₆ + 2w₇ in
 * state 6. The task goes on without end, and begins in each state with the same probability; 1000
 * steps count as an episode.
 */
public record Baird() implements FiniteEnvironment {
  private static final int STATES = 7;
  private static final int LIMIT = 1000;

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = new double[STATES];
    Arrays.fill(start, 1.0 / STATES);
    return FiniteMdp.continuing(start, 2, LIMIT, (state, action) -> outcomes(action));
  }

  private static List<Outcome> outcomes(int action) {
    if (action == 1) {
      return List.of(new Outcome(1, STATES - 1, 0, false));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int next = 0; next < STATES - 1; next++) {
      outcomes.add(new Outcome(1.0 / (STATES - 1), next, 0, false));
    }
    return outcomes;
  }

  @Override
  public World world(UniformRandomProvider rng) {
    double[] target = new double[2 * STATES];
    double[] behaviour = new double[2 * STATES];
    double[][] features = new double[STATES][STATES + 1];
    for (int s = 0; s < STATES; s++) {
      boolean last = s == STATES - 1;
      target[2 * s + 1] = 1;
      behaviour[2 * s] = 6.0 / 7;
      behaviour[2 * s + 1] = 1.0 / 7;
      features[s][s] = last ? 1 : 2;
      features[s][STATES] = last ? 2 : 1;
    }
    return new FiniteWorld(model(rng), target, behaviour, new Tabulated(features));
  }
}
