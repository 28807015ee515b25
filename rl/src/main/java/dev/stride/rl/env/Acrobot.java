package dev.stride.rl.env;

import dev.stride.rl.feature.Space;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Swings a double pendulum up by a torque at the joint between its links (Sutton 1996; Sutton and
 * Barto 1998, section 11.3; Gymnasium's {@code Acrobot-v1} with the equations of the book). A step
 * costs 1, but for the one with which the tip is more than one link above the upper joint: -cos θ₁
 * - cos(θ₁+θ₂) &gt; 1. It is truncated after 500 steps. Actions: torque τ = -1, 0, 1 N m.
 *
 * <p>θ₁ is the angle of the first link, 0 where it hangs down, and θ₂ that of the second one to the
 * first. Both links have mass 1 kg, length 1 m, their centre of mass in the middle and moment of
 * inertia 1 kg m²; g = 9.8 m/s².
 *
 * <pre>
 *   d₁ = 7/2 + cos θ₂      d₂ = 5/4 + cos θ₂ / 2
 *   φ₂ = g/2 sin(θ₁+θ₂)    φ₁ = -θ₂'² sin θ₂ / 2 - θ₂' θ₁' sin θ₂ + 3/2 g sin θ₁ + φ₂
 *   θ₂'' = (τ + d₂/d₁ φ₁ - θ₁'² sin θ₂ / 2 - φ₂) / (5/4 - d₂²/d₁)
 *   θ₁'' = -(d₂ θ₂'' + φ₁) / d₁
 * </pre>
 *
 * One step of 0.2 s by the classical Runge-Kutta method; then angles are wrapped to ±π and speeds
 * cut to ±4π and ±9π. Observed are cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ₁', θ₂', in double precision.
 * All four numbers of the state begin uniformly in ±0.1, rounded to single precision as Gymnasium
 * does.
 *
 * <p>Cost of a step: 18 sines and cosines, and 4 to observe it.
 */
public record Acrobot() implements Environment {
  private static final int LIMIT = 500;

  /**
   * By energy. The tip is up only where the potential energy is at least 24.5 J above rest, where
   * an episode has 0.22 J at most; the torque does work at |θ₂'| ≤ √(2e / 0.569), e the energy
   * above rest; so √e grows by 0.94 per second, which takes 4.7 s, or 24 steps. Three are taken off
   * for what a step of Runge-Kutta may err.
   */
  private static final double BEST_RETURN = -20;

  private static final double START = 0.1;
  private static final double GRAVITY = 9.8;
  private static final double STEP = 0.2;
  private static final double MOST_SPEED_1 = 4 * Math.PI;
  private static final double MOST_SPEED_2 = 9 * Math.PI;
  private static final Space SPACE =
      Space.symmetric(List.of(1.0, 1.0, 1.0, 1.0, MOST_SPEED_1, MOST_SPEED_2));

  @Override
  public World world(UniformRandomProvider rng) {
    return new Links();
  }

  private static final class Links extends MovingWorld {
    private final double[] at = new double[4];
    private final double[] slope = new double[4];
    private final double[] sum = new double[4];

    Links() {
      super(4, SPACE, 3, LIMIT, BEST_RETURN);
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) uniform(-START, START, rng);
      }
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      double torque = action - 1;
      System.arraycopy(x, 0, at, 0, x.length);
      slope(torque);
      System.arraycopy(slope, 0, sum, 0, x.length);
      stage(STEP / 2, 2, torque);
      stage(STEP / 2, 2, torque);
      stage(STEP, 1, torque);
      for (int i = 0; i < x.length; i++) {
        x[i] += STEP / 6 * sum[i];
      }
      x[0] = wrap(x[0]);
      x[1] = wrap(x[1]);
      x[2] = clip(x[2], -MOST_SPEED_1, MOST_SPEED_1);
      x[3] = clip(x[3], -MOST_SPEED_2, MOST_SPEED_2);
      boolean up = -Trigonometry.cos(x[0]) - Trigonometry.cos(x[1] + x[0]) > 1;
      outcome(up ? 0 : -1, up);
    }

    /** Looks at the slope further on, and gives it its weight. */
    private void stage(double ahead, double weight, double torque) {
      for (int i = 0; i < x.length; i++) {
        at[i] = x[i] + ahead * slope[i];
      }
      slope(torque);
      for (int i = 0; i < x.length; i++) {
        sum[i] += weight * slope[i];
      }
    }

    private void slope(double torque) {
      double cos2 = Trigonometry.cos(at[1]);
      double sin2 = Trigonometry.sin(at[1]);
      double d1 = 3.5 + cos2;
      double d2 = 1.25 + 0.5 * cos2;
      double phi2 = 0.5 * GRAVITY * Trigonometry.sin(at[0] + at[1]);
      double phi1 =
          -0.5 * at[3] * at[3] * sin2
              - at[3] * at[2] * sin2
              + 1.5 * GRAVITY * Trigonometry.sin(at[0])
              + phi2;
      double second =
          (torque + d2 / d1 * phi1 - 0.5 * at[2] * at[2] * sin2 - phi2) / (1.25 - d2 * d2 / d1);
      slope[0] = at[2];
      slope[1] = at[3];
      slope[2] = -(d2 * second + phi1) / d1;
      slope[3] = second;
    }

    @Override
    public void observe(double[] into) {
      into[0] = Trigonometry.cos(x[0]);
      into[1] = Trigonometry.sin(x[0]);
      into[2] = Trigonometry.cos(x[1]);
      into[3] = Trigonometry.sin(x[1]);
      into[4] = x[2];
      into[5] = x[3];
    }

    private static double wrap(double angle) {
      double wrapped = angle;
      while (wrapped > Math.PI) {
        wrapped -= 2 * Math.PI;
      }
      while (wrapped < -Math.PI) {
        wrapped += 2 * Math.PI;
      }
      return wrapped;
    }
  }
}
