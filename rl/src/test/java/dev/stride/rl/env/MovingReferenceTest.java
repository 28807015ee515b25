package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.commons.math3.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Worlds with coordinates against trajectories of Gymnasium and computations of another kind. */
class MovingReferenceTest {
  private static final UniformRandomProvider NONE = Streams.of(0).rng();

  private static JsonNode read(String path) {
    try (InputStream in = MovingReferenceTest.class.getResourceAsStream(path)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, path));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static double[] vector(JsonNode node) {
    double[] vector = new double[node.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = node.get(i).asDouble();
    }
    return vector;
  }

  private static MovingWorld world(String text) {
    return (MovingWorld) Environments.registry().parse(text).world(Streams.of(0).rng());
  }

  private static void put(MovingWorld world, double... state) {
    System.arraycopy(state, 0, world.x, 0, state.length);
  }

  /** One step at a time, so that nothing is amplified. */
  @ParameterizedTest
  @CsvSource({"cart-pole, cartpole, 594", "mountain-car, mountaincar, 589"})
  void gymnasium(String text, String file, int transitions) {
    JsonNode reference = read("/reference/rl/" + file + ".json");
    MovingWorld world = world(text);
    assertEquals(reference.get("max_episode_steps").asInt(), world.limit());
    double[] seen = new double[world.x.length];
    int steps = 0;
    for (JsonNode episode : reference.get("episodes")) {
      for (int k = 0; k < episode.get("actions").size(); k++) {
        put(world, vector(episode.get("states").get(k)));
        world.step(episode.get("actions").get(k).asInt(), NONE);
        world.observe(seen);
        String where = episode.get("label") + " " + k;
        assertArrayEquals(vector(episode.get("states").get(k + 1)), seen, 1e-12, where);
        assertEquals(episode.get("rewards").get(k).asDouble(), world.reward(), where);
        assertEquals(episode.get("terminated").get(k).asBoolean(), world.terminated(), where);
        steps++;
      }
    }
    assertEquals(transitions, steps);
  }

  /** In one go, where the reference says that rounding does not grow. */
  @ParameterizedTest
  @CsvSource({"cart-pole, cartpole, 5", "mountain-car, mountaincar, 5"})
  void gymnasiumTrajectories(String text, String file, int calm) {
    MovingWorld world = world(text);
    int checked = 0;
    for (JsonNode episode : read("/reference/rl/" + file + ".json").get("episodes")) {
      if (episode.get("max_abs_change_for_last_bit_change_of_start").asDouble() < 1e-13) {
        put(world, vector(episode.get("states").get(0)));
        int k = 0;
        for (JsonNode action : episode.get("actions")) {
          world.step(action.asInt(), NONE);
          assertArrayEquals(vector(episode.get("states").get(++k)), world.x, 1e-12);
        }
        checked++;
      }
    }
    assertEquals(calm, checked);
  }

  /** By hand, from θ = 0 and an unmoved cart: u = 10/1.1, θ'' = -u/(0.5 (4/3 - 0.1/1.1)). */
  @Test
  void cartPoleBySpeedsFirst() {
    MovingWorld world = world("cart-pole:integrator=semi-implicit");
    put(world, 0, 0, 0, 0);
    world.step(1, NONE);
    double u = 10 / 1.1;
    double turn = -u / (0.5 * (4 / 3.0 - 0.1 / 1.1));
    double push = u - 0.05 * turn / 1.1;
    double[] expected = {
      0.02 * 0.02 * push, 0.02 * push, 0.02 * 0.02 * turn, 0.02 * turn,
    };
    assertArrayEquals(expected, world.x, 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "2.39, 0.6, 0, 0, true",
    "2.39, 0.4, 0, 0, false",
    "-2.39, -0.6, 0, 0, true",
    "0, 0, 0.209, 0.03, true",
    "0, 0, 0.209, 0.01, false",
    "0, 0, -0.209, -0.03, true",
  })
  void cartPoleFalls(double x, double speed, double angle, double spin, boolean falls) {
    MovingWorld world = world("cart-pole");
    put(world, x, speed, angle, spin);
    world.step(0, NONE);
    assertEquals(falls, world.terminated());
    assertEquals(1, world.reward());
  }

