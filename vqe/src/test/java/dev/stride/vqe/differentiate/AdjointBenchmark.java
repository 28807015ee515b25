package dev.stride.vqe.differentiate;

import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Engine;
import dev.stride.vqe.simulator.Layers;
import dev.stride.vqe.simulator.StateVectorEngine;
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

/** The gradient of ⟨Z0⟩ in the hardware-efficient circuit beside its own preparation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdjointBenchmark {
  @Param({"4", "8", "12", "16"})
  int qubits;

  private Engine engine;
  private Adjoint adjoint;
  private double[] angles;
  private double[] gradient;

  @Setup
  public void setUp() {
    Circuit circuit = Layers.four(qubits);
    PauliSum z = new PauliSum(qubits, new long[] {0}, new long[] {1}, new double[] {1});
    engine = new StateVectorEngine(circuit);
    adjoint = new Adjoint(engine, engine.observable(z));
    angles = Layers.angles(circuit);
    gradient = new double[angles.length];
  }

  @Benchmark
  public Object preparation() {
    return engine.prepare(angles);
  }

  @Benchmark
  public double gradient() {
    return adjoint.energyAndGradient(angles, gradient);
  }
}
