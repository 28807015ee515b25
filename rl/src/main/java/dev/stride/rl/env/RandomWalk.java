package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Steps left or right with equal probability from the middle of a row of states until it leaves it:
 * reward -1 at the left end, +1 at the right end (Sutton and Barto 2018, example 7.1; example 6.2
 * has 5 states and the rewards 0 and 1). There is a single action. With n states and rewards l and
 * r, the value of the i-th, counted from 1, is l + (r - l) i/(n+1).
 *
 * <p>An episode is truncated after 10·states² steps, which happens to fewer than one in 10¹²: it
 * takes (states+1)²/4 steps on average.
 *
 * @param states number of states, odd
 * @param leftReward what leaving on the left pays
 * @param rightReward what leaving on the right pays
 */
public record RandomWalk(int states, double leftReward, double rightReward)
    implements FiniteEnvironment {
  public RandomWalk {
    Check.that(
        states % 2 == 1 && states > 0 && states < 1000,
        "states must be odd, so that there is a middle, and below 1000, not %s",
        states);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = FiniteMdp.startIn(states / 2, states);
    return FiniteMdp.of(start, 1, 10 * states * states, (s, a) -> List.of(step(s, -1), step(s, 1)));
  }

  private Outcome step(int state, int move) {
    int next = state + move;
    if (next >= 0 && next < states) {
      return new Outcome(0.5, next, 0, false);
    }
    return new Outcome(0.5, state, move < 0 ? leftReward : rightReward, true);
  }
}
