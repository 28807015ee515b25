package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What worlds with coordinates owe, and where their episodes begin. */
class MovingWorldTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<String> all() {
    return Stream.concat(
        Environments.registry().entries().stream()
            .filter(entry -> !entry.name().equals("table") && !entry.name().equals("gymnasium"))
            .filter(entry -> !world(entry.name()).space().isFinite())
            .map(entry -> entry.name()),
        Stream.of("cart-pole:semi-implicit", "mountain-car:limit=7", "puddle-world:noise=0"));
  }

  private static World world(String text) {
    return Environments.registry().parse(text).world(Streams.of(0).rng());
  }

  /** Steps of random actions from an episode's beginning; observations, rewards and ends. */
  private static double[] episode(World world, long seed, int steps) {
    UniformRandomProvider rng = Streams.of(seed).rng();
    UniformRandomProvider actions = Streams.of(seed).at("actions").rng();
    int n = world.space().coordinates();
    double[] seen = new double[n];
    double[] all = new double[steps * (n + 1)];
    world.reset(rng);
    boolean over = false;
    for (int i = 0; i < steps && !over; i++) {
      world.step(actions.nextInt(world.actions()), rng);
      world.observe(seen);
      System.arraycopy(seen, 0, all, i * (n + 1), n);
      all[i * (n + 1) + n] = world.reward();
      over = world.terminated();
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  void sameSeedSameBitsAndNothingShared(String text) {
    World one = world(text);
    World two = world(text);
    double[] alone = episode(one, 5, 40);
    episode(two, 6, 40);
    assertArrayEquals(alone, episode(two, 5, 40));
    assertArrayEquals(alone, episode(one, 5, 40));
    assertFalse(Arrays.equals(alone, episode(one, 6, 40)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aNewEpisodeForgetsTheOld(String text) {
    World world = world(text);
    UniformRandomProvider rng = Streams.of(1).rng();
    double worst = 0;
    for (int k = 0; k < 50; k++) {
      double sum = 0;
      world.reset(rng);
      int steps = 0;
      do {
        world.step(rng.nextInt(world.actions()), rng);
        sum += world.reward();
        steps++;
      } while (!world.terminated() && steps < world.limit());
      assertTrue(steps > 1 || world.limit() == 1);
      assertTrue(sum <= world.bestReturn(), sum + " > " + world.bestReturn());
      worst = Math.min(worst, sum);
    }
    assertFalse(world.truncated());
    // Where there is nothing to choose, no return is the best.
    assertEquals(worst < 0 && world.actions() > 1, world.bestReturn() < 0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void stepsAllocateNothing(String text) {
    World world = world(text);
    double[] seen = new double[world.space().coordinates()];
    UniformRandomProvider rng = Streams.of(2).rng();
    walk(world, seen, rng);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    walk(world, seen, rng);
    long used = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(used < 10_000, used + " bytes in 10000 steps");
  }

  private static void walk(World world, double[] seen, UniformRandomProvider rng) {
    for (int k = 0; k < 20; k++) {
      world.reset(rng);
      for (int i = 0; i < 500; i++) {
        world.step(rng.nextInt(world.actions()), rng);
        world.observe(seen);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void printsAsItIsRead(String text) {
    Environment environment = Environments.registry().parse(text);
    String printed = Environments.registry().print(environment);
    assertEquals(environment, Environments.registry().parse(printed));
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasNoModel(String text) {
    BadInput bad =
        assertThrows(
            BadInput.class, () -> Environments.registry().parse(text).model(Streams.of(0).rng()));
    assertTrue(bad.getMessage().contains("not finitely many"), bad.getMessage());
    assertEquals(0, world(text).state());
  }

  /** Kolmogorov-Smirnov on fixed seeds; false alarm 1e-6 for each coordinate. */
  @ParameterizedTest
  @CsvSource({
    "cart-pole, 4, -0.05, 0.05",
    "mountain-car, 1, -0.6, -0.4",
    "acrobot, 4, -0.1, 0.1",
  })
  void beginsUniformly(String text, int coordinates, double low, double high) {
    MovingWorld world = (MovingWorld) world(text);
    UniformRandomProvider rng = Streams.of(3).rng();
    int n = 2000;
    double[][] drawn = new double[world.x.length][n];
    for (int k = 0; k < n; k++) {
      world.reset(rng);
      for (int i = 0; i < world.x.length; i++) {
        drawn[i][k] = world.x[i];
      }
    }
    UniformRealDistribution uniform = new UniformRealDistribution(null, low, high);
    for (int i = 0; i < coordinates; i++) {
      double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(uniform, drawn[i]);
      assertTrue(p > 1e-6, "coordinate " + i + ": " + p);
    }
    for (int i = coordinates; i < drawn.length; i++) {
      assertArrayEquals(new double[n], drawn[i]);
    }
  }

  @Test
  void acrobotBeginsInSinglePrecision() {
    MovingWorld world = (MovingWorld) world("acrobot");
    world.reset(Streams.of(1).rng());
    for (double value : world.x) {
      assertEquals((float) value, value);
      assertNotEquals(0, value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cart-pole, 500, 500, 2",
    "mountain-car, 200, -74, 3",
    "mountain-car:limit=7, 7, -7, 3",
    "acrobot, 500, -20, 3",
    "puddle-world, 1000, -1, 4"
  })
  void limitsAndBounds(String text, int limit, double bestReturn, int actions) {
    assertEquals(limit, world(text).limit());
    assertEquals(bestReturn, world(text).bestReturn());
    assertEquals(actions, world(text).actions());
  }
}
