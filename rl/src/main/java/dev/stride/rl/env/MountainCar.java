package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.feature.Space;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Drives a car out of a valley by an engine that is weaker than gravity (Moore 1990; Sutton and
 * Barto 2018, example 10.1; Gymnasium's {@code MountainCar-v0} transition by transition). Every
 * step costs 1 until the position is 0.5 or more. Actions: 0 left, 1 none, 2 right.
 *
 * <pre>
 *   v ← v + 0.001 (action - 1) - 0.0025 cos 3x, within ±0.07
 *   x ← x + v, within [-1.2, 0.6]; a car that rolls to the left end stops there
 * </pre>
 *
 * Observed are x and v, in double precision. It begins at rest, uniformly in [-0.6, -0.4).
 *
 * @param limit steps after which an episode is truncated: 200 in Gymnasium, none in the figures of
 *     Sutton and Barto
 */
public record MountainCar(int limit) implements Environment {
  /**
   * No start is nearer to the goal: an enclosure of all that can be reached in a step less, however
   * the engine is used, does not touch the goal. The best policy known takes 83 steps from the best
   * start.
   */
  private static final int LEAST_STEPS = 74;

  private static final double FORCE = 0.001;
  private static final double GRAVITY = 0.0025;
  private static final double LOW = -1.2;
  private static final double HIGH = 0.6;
  private static final double MOST_SPEED = 0.07;
  private static final double GOAL = 0.5;
  private static final Space SPACE =
      Space.box(List.of(LOW, -MOST_SPEED), List.of(HIGH, MOST_SPEED));

  public MountainCar {
    Check.atLeastOne("limit", limit);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Car(limit);
  }

  private static final class Car extends MovingWorld {
    Car(int limit) {
      super(2, SPACE, 3, limit, -Math.min(limit, LEAST_STEPS));
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      x[0] = uniform(-0.6, -0.4, rng);
      x[1] = 0;
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      double pull = Trigonometry.cos(3 * x[0]) * -GRAVITY;
      double speed = clip(x[1] + ((action - 1) * FORCE + pull), -MOST_SPEED, MOST_SPEED);
      x[0] = clip(x[0] + speed, LOW, HIGH);
      x[1] = x[0] == LOW && speed < 0 ? 0 : speed;
      outcome(-1, x[0] >= GOAL && x[1] >= 0);
    }
  }
}