  @ParameterizedTest
  @CsvSource({
    "-1.19, -0.05, 0, -1.2, 0, false",
    "0.59, 0.07, 2, 0.6, 0.07, true",
    "0.48, -0.07, 2, 0.41, -0.07, false",
    "0.6, -0.005, 0, 0.5945680052366328, -0.0054319947633672, false",
  })
  void mountainCarAtItsEnds(
      double x, double v, int action, double nextX, double nextV, boolean up) {
    MovingWorld world = world("mountain-car");
    put(world, x, v);
    world.step(action, NONE);
    assertArrayEquals(new double[] {nextX, nextV}, world.x, 2e-3);
    assertEquals(up, world.terminated());
    assertEquals(-1, world.reward());
  }

  /** 299 steps in 40 digits from the Lagrangian; see golden/acrobot/acrobot.py. */
  @Test
  void acrobot() {
    MovingWorld world = world("acrobot");
    double[] seen = new double[6];
    int ups = 0;
    for (JsonNode step : read("/golden/acrobot/acrobot.json").get("steps")) {
      put(world, vector(step.get("state")));
      world.step(step.get("action").asInt(), NONE);
      double[] next = vector(step.get("next"));
      assertArrayEquals(next, world.x, 1e-11);
      world.observe(seen);
      double[] expected = {
        Math.cos(next[0]), Math.sin(next[0]), Math.cos(next[1]), Math.sin(next[1]), next[2], next[3]
      };
      assertArrayEquals(expected, seen, 1e-11);
      boolean up = step.get("terminated").asBoolean();
      assertEquals(up, world.terminated());
      assertEquals(up ? 0 : -1, world.reward());
      ups += up ? 1 : 0;
    }
    assertEquals(40, ups);
  }

  /** The same step by Commons Math, from the equations as Sutton and Barto print them. */
  @Test
  void acrobotByAnotherIntegrator() {
    double[] state = {0.3, -0.4, 1.1, -0.7};
    double[] next =
        new ClassicalRungeKuttaIntegrator(0.2)
            .singleStep(
                new org.apache.commons.math3.ode.FirstOrderDifferentialEquations() {
                  @Override
                  public int getDimension() {
                    return 4;
                  }

                  @Override
                  public void computeDerivatives(double t, double[] y, double[] dy) {
                    double d1 = 0.25 + (1 + 0.25 + 2 * 0.5 * Math.cos(y[1])) + 1 + 1;
                    double d2 = 0.25 + 0.5 * Math.cos(y[1]) + 1;
                    double phi2 = 0.5 * 9.8 * Math.cos(y[0] + y[1] - Math.PI / 2);
                    double phi1 =
                        -0.5 * y[3] * y[3] * Math.sin(y[1])
                            - 2 * 0.5 * y[3] * y[2] * Math.sin(y[1])
                            + (0.5 + 1) * 9.8 * Math.cos(y[0] - Math.PI / 2)
                            + phi2;
                    dy[0] = y[2];
                    dy[1] = y[3];
                    dy[3] =
                        (1 + d2 / d1 * phi1 - 0.5 * y[2] * y[2] * Math.sin(y[1]) - phi2)
                            / (0.25 + 1 - d2 * d2 / d1);
                    dy[2] = -(d2 * dy[3] + phi1) / d1;
                  }
                },
                0,
                state,
                0.2);
    MovingWorld world = world("acrobot");
    put(world, state);
    world.step(2, NONE);
    assertArrayEquals(next, world.x, 1e-13);
  }

  /** Without a torque a swing of some degrees keeps its energy to the order of the method. */
  @Test
  void acrobotKeepsItsEnergy() {
    MovingWorld world = world("acrobot");
    put(world, 0.2, 0.1, 0, 0);
    double before = energy(world.x);
    double most = 0;
    for (int i = 0; i < 100; i++) {
      world.step(1, NONE);
      most = Math.max(most, Math.abs(energy(world.x) - before));
    }
    // Above rest there are 0.53 J; Runge-Kutta of this step takes away a bit at each.
    assertTrue(most < 0.05 && most > 0, "" + most);
    put(world, 0.2, 0.1, 0, 0);
    for (int i = 0; i < 10; i++) {
      world.step(2, NONE);
    }
    assertNotEquals(before, energy(world.x), 0.1);
  }

  private static double energy(double[] s) {
    double cos = Math.cos(s[1]);
    double kinetic =
        (3.5 + cos) * s[2] * s[2] / 2 + (1.25 + cos / 2) * s[2] * s[3] + 1.25 * s[3] * s[3] / 2;
    return kinetic - 9.8 * (1.5 * Math.cos(s[0]) + 0.5 * Math.cos(s[0] + s[1]));
  }

