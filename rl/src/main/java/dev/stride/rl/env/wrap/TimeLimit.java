package dev.stride.rl.env.wrap;

import dev.stride.optim.Check;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.World;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Another time limit: an episode is truncated after so many steps, instead of after those that the
 * environment says, be they fewer or more. It is no end by the rules of the task: learning goes on
 * from the state where it was cut.
 *
 * @param steps of an episode at most
 * @param of the environment
 */
public record TimeLimit(int steps, Environment of) implements Environment {
  public TimeLimit {
    Check.atLeastOne("steps", steps);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Limited(of.world(rng), steps).compiled();
  }

  private static final class Limited extends Wrapper {
    private final int steps;

    Limited(World inner, int steps) {
      super(inner);
      this.steps = steps;
    }

    @Override
    FiniteMdp transform(FiniteMdp mdp) {
      return like(
          mdp,
          mdp.start(),
          steps,
          (s, a) -> {
            List<Outcome> outcomes = new ArrayList<>();
            Outcomes.add(
                mdp, s * mdp.actions() + a, 1, 1, 0, IntUnaryOperator.identity(), outcomes);
            return outcomes;
          });
    }

    @Override
    public int limit() {
      return steps;
    }
  }
}
