package dev.stride.vqe.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.HydrogenMolecule;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.circuit.RandomCircuits;
import dev.stride.vqe.operator.Grouping;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.DenseSimulation;
import dev.stride.vqe.simulator.State;
import dev.stride.vqe.simulator.StateVectorEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.ArrayFieldVector;
import org.apache.commons.math3.linear.FieldVector;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sampled energies against the exact mean and variance, which come from full matrices. The bounds
 * on means are 4.4 standard errors: each fails by chance with probability 1.1e-5; seeds are fixed.
 */
class SampledEnergyTest {
  private static final int REPEATS = 4000;

  @ParameterizedTest
  @ValueSource(longs = {5, 12, 100, 100_000})
  void meanAndVarianceAreThoseOfTheState(long shots) {
    PauliSum sum = HydrogenMolecule.hamiltonian();
    check(sum, state(4, 7), shots);
  }

  /** Random operators, whose groups measure X, Y and Z in all mixtures. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void anyOperatorOnAnyState(int seed) {
    Random random = new Random(seed);
    int terms = 25;
    long[] x = random.longs(terms, 0, 8).toArray();
    long[] z = random.longs(terms, 0, 8).toArray();
    PauliSum sum = new PauliSum(3, x, z, random.doubles(terms, -1, 1).toArray());
    check(sum, state(3, seed), 300);
  }

  @Test
  void realStatesAreTurnedToo() {
    Circuit circuit = RandomCircuits.of(4, 20, List.of(Kind.RY, Kind.CNOT), new Random(2));
    State real =
        new StateVectorEngine(circuit)
            .prepare(new Angles(circuit).at(RandomCircuits.parameters(circuit, new Random(3))));
    assertTrue(real.isReal());
    check(HydrogenMolecule.hamiltonian(), real, 50);
  }

  @Test
  void anEigenstateOfEveryTermHasNoNoise() {
    PauliSum sum =
        new PauliSum(2, new long[] {0, 0, 0}, new long[] {0, 1, 3}, new double[] {.5, 2, -.25});
    Estimate estimate =
        new SampledEnergy(sum).estimate(new State(2, true), 10, Streams.of(1).rng());
    assertEquals(.5 + 2 - .25, estimate.mean(), 1e-15);
    assertEquals(0, estimate.variance(), 0.0);
  }

  @Test
  void refusesFewerShotsThanGroups() {
    SampledEnergy energy = new SampledEnergy(HydrogenMolecule.hamiltonian());
    assertEquals(5, energy.groups());
    assertEquals(5, energy.require(5));
    String message = assertThrows(BadInput.class, () -> energy.require(4)).getMessage();
    assertTrue(message.contains("4 shots") && message.contains("5 groups"), message);
  }

  /** A trillion shots could not be drawn one by one in the time that this test has. */
  @Test
  void costDoesNotGrowWithShots() {
    SampledEnergy energy = new SampledEnergy(HydrogenMolecule.hamiltonian());
    State state = state(4, 1);
    Estimate estimate = energy.estimate(state, 1_000_000_000_000L, Streams.of(1).rng());
    double exact =
        new StateVectorEngine(Circuit.on(4).build())
            .observable(HydrogenMolecule.hamiltonian())
            .expectation(state);
    assertEquals(exact, estimate.mean(), 4.4 * Math.sqrt(estimate.variance()));
    assertEquals(exact, estimate.mean(), 1e-5);
  }

  private static void check(PauliSum sum, State state, long shots) {
    SampledEnergy energy = new SampledEnergy(sum);
    UniformRandomProvider rng = Streams.of(shots).at("test").rng();
    double exact =
        new StateVectorEngine(Circuit.on(sum.qubits()).build()).observable(sum).expectation(state);
    double variance = exactVariance(sum, state, shots);
    double mean = 0;
    double square = 0;
    double reported = 0;
    for (int k = 0; k < REPEATS; k++) {
      Estimate estimate = energy.estimate(state, shots, rng);
      double error = estimate.mean() - exact;
      mean += error / REPEATS;
      square += error * error / REPEATS;
      reported += estimate.variance() / REPEATS;
    }
    double standardError = Math.sqrt(variance / REPEATS);
    assertEquals(0, mean, 4.4 * standardError);
    // The relative standard error of a variance is √((kurtosis - 1)/n): √(2/n) where shots are
    // many;
    // with a few shots kurtosis is larger. 6 √(2/n) = .134 covers a kurtosis of 4.7 at 4.4 σ.
    assertEquals(variance, square, 0.134 * variance);
    long[] share = Allocation.proportional(weights(sum), shots);
    if (Arrays.stream(share).allMatch(s -> s > 1)) {
      assertEquals(variance, reported, 0.134 * variance);
    } else {
      assertTrue(reported > variance, "a single shot must not be taken for certain");
    }
  }

  /** Σ_g Var_g/S_g with Var_g = ⟨H_g²⟩ - ⟨H_g⟩². */
  private static double exactVariance(PauliSum sum, State state, long shots) {
    long[] share = Allocation.proportional(weights(sum), shots);
    List<Grouping.Group> groups = Grouping.qubitWise(sum);
    double variance = 0;
    for (int g = 0; g < share.length; g++) {
      int[] terms = groups.get(g).terms();
      PauliSum part =
          new PauliSum(
              sum.qubits(),
              Arrays.stream(terms).mapToLong(k -> sum.x()[k]).toArray(),
              Arrays.stream(terms).mapToLong(k -> sum.z()[k]).toArray(),
              Arrays.stream(terms).mapToDouble(k -> sum.coefficient()[k]).toArray());
      Complex[] psi = new Complex[state.size()];
      for (int i = 0; i < psi.length; i++) {
        psi[i] = new Complex(state.re(i), state.im(i));
      }
      FieldVector<Complex> image =
          DenseSimulation.matrix(part).operate(new ArrayFieldVector<>(psi));
      double squared = 0;
      Complex mean = Complex.ZERO;
      for (int i = 0; i < psi.length; i++) {
        squared += Math.pow(image.getEntry(i).abs(), 2);
        mean = mean.add(psi[i].conjugate().multiply(image.getEntry(i)));
      }
      variance += (squared - mean.getReal() * mean.getReal()) / share[g];
    }
    return variance;
  }

  private static double[] weights(PauliSum sum) {
    return Grouping.qubitWise(sum).stream()
        .mapToDouble(
            g -> Arrays.stream(g.terms()).mapToDouble(k -> Math.abs(sum.coefficient()[k])).sum())
        .toArray();
  }

  private static State state(int qubits, int seed) {
    Random random = new Random(seed);
    Circuit circuit =
        RandomCircuits.of(qubits, 40, List.of(Kind.RX, Kind.RY, Kind.RZ, Kind.CNOT), random);
    return new StateVectorEngine(circuit)
        .prepare(new Angles(circuit).at(RandomCircuits.parameters(circuit, random)));
  }
}
