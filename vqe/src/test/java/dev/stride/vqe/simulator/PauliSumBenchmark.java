package dev.stride.vqe.simulator;

import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** The energy of a prepared state: H2 (15 terms) and LiH with all 12 qubits (631 terms). */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PauliSumBenchmark {
  @Param({"h2", "lih"})
  String molecule;

  @Param({"true", "false"})
  boolean real;

  private Observable observable;
  private State state;

  @Setup
  public void setUp() {
    PauliSum sum = JordanWigner.hamiltonian(Molecules.registry().parse(molecule).integrals());
    observable = new Diagonals(sum);
    state = new State(sum.qubits(), real);
    for (int i = 0; i < state.size(); i++) {
      state.set(i, Math.sin(i), Math.cos(i));
    }
  }

  @Benchmark
  public double expectation() {
    return observable.expectation(state);
  }
}
