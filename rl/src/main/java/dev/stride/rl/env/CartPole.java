package dev.stride.rl.env;

import dev.stride.rl.feature.Space;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Keeps a pole upright on a cart that is pushed left (action 0) or right (1) with 10 N (Barto,
 * Sutton and Anderson 1983; Gymnasium's {@code CartPole-v1} transition by transition). Every step
 * earns 1, also the one with which the episode ends: when the pole leans by more than 12° or the
 * cart is more than 2.4 m off. It is truncated after 500 steps.
 *
 * <p>With the angle θ, the position x, the force F, masses 1 kg and m = 0.1 kg of cart and pole, M
 * = 1.1 kg together, half the pole's length l = 0.5 m and g = 9.8 m/s²:
 *
 * <pre>
 *   u  = (F + m l θ'² sin θ) / M
 *   θ'' = (g sin θ - u cos θ) / (l (4/3 - m cos² θ / M))
 *   x'' = u - m l θ'' cos θ / M
 * </pre>
 *
 * in steps of 0.02 s. Observed are x, x', θ, θ', in double precision; all four begin uniformly in
 * ±0.05. Features are laid over ±2.4, ±3, ±12° and ±3.5: speeds can be higher.
 *
 * @param integrator whether positions move by the old speeds or by the new ones
 */
public record CartPole(Integrator integrator) implements Environment {
  /** How a step in time is taken. */
  public enum Integrator {
    /** All four numbers move by the old ones. */
    EULER,
    /** Speeds move first, and positions by the new speeds. */
    SEMI_IMPLICIT
  }

  private static final int LIMIT = 500;
  private static final double START = 0.05;
  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double MASS = POLE_MASS + 1;
  private static final double HALF_LENGTH = 0.5;
  private static final double POLE_MOMENT = POLE_MASS * HALF_LENGTH;
  private static final double FORCE = 10;
  private static final double TAU = 0.02;
  private static final double MOST_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double MOST_POSITION = 2.4;
  private static final Space SPACE = Space.symmetric(List.of(MOST_POSITION, 3.0, MOST_ANGLE, 3.5));

  @Override
  public World world(UniformRandomProvider rng) {
    return new Cart(integrator == Integrator.EULER);
  }

  private static final class Cart extends MovingWorld {
    private final boolean euler;

    Cart(boolean euler) {
      super(4, SPACE, 2, LIMIT, LIMIT);
      this.euler = euler;
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      for (int i = 0; i < x.length; i++) {
        x[i] = uniform(-START, START, rng);
      }
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      double cos = Trigonometry.cos(x[2]);
      double sin = Trigonometry.sin(x[2]);
      double push = action == 1 ? FORCE : -FORCE;
      double u = (push + POLE_MOMENT * (x[3] * x[3]) * sin) / MASS;
      double turn =
          (GRAVITY * sin - cos * u) / (HALF_LENGTH * (4.0 / 3 - POLE_MASS * (cos * cos) / MASS));
      double speed = x[1];
      double spin = x[3];
      x[1] += TAU * (u - POLE_MOMENT * turn * cos / MASS);
      x[3] += TAU * turn;
      x[0] += TAU * (euler ? speed : x[1]);
      x[2] += TAU * (euler ? spin : x[3]);
      outcome(1, Math.abs(x[0]) > MOST_POSITION || Math.abs(x[2]) > MOST_ANGLE);
    }
  }
}
