package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Bets on the flips of a coin until a capital of 100 is reached, which pays 1, or all is lost
 * (Sutton and Barto 2018, example 4.3). The state is the capital, from 0 to 100; 0 and 100 are
 * ends. Episodes begin with 1 to 99, each with the same probability.
 *
 * <p>Action a stakes a + 1: no more than the capital, and than what is missing to 100. The stake of
 * nothing, which the book allows too, changes nothing and is left out. An episode is truncated
 * after 10000 flips.
 *
 * @param headProbability probability of winning the stake, else it is lost
 */
public record GamblersProblem(double headProbability) implements FiniteEnvironment {
  private static final int GOAL = 100;
  private static final int LIMIT = 10_000;

  public GamblersProblem {
    Check.that(
        headProbability > 0 && headProbability < 1,
        "headProbability must be above 0 and below 1, not %s",
        headProbability);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = new double[GOAL + 1];
    Arrays.fill(start, 1, GOAL, 1.0 / (GOAL - 1));
    return FiniteMdp.of(start, GOAL / 2, LIMIT, this::flip);
  }

  private List<Outcome> flip(int capital, int action) {
    int most = Math.min(capital, GOAL - capital);
    if (most == 0 && action == 0) {
      return List.of(new Outcome(1, capital, 0, true));
    }
    int stake = action + 1;
    if (stake > most) {
      return List.of();
    }
    boolean wins = capital + stake == GOAL;
    return List.of(
        new Outcome(headProbability, capital + stake, wins ? 1 : 0, wins),
        new Outcome(1 - headProbability, capital - stake, 0, capital == stake));
  }
}
