package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.feature.Space;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Walks over the unit square into its upper right corner, x + y ≥ 1.9, around two puddles (Boyan
 * and Moore 1995; Sutton 1996). A step goes 0.05 up, down, right or left (actions 0 to 3), plus
 * normal deviates in both coordinates, and stops at the edges. It costs 1, and 400 times the depth
 * for each puddle in which it ends; the depth is the distance to the edge of the puddle.
 *
 * <p>Puddles are all that is within 0.1 of a line: from (0.1, 0.75) to (0.45, 0.75), and from
 * (0.45, 0.4) to (0.45, 0.8). An episode begins anywhere but at the goal, with uniform probability,
 * and is truncated after 1000 steps.
 *
 * @param noise standard deviation of the deviates
 */
public record PuddleWorld(double noise) implements Environment {
  private static final int LIMIT = 1000;
  private static final double STEP = 0.05;
  private static final double GOAL = 1.9;
  private static final double RADIUS = 0.1;
  private static final double COST = 400;

  public PuddleWorld {
    Check.notNegative("noise", noise);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Walk(noise);
  }

  private static final class Walk extends MovingWorld {
    private final double noise;

    /** An episode can begin one step from the goal, so that no better bound holds for each. */
    Walk(double noise) {
      super(2, Space.unit(2), 4, LIMIT, -1);
      this.noise = noise;
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      do {
        x[0] = rng.nextDouble();
        x[1] = rng.nextDouble();
      } while (x[0] + x[1] >= GOAL);
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      x[action < 2 ? 1 : 0] += action % 2 == 0 ? STEP : -STEP;
      for (int i = 0; i < 2; i++) {
        x[i] = clip(x[i] + (noise == 0 ? 0 : noise * Samplers.gaussian(rng)), 0, 1);
      }
      double across = depth(x[0] - clip(x[0], 0.1, 0.45), x[1] - 0.75);
      double along = depth(x[0] - 0.45, x[1] - clip(x[1], 0.4, 0.8));
      outcome(-1 - COST * (across + along), x[0] + x[1] >= GOAL);
    }

    /** How deep a point is in a puddle, from where it is relative to the nearest of the line. */
    private static double depth(double right, double up) {
      return Math.max(0, RADIUS - Math.sqrt(right * right + up * up));
    }
  }
}
