package dev.stride.vqe.differentiate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.vqe.HydrogenMolecule;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.RandomCircuits;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import dev.stride.vqe.measure.Estimate;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Engine;
import dev.stride.vqe.simulator.Observable;
import dev.stride.vqe.simulator.StateVectorEngine;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adjoint, parameter shift and finite differences against each other. */
class GradientTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6})
  void threeWaysAgree(int qubits) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(qubits, 30, random);
      double[] theta = RandomCircuits.parameters(circuit, random);
      PauliSum sum = operator(qubits, random);
      double[] adjoint = adjoint(circuit, sum, theta);
      double[] shifted = shifted(circuit, sum, theta);
      double[] differences = differences(circuit, sum, theta);
      for (int p = 0; p < theta.length; p++) {
        assertEquals(shifted[p], adjoint[p], 1e-12, () -> circuit.toString());
        // Truncation of a central difference at h = 1e-3 is h^4/30 of the fifth derivative, which
        // several gates that share a parameter make large.
        assertEquals(differences[p], adjoint[p], 1e-7, () -> circuit.toString());
      }
    }
  }

  @Test
  void theEnergyComesWithIt() {
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(4, 0b11));
    Engine engine = new StateVectorEngine(circuit);
    Adjoint adjoint = new Adjoint(engine, engine.observable(HydrogenMolecule.hamiltonian()));
    double[] gradient = new double[3];
    double energy = adjoint.energyAndGradient(new double[3], gradient);
    assertEquals(HydrogenMolecule.HARTREE_FOCK, energy, 1e-8);
    // Published: the derivative by the double excitation, where the two-term rule would say 0.
    assertEquals(0.361862, Math.abs(gradient[0]), 1e-6);
    // Brillouin's theorem.
    assertEquals(0, gradient[1], 1e-12);
    assertEquals(0, gradient[2], 1e-12);
    double[] shifted = shifted(circuit, HydrogenMolecule.hamiltonian(), new double[3]);
    assertEquals(gradient[0], shifted[0], 1e-13);
  }

  @Test
  void pointsAreTwiceTheFrequencies() {
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(4, 0b11));
    assertEquals(12, new ParameterShift(circuit).points());
    assertEquals(4, new ParameterShift(Circuit.on(1).rx(0).ry(0).build()).points());
  }

  private static double[] adjoint(Circuit circuit, PauliSum sum, double[] theta) {
    Angles angles = new Angles(circuit);
    double[] byTurn = new double[angles.size()];
    double[] gradient = new double[theta.length];
    Engine engine = new StateVectorEngine(circuit);
    new Adjoint(engine, engine.observable(sum)).energyAndGradient(angles.at(theta), byTurn);
    angles.gather(byTurn, gradient);
    return gradient;
  }

  private static double[] shifted(Circuit circuit, PauliSum sum, double[] theta) {
    Engine engine = new StateVectorEngine(circuit);
    Observable observable = engine.observable(sum);
    double[] gradient = new double[theta.length];
    new ParameterShift(circuit)
        .gradient(
            theta,
            at -> new Estimate(observable.expectation(engine.prepare(at)), 0),
            gradient,
            new double[theta.length]);
    return gradient;
  }

  /** Central differences of fourth order. */
  private static double[] differences(Circuit circuit, PauliSum sum, double[] theta) {
    double h = 1e-3;
    return IntStream.range(0, theta.length)
        .mapToDouble(
            p ->
                (8 * energy(circuit, sum, theta, p, h)
                        - 8 * energy(circuit, sum, theta, p, -h)
                        - energy(circuit, sum, theta, p, 2 * h)
                        + energy(circuit, sum, theta, p, -2 * h))
                    / (12 * h))
        .toArray();
  }

  private static double energy(Circuit circuit, PauliSum sum, double[] theta, int p, double h) {
    double[] at = theta.clone();
    at[p] += h;
    Engine engine = new StateVectorEngine(circuit);
    return engine.observable(sum).expectation(engine.prepare(new Angles(circuit).at(at)));
  }

  private static PauliSum operator(int qubits, Random random) {
    int terms = 12;
    long[] x = random.longs(terms, 0, 1L << qubits).toArray();
    long[] z = random.longs(terms, 0, 1L << qubits).toArray();
    return new PauliSum(qubits, x, z, random.doubles(terms, -1, 1).toArray());
  }
}
