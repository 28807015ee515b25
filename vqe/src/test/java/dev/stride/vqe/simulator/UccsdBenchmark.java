package dev.stride.vqe.simulator;

import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import dev.stride.vqe.differentiate.Adjoint;
import dev.stride.vqe.operator.JordanWigner;
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

/**
 * UCCSD with all excitations (LiH 92, H2O 140, N2 609) on its determinants: preparation, energy and
 * gradient. {@code src/test/c/uccsd.c} has the same loops in C.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UccsdBenchmark {
  @Param({"lih_sto3g_r1.5950.full", "h2o_sto3g_eq.full", "n2_sto3g_r1.0977.full"})
  String molecule;

  private Engine engine;
  private Observable observable;
  private Adjoint adjoint;
  private double[] angles;
  private double[] gradient;

  @Setup
  public void setUp() {
    MolecularIntegrals m = ReferenceSpace.named(molecule).integrals();
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(m));
    engine = new Subspace().engine(circuit);
    observable = engine.observable(JordanWigner.hamiltonian(m));
    adjoint = new Adjoint(engine, observable);
    angles = new double[circuit.parameters()];
    for (int t = 0; t < angles.length; t++) {
      angles[t] = 0.1 * Math.sin(t + 1);
    }
    gradient = new double[angles.length];
  }

  @Benchmark
  public Object preparation() {
    return engine.prepare(angles);
  }

  @Benchmark
  public double energy() {
    return observable.expectation(engine.prepare(angles));
  }

  @Benchmark
  public double gradient() {
    return adjoint.energyAndGradient(angles, gradient);
  }
}
