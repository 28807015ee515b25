package dev.stride.rl.env.wrap;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Space;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A state that is seen through noise. Of finitely many states, a uniformly random one of all is
 * observed with some probability; to each coordinate, a normal deviate is added. The noise is drawn
 * anew with every step.
 *
 * <p>The agent has the actions of the state that it sees. One that is not allowed in the state that
 * is truly there comes to the last one that is.
 *
 * <p>Only what is observed changes: the exact process is that of the states that are truly there,
 * and by it a learned policy is judged, as if it saw them.
 *
 * @param probability of a random state, where there are finitely many
 * @param sd standard deviation of the deviate as a share of the coordinate's range, where there are
 *     coordinates
 * @param of the environment
 */
public record NoisyState(double probability, double sd, Environment of) implements Environment {
  public NoisyState {
    Check.probability("probability", probability);
    Check.notNegative("sd", sd);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Noisy(of.world(rng), this);
  }

  private static final class Noisy extends Wrapper {
    private final double probability;
    private final int states;

    /** Standard deviation of each coordinate. */
    private final double[] sd;

    private final double[] noise;
    private int seen;

    Noisy(World inner, NoisyState setting) {
      super(inner);
      probability = setting.probability;
      Space space = inner.space();
      states = space.states();
      sd = new double[space.low().size()];
      noise = new double[sd.length];
      for (int i = 0; i < sd.length; i++) {
        sd[i] = setting.sd * (space.high().get(i) - space.low().get(i));
      }
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      inner.reset(rng);
      look(rng);
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      inner.step(possible(action), rng);
      look(rng);
    }

    private void look(UniformRandomProvider rng) {
      if (states > 0) {
        seen = rng.nextDouble() < probability ? rng.nextInt(states) : inner.state();
      }
      for (int i = 0; i < noise.length; i++) {
        noise[i] = sd[i] * Samplers.gaussian(rng);
      }
    }

    @Override
    public int state() {
      return seen;
    }

    @Override
    public void observe(double[] into) {
      if (states > 0) {
        into[0] = seen;
        return;
      }
      inner.observe(into);
      for (int i = 0; i < noise.length; i++) {
        into[i] += noise[i];
      }
    }
  }
}
