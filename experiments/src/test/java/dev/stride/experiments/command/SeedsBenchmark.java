package dev.stride.experiments.command;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A thousand seeds of the cliff by the whole command, in a JVM that has done so before: what a
 * second thread is worth where starting and compiling are no part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 6, time = 5)
public class SeedsBenchmark {
  /** How many seeds run at once. */
  @Param({"1", "2"})
  public int threads;

  /** The command. */
  @Benchmark
  public String seeds() {
    Answer answer =
        Answer.toLine(
            "rl cliff-walking --agent q-learning --episodes 500 --seeds 1000"
                + " --noise gaussian:0.5 --threads "
                + threads);
    if (answer.exitCode() != 0) {
      throw new IllegalStateException(answer.err());
    }
    return answer.out();
  }
}
