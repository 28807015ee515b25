package dev.stride.rl;

import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.CliffWalking;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of tabular Q-learning on cliff walking: the design against one hand-written loop, in a
 * fresh JVM and in one through which all agents, environments and rules have gone before. There are
 * as many iterations as {@code src/test/c/qlearning.c}, the same in C, has repetitions, and each is
 * one run, so that the fastest of both come from windows of as many steps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 40, time = 1, timeUnit = TimeUnit.MILLISECONDS)
public class QLearningBenchmark {
  /** So many that the building of the world and of its exact values is 2 % of it. */
  private static final int EPISODES = 400_000;

  /** What the seed gives; checked before measuring. */
  private static final int STEPS = 6_778_162;

  private static final Streams STREAMS = Streams.of(1);

  /** What went through the JVM before. */
  @Param({"fresh", "polluted"})
  public String jvm;

  /** Warms up the JVM, and checks that both loops do the same. */
  @Setup
  public void prepare() {
    if (jvm.equals("polluted")) {
      Pollution.run();
    }
    if (monolith() != STEPS || design() != STEPS) {
      throw new IllegalStateException(monolith() + " and " + design() + " steps");
    }
  }

  /** One loop, by hand. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long monolith() {
    Monolith loop = new Monolith(EPISODES);
    loop.run(STREAMS, 0.5, 0.1);
    return loop.steps;
  }

  /** As users run it. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long design() {
    return Pollution.steps(
        new CliffWalking(false), new QLearning(0.1, 0), Sgd.of(0.5), new None(), EPISODES);
  }
}
