package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Jumps along a row of states, one to {@code jump} of them to the left or to the right, all jumps
 * alike in probability, until it leaves the row: reward -1 on the left, +1 on the right (the
 * 1000-state random walk of Sutton and Barto 2018, example 9.1). There is a single action. It
 * begins in the middle, in the left one of two; of 1000 states that is the 500th.
 *
 * <p>An episode is truncated after 10·states² steps, which does not happen in practice.
 *
 * @param states number of states
 * @param jump the longest jump
 */
public record LongWalk(int states, int jump) implements FiniteEnvironment {
  public LongWalk {
    Check.count("states", states, 1, 10_000);
    Check.count("jump", jump, 1, states);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = FiniteMdp.startIn((states - 1) / 2, states);
    return FiniteMdp.of(start, 1, 10 * states * states, (s, a) -> jumps(s));
  }

  private List<Outcome> jumps(int state) {
    List<Outcome> outcomes = new ArrayList<>();
    int outLeft = Math.max(0, jump - state);
    int outRight = Math.max(0, state + jump - (states - 1));
    if (outLeft > 0) {
      outcomes.add(new Outcome(outLeft / (2.0 * jump), state, -1, true));
    }
    for (int next = Math.max(0, state - jump); next <= Math.min(states - 1, state + jump); next++) {
      if (next != state) {
        outcomes.add(new Outcome(1 / (2.0 * jump), next, 0, false));
      }
    }
    if (outRight > 0) {
      outcomes.add(new Outcome(outRight / (2.0 * jump), state, 1, true));
    }
    return outcomes;
  }
}
