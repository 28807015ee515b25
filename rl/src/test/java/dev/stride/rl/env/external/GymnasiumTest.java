package dev.stride.rl.env.external;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worlds in child processes: with a stub in Java that speaks the protocol, and with Gymnasium where
 * the Python that {@code STRIDE_PYTHON} names, or else {@code python3}, has it.
 */
class GymnasiumTest {
  private static final String PYTHON =
      System.getenv("STRIDE_PYTHON") == null ? "python3" : System.getenv("STRIDE_PYTHON");

  @TempDir private Path directory;

  /** The stub as an environment, which leaves its directories in that of the test. */
  private Environment stub(String mode, double timeout) {
    return rng -> {
      try {
        return new ChildWorld(
            "stub", command(mode), Files.createTempDirectory(directory, "child"), 10, 1, timeout);
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    };
  }

  private static List<String> command(String mode) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        Path.of(
                URI.create(
                    StubProcess.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
            .toString(),
        StubProcess.class.getName(),
        mode);
  }

  private World world(String mode) {
    return stub(mode, 60).world(Streams.of(1).rng());
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aFiniteWorld() throws IOException {
    UniformRandomProvider rng = Streams.of(1).rng();
    try (World world = world("good")) {
      assertEquals(Space.finite(5), world.space());
      assertEquals(2, world.actions());
      assertEquals(40, world.limit());
      assertEquals(1, world.bestReturn());
      assertEquals(null, world.model());
      world.reset(rng);
      assertEquals(2, world.state());
      double[] seen = new double[1];
      world.step(0, rng);
      world.observe(seen);
      assertArrayEquals(new double[] {1}, seen);
      assertEquals(-0.1, world.reward());
      assertFalse(world.terminated());
      world.step(0, rng);
      world.step(0, rng);
      assertTrue(world.terminated());
      assertFalse(world.truncated());
      world.reset(rng);
      assertEquals(2, world.state());
      assertFalse(world.terminated());
    }
    assertNothingIsLeft();
  }

  @Test
  void aWorldWithCoordinates() {
    try (World world = world("box")) {
      assertEquals(
          Space.box(List.of(-1.0, -10.0, 2.0, -15.0), List.of(1.0, 10.0, 22.0, 5.0)),
          world.space());
      assertEquals(3, world.actions());
      assertEquals(1000, world.limit());
      world.reset(Streams.of(1).rng());
      double[] seen = new double[4];
      world.observe(seen);
      assertArrayEquals(new double[] {0.1, -7.25, 1e-300, 3}, seen);
    }
    try (World world = world("constant")) {
      assertEquals(Space.box(List.of(3.0, -10.0), List.of(4.0, 10.0)), world.space());
    }
  }

  @Test
  void itSaysWhenItCuts() {
    try (World world = world("cuts")) {
      UniformRandomProvider rng = Streams.of(1).rng();
      world.reset(rng);
      world.step(1, rng);
      assertTrue(world.truncated());
      assertFalse(world.terminated());
      assertEquals(0.5, world.reward());
      assertEquals(3, world.state());
    }
  }

  private LearningResult run(long seed) {
    return new Learning(stub("good", 60), new QLearning(0.3, 0), Sgd.of(0.2), new None(), 0.9, 400)
        .run(Streams.of(seed), Curve.every(Charge.EPISODES, 100));
  }

  /** Always right is best; what it returns is at most 1 - 0.1 · 2. */
  @Test
  void anAgentLearnsInIt() throws IOException {
    LearningResult result = run(3);
    assertEquals(400, result.returns().length);
    for (int s = 1; s < 5; s++) {
      assertTrue(result.weights()[2 * s + 1] > result.weights()[2 * s], "state " + s);
    }
    assertTrue(
        result.valueError() >= 0.2 - 1e-9 && result.valueError() < 1.2, result.valueError() + "");
    LearningResult again = run(3);
    assertArrayEquals(result.weights(), again.weights());
    assertArrayEquals(result.returns(), again.returns());
    assertEquals(result.valueError(), again.valueError());
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refuses    | 'stub' reports: there is no environment of that name",
        "garbled    | its first line has to be 'stride/1 ACTIONS STEPS SPACE...', not 'hello'",
        "no-actions | not 'stride/1 0 10 discrete 5'",
        "silent     | 'stub' has ended with exit code 0",
        "endless    | 'stub' wrote a line of more than 10000000 characters",
        "binary     | not '?[31m?xxxxx",
      })
  void aBadBeginningIsBadInput(String mode, String message) throws IOException {
    BadInput bad = assertThrows(BadInput.class, () -> world(mode));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
    assertTrue(bad.getMessage().length() < 250, bad.getMessage());
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dies    | 'stub' has ended with exit code 3: OutOfLuck: thirteen",
        "fails   | 'stub' reports: division by zero",
        "babbles | answered '0 0 0' and has to answer 'REWARD TERMINATED TRUNCATED OBSERVATION...'",
        "flags   | answered '0 2 0 1' and",
        "outside | answered '0 0 0 5' and",
        "long    | answered '0 0 0 1 1' and",
        "rich    | 'stub' answered '1e999 0 0 1', and the reward has to be finite",
        "poor    | 'stub' answered '-Infinity 1 0 1', and the reward has to be finite",
        "unpaid  | 'stub' answered 'nan 0 0 1', and the reward has to be finite",
        "nowhere | answered '0 0 0 NaN' and has to answer",
        "box     | '0 0 0 1 2 -1e999 4', and coordinate 3 of the observation has to be finite",
      })
  void aBadAnswerEndsTheRun(String mode, String message) throws IOException {
    UniformRandomProvider rng = Streams.of(1).rng();
    try (World world = world(mode)) {
      world.reset(rng);
      UncheckedIOException bad = assertThrows(UncheckedIOException.class, () -> world.step(1, rng));
      assertTrue(bad.getMessage().contains(message), bad.getMessage());
    }
    assertNothingIsLeft();
  }

