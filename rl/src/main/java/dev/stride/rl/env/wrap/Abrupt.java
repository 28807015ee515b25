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
 * Rewards or dynamics that change all at once, every so many steps, counted through the episodes.
 *
 * <ul>
 *   <li>Actions: they change their meaning; each time a new order of them is drawn, all orders
 *       being as likely, in which the a-th does what the a-th would do. In a state with fewer
 *       actions than others it is the order of those that it has.
 *   <li>Rewards: what is added to the reward of each pair of state and action is drawn anew from a
 *       normal distribution around zero. Where there are coordinates, all states share what is
 *       added for an action.
 * </ul>
 *
 * <p>A bandit has a {@code change} of its own, which draws its arms anew and goes on to know the
 * regret; here the arms stay, in another order or with something added, and the regret is unknown.
 *
 * <p>Every run begins with the environment as it is.
 *
 * @param every number of steps from one change to the next
 * @param actions whether the actions change their meaning
 * @param rewards standard deviation of what is added to rewards; 0 leaves them
 * @param of the environment
 */
public record Abrupt(long every, boolean actions, double rewards, Environment of)
    implements Environment {
  public Abrupt {
    Check.atLeastOne("every", every);
    Check.notNegative("rewards", rewards);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Changing(of.world(rng), this);
  }

  private static final class Changing extends Shifted {
    private final Abrupt setting;

    /** What each action does: what this one would do. */
    private final int[] meaning;

    private long steps;

    Changing(World inner, Abrupt setting) {
      super(inner);
      this.setting = setting;
      meaning = new int[inner.actions()];
      for (int a = 0; a < meaning.length; a++) {
        meaning[a] = a;
      }
    }

    @Override
    int meaning(int action, int actions, UniformRandomProvider rng) {
      return meaning(action, actions);
    }

    /** The one of this number among those of the order that are there. */
    private int meaning(int action, int actions) {
      int at = 0;
      for (int before = action; before > 0 || meaning[at] >= actions; at++) {
        before -= meaning[at] < actions ? 1 : 0;
      }
      return meaning[at];
    }

    @Override
    void change(UniformRandomProvider rng) {
      if (++steps % setting.every != 0) {
        return;
      }
      if (setting.actions) {
        shuffle(rng);
      }
      if (setting.rewards > 0) {
        for (int pair = 0; pair < offset.length; pair++) {
          offset[pair] = setting.rewards * Samplers.gaussian(rng);
        }
      }
    }

    private void shuffle(UniformRandomProvider rng) {
      for (int a = meaning.length - 1; a > 0; a--) {
        int other = rng.nextInt(a + 1);
        int held = meaning[a];
        meaning[a] = meaning[other];
        meaning[other] = held;
      }
    }

    @Override
    FiniteMdp transform(FiniteMdp mdp) {
      return like(
          mdp,
          mdp.start(),
          mdp.limit(),
          (s, a) -> {
            if (a >= mdp.actions(s)) {
              return List.of();
            }
            List<Outcome> outcomes = new ArrayList<>();
            int first = s * mdp.actions();
            int taken = first + meaning(a, mdp.actions(s));
            IntUnaryOperator same = IntUnaryOperator.identity();
            Outcomes.add(mdp, taken, 1, 1, offset[first + a], same, outcomes);
            return outcomes;
          });
    }
  }
}