  /** Depths by hand: distance to the line, out of 0.1. */
  @ParameterizedTest
  @CsvSource({
    "0.30, 0.70, 0, 0.30, 0.75, -41", // on the first line
    "0.30, 0.75, 1, 0.30, 0.70, -21",
    "0.05, 0.75, 3, 0.00, 0.75, -1", // on the edge of its round end
    "0.01, 0.75, 2, 0.06, 0.75, -25",
    "0.45, 0.80, 0, 0.45, 0.85, -21", // in the end of the second alone
    "0.45, 0.70, 0, 0.45, 0.75, -81", // where both are
    "0.35, 0.50, 2, 0.40, 0.50, -21",
    "0.45, 0.37, 1, 0.45, 0.32, -9",
    "0.60, 0.20, 2, 0.65, 0.20, -1",
    "0.00, 0.20, 3, 0.00, 0.20, -1", // against the wall
    "0.20, 0.00, 1, 0.20, 0.00, -1",
    "0.98, 0.30, 2, 1.00, 0.30, -1",
    "0.30, 0.98, 0, 0.30, 1.00, -1",
  })
  void puddles(double x, double y, int action, double nextX, double nextY, double reward) {
    MovingWorld world = world("puddle-world:noise=0");
    put(world, x, y);
    world.step(action, NONE);
    assertArrayEquals(new double[] {nextX, nextY}, world.x, 1e-15);
    assertEquals(reward, world.reward(), 1e-11);
    assertEquals(false, world.terminated());
  }

  @ParameterizedTest
  @CsvSource({"0.96, 0.90, 0, true", "0.90, 0.96, 2, true", "0.90, 0.94, 2, false"})
  void puddleWorldEndsInTheCorner(double x, double y, int action, boolean ends) {
    MovingWorld world = world("puddle-world:noise=0");
    put(world, x, y);
    world.step(action, NONE);
    assertEquals(ends, world.terminated());
    assertEquals(-1, world.reward());
  }

  /**
   * The deviates of both coordinates are independent, mean 0 and standard deviation 0.01. Five
   * standard errors on fixed seeds: false alarm 6e-7 each.
   */
  @Test
  void puddleWorldIsNoisy() {
    MovingWorld world = world("puddle-world");
    UniformRandomProvider rng = Streams.of(8).rng();
    int n = 20_000;
    double[] sum = new double[5];
    for (int i = 0; i < n; i++) {
      put(world, 0.7, 0.2);
      world.step(3, rng);
      double right = (world.x[0] - 0.65) / 0.01;
      double up = (world.x[1] - 0.2) / 0.01;
      sum[0] += right;
      sum[1] += up;
      sum[2] += right * right;
      sum[3] += up * up;
      sum[4] += right * up;
    }
    double five = 5 / Math.sqrt(n);
    assertEquals(0, sum[0] / n, five);
    assertEquals(0, sum[1] / n, five);
    assertEquals(1, sum[2] / n, five * Math.sqrt(2));
    assertEquals(1, sum[3] / n, five * Math.sqrt(2));
    assertEquals(0, sum[4] / n, five);
  }

  @Test
  void puddleWorldBeginsAnywhereButAtTheGoal() {
    MovingWorld world = world("puddle-world:noise=0");
    UniformRandomProvider rng = Streams.of(4).rng();
    int near = 0;
    double[] sum = new double[2];
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      world.reset(rng);
      assertTrue(world.x[0] + world.x[1] < 1.9);
      near += world.x[0] > 0.9 && world.x[1] > 0.9 ? 1 : 0;
      sum[0] += world.x[0];
      sum[1] += world.x[1];
    }
    // Half of the corner of area 0.01 is left of 0.995; means are (1/2 - 0.005·29/30)/0.995. Five
    // standard errors: false alarm 6e-7 each.
    assertEquals(n * 0.005 / 0.995, near, 5 * Math.sqrt(n * 0.005));
    double mean = (0.5 - 0.005 * 29 / 30) / 0.995;
    assertEquals(mean, sum[0] / n, 5 * Math.sqrt(1 / 12.0 / n));
    assertEquals(mean, sum[1] / n, 5 * Math.sqrt(1 / 12.0 / n));
  }
}
