package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One state of the hardware-efficient circuit, four layers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StatePreparationBenchmark {
  @Param({"4", "8", "12", "16"})
  int qubits;

  private Engine engine;
  private double[] angles;

  @Setup
  public void setUp() {
    Circuit circuit = Layers.four(qubits);
    engine = new StateVectorEngine(circuit);
    angles = Layers.angles(circuit);
  }

  @Benchmark
  public Object prepare() {
    return engine.prepare(angles);
  }
}
