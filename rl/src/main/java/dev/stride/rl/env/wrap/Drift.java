package dev.stride.rl.env.wrap;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.World;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rewards or dynamics that drift, a bit after every step.
 *
 * <ul>
 *   <li>Rewards: what is added to the reward of each pair of state and action walks at random, by
 *       independent normal steps from zero.
 *   <li>Dynamics: with probability m, an action that is drawn uniformly from all of the state is
 *       taken instead of the chosen one. m walks from zero by normal steps too, and is thrown back
 *       at 0 and 1.
 * </ul>
 *
 * <p>Where there are coordinates, all states share the walk of an action. The walks go on when
 * episodes end; every run has its own.
 *
 * <p>A bandit has a {@code drift} of its own: that one moves what its arms are drawn with, so that
 * rewards of 0 and 1 stay such and the regret stays known. This one only adds to the rewards, of
 * any environment, and nobody knows the best action then.
 *
 * <p>Cost of a step: a normal deviate for each pair, where rewards drift.
 *
 * @param rewards standard deviation of the steps of rewards; 0 leaves them
 * @param dynamics standard deviation of the steps of m, from 0, which leaves the dynamics, to 1,
 *     all that m can be
 * @param of the environment
 */
public record Drift(double rewards, double dynamics, Environment of) implements Environment {
  public Drift {
    Check.notNegative("rewards", rewards);
    Check.probability("dynamics", dynamics);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Drifting(of.world(rng), rewards, dynamics);
  }

  private static final class Drifting extends Shifted {
    private final double rewards;
    private final double dynamics;
    private double mixing;

    Drifting(World inner, double rewards, double dynamics) {
      super(inner);
      this.rewards = rewards;
      this.dynamics = dynamics;
    }

    @Override
    int meaning(int action, int actions, UniformRandomProvider rng) {
      return mixing > 0 && rng.nextDouble() < mixing ? rng.nextInt(actions) : action;
    }

    @Override
    void change(UniformRandomProvider rng) {
      if (rewards > 0) {
        for (int pair = 0; pair < offset.length; pair++) {
          offset[pair] += rewards * Samplers.gaussian(rng);
        }
      }
      if (dynamics > 0) {
        mixing = Math.abs(mixing + dynamics * Samplers.gaussian(rng)) % 2;
        mixing = Math.min(mixing, 2 - mixing);
      }
    }

    @Override
    FiniteMdp transform(FiniteMdp mdp) {
      return like(mdp, mdp.start(), mdp.limit(), (s, a) -> outcomes(mdp, s, a));
    }

    private List<Outcome> outcomes(FiniteMdp mdp, int state, int action) {
      int first = state * mdp.actions();
      int actions = mdp.actions(state);
      double more = offset[first + action];
      boolean mixed = mixing > 0 && action < actions;
      List<Outcome> outcomes = new ArrayList<>();
      for (int a = mixed ? 0 : action; a < (mixed ? actions : action + 1); a++) {
        double share = mixing / actions + (a == action ? 1 - mixing : 0);
        int pair = first + a;
        Outcomes.add(mdp, pair, share, 1, more, IntUnaryOperator.identity(), outcomes);
      }
      return outcomes;
    }
  }
}