  @Test
  void anEpisodeBeginsSomewhere() throws IOException {
    try (World world = world("constant")) {
      UncheckedIOException bad =
          assertThrows(UncheckedIOException.class, () -> world.reset(Streams.of(1).rng()));
      assertEquals(
          "environment process 'stub' answered '3 inf', and coordinate 2 of the observation has to"
              + " be finite",
          bad.getMessage());
    }
    assertNothingIsLeft();
  }

  @Test
  void nobodyWaitsForEver() throws IOException {
    UniformRandomProvider rng = Streams.of(1).rng();
    try (World world = stub("hangs", 3).world(rng)) {
      world.reset(rng);
      UncheckedIOException late =
          assertThrows(UncheckedIOException.class, () -> world.step(1, rng));
      assertEquals("environment process 'stub' gave no answer in 3.0 seconds", late.getMessage());
    }
    BadInput late = assertThrows(BadInput.class, () -> stub("slow-start", 0.05).world(rng));
    assertTrue(late.getMessage().contains("gave no answer in 0.5 seconds"), late.getMessage());
    assertNothingIsLeft();
  }

  /**
   * As where the command is a script that calls Python: the output stays open without the shell.
   */
  @Test
  void norForWhatTheProcessHasStarted() throws IOException {
    BadInput late =
        assertTimeout(
            Duration.ofSeconds(30),
            () ->
                assertThrows(
                    BadInput.class, () -> stub("starts-another", 0.4).world(Streams.of(1).rng())));
    assertTrue(late.getMessage().contains("gave no answer in 4.0 seconds"), late.getMessage());
    assertNothingIsLeft();
  }

  @Test
  void aMissingPythonIsNamed() {
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                Environments.registry()
                    .parse("gymnasium:python=no-such-python")
                    .world(Streams.of(1).rng()));
    assertEquals(
        "'no-such-python' cannot be started for environment 'CartPole-v1'; name the command of your"
            + " Python, as in gymnasium:python=/usr/bin/python3",
        bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"bound=0, bound must be positive", "timeout=-1, timeout must be positive"})
  void settingsAreChecked(String setting, String message) {
    BadInput bad =
        assertThrows(BadInput.class, () -> Environments.registry().parse("gymnasium:" + setting));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  private static void assumeGymnasium() {
    assumeTrue(
        hasGymnasium(), PYTHON + " has no module gymnasium; STRIDE_PYTHON names one that has");
  }

  private static World gymnasium(String text) {
    return Environments.registry()
        .parse("gymnasium:python=(" + PYTHON + ")," + text)
        .world(Streams.of(1).rng());
  }

  private static boolean hasGymnasium() {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import gymnasium")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void cartPole() {
    assumeGymnasium();
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    for (List<Double> path : List.of(first, second)) {
      UniformRandomProvider rng = Streams.of(9).rng();
      try (World world = gymnasium("id=CartPole-v1,bound=4")) {
        assertEquals(4, world.space().coordinates());
        assertEquals(-4, world.space().low().get(1));
        assertEquals(4, world.space().high().get(3));
        assertEquals(500, world.limit());
        double[] seen = new double[4];
        for (int episode = 0; episode < 3; episode++) {
          world.reset(rng);
          do {
            world.step(rng.nextInt(2), rng);
            world.observe(seen);
            path.add(seen[0]);
            path.add(seen[3]);
            assertEquals(1, world.reward());
          } while (!world.terminated());
        }
      }
    }
    assertEquals(first, second);
    assertTrue(first.size() > 2 * 3 * 8, first.size() + "");
  }

  /** Straight to the goal, as our own lake has it. */
  @Test
  void frozenLakeWithArguments() {
    assumeGymnasium();
    UniformRandomProvider rng = Streams.of(9).rng();
    try (World world = gymnasium("id=FrozenLake-v1,arguments=(map_name=8x8,is_slippery=false)")) {
      assertEquals(Space.finite(64), world.space());
      assertEquals(100, world.limit());
      world.reset(rng);
      assertEquals(0, world.state());
      for (int i = 0; i < 7; i++) {
        world.step(2, rng);
        assertEquals(i + 1, world.state());
      }
      for (int i = 0; i < 7; i++) {
        assertFalse(world.terminated());
        world.step(1, rng);
      }
      assertTrue(world.terminated());
      assertEquals(1, world.reward());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id=Nope-v0         | 'Nope-v0' reports: Environment `Nope` doesn't exist",
        "id=Pendulum-v1     | the action space is Box",
        "id=Blackjack-v1    | the observation space is Tuple",
        "arguments=(x)      | the argument 'x' has no value, as in key=1",
      })
  void whatDoesNotFitIsBadInput(String text, String message) {
    assumeGymnasium();
    BadInput bad = assertThrows(BadInput.class, () -> gymnasium(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }
}
