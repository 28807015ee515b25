package dev.stride.rl;

import dev.stride.optim.noise.None;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
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
 * One step of Sarsa(λ) with replacing traces on the tiles of mountain car, in a fresh JVM and in
 * one through which all agents, environments and rules have gone before; {@code src/test/c/sarsa.c}
 * does the same in C, but computes tiles and does not look them up, with as many repetitions as
 * there are iterations here, each of one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 40, time = 1, timeUnit = TimeUnit.MILLISECONDS)
public class SarsaBenchmark {
  private static final int EPISODES = 3000;

  /** What the seed gives; checked before measuring. */
  private static final int STEPS = 433_138;

  /** What went through the JVM before. */
  @Param({"fresh", "polluted"})
  public String jvm;

  /** Warms up the JVM, and checks that the run is the one that is meant. */
  @Setup
  public void prepare() {
    if (jvm.equals("polluted")) {
      Pollution.run();
    }
    if (design() != STEPS) {
      throw new IllegalStateException(design() + " steps");
    }
  }

  /** As users run it. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long design() {
    Environment car = Environments.registry().parse("mountain-car:limit=1000");
    Agent sarsa = Agents.registry().parse("sarsa:epsilon=0.1,lambda=0.9,trace=replacing");
    return Pollution.steps(car, sarsa, Sgd.of(0.0375), new None(), EPISODES);
  }
}
