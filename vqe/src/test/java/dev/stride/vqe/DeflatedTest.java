package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.StateVector;
import dev.stride.vqe.simulator.Strange;
import org.junit.jupiter.api.Test;

class DeflatedTest {
  private static final PauliSum H2 = HydrogenMolecule.hamiltonian();
  private static final Circuit UCCSD =
      Ansatzes.registry().parse("uccsd").circuit(Target.of(4, 0b11));

  /** RY and RZ, so that states and overlaps are complex. */
  private static final Circuit COMPLEX =
      Ansatzes.registry()
          .parse("hardware-efficient:layers=2,rotations=ry-rz")
          .circuit(Target.of(4, 0b11));

  private static final double BETA = 1.7;

  @Test
  void valueIsTheEnergyAndThePenalties() {
    for (Circuit circuit : new Circuit[] {UCCSD, COMPLEX}) {
      double[] x = theta(circuit, 1);
      double[] first = theta(circuit, 2);
      double[] second = theta(circuit, 3);
      Deflated deflated = deflated(circuit, new StateVector(), 0);
      deflated.add(first);
      deflated.add(second);
      Energy energy = new Energy(H2, circuit, new StateVector(), 0, Streams.of(1).rng());
      double expected =
          energy.truth(x) + BETA * (fidelity(energy, x, first) + fidelity(energy, x, second));
      Trial trial = ask(deflated, x, Order.VALUE);
      assertEquals(expected, trial.value, 1e-13);
      assertEquals(0, trial.valueVariance, 0.0);
      assertEquals(expected, deflated.truth(x), 1e-13);
      assertEquals(fidelity(energy, x, second), deflated.fidelities(x)[1], 1e-14);
    }
  }

  @Test
  void gradientIsThatOfFiniteDifferencesAndOfShifts() {
    for (Circuit circuit : new Circuit[] {UCCSD, COMPLEX}) {
      Deflated deflated = deflated(circuit, new StateVector(), 0);
      Deflated shifted = deflated(circuit, new Strange(), 0);
      for (Deflated one : new Deflated[] {deflated, shifted}) {
        one.add(theta(circuit, 2));
        one.add(theta(circuit, 3));
      }
      double[] x = theta(circuit, 1);
      double[] gradient = ask(deflated, x, Order.GRADIENT).gradient;
      double h = 1e-5;
      for (int i = 0; i < x.length; i++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += h;
        down[i] -= h;
        double difference = (deflated.truth(up) - deflated.truth(down)) / (2 * h);
        assertEquals(difference, gradient[i], 1e-9);
      }
      // Float32 over there.
      assertArrayEquals(gradient, ask(shifted, x, Order.GRADIENT).gradient, 2e-5);
    }
  }

  /** Means of 400 within 4.4 standard errors: by chance 1.1e-5 for each of 4. */
  @Test
  void sampledAnswersAreUnbiased() {
    double[] x = theta(UCCSD, 1);
    Deflated exact = deflated(UCCSD, new StateVector(), 0);
    Deflated noisy = deflated(UCCSD, new StateVector(), 100);
    exact.add(theta(UCCSD, 2));
    noisy.add(theta(UCCSD, 2));
    Trial truth = ask(exact, x, Order.VALUE, Order.GRADIENT);
    int n = 400;
    double[] mean = new double[4];
    double[] square = new double[4];
    double[] reported = new double[4];
    for (int k = 0; k < n; k++) {
      Trial trial = ask(noisy, x, Order.VALUE, Order.GRADIENT);
      for (int i = 0; i < 4; i++) {
        double error = i == 3 ? trial.value - truth.value : trial.gradient[i] - truth.gradient[i];
        mean[i] += error / n;
        square[i] += error * error / n;
        reported[i] += (i == 3 ? trial.valueVariance : trial.gradientVariance[i]) / n;
      }
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(0, mean[i], 4.4 * Math.sqrt(square[i] / n));
      // Nearly normal: 4.4 √(2/400) = .31.
      assertEquals(1, reported[i] / square[i], .31);
    }
  }

  /** H2 is measured in 5 groups, and a gradient of its 3 excitations shifts 12 times. */
  @Test
  void everyFidelityIsCharged() {
    Deflated deflated = deflated(UCCSD, new StateVector(), 100);
    deflated.add(theta(UCCSD, 2));
    deflated.add(theta(UCCSD, 3));
    Outcome value = charged(deflated, Order.VALUE);
    assertEquals(2, value.ledger().count(Charge.FIDELITIES));
    assertEquals(5 + 2, value.ledger().count(Charge.CIRCUITS));
    assertEquals(300, value.ledger().count(Charge.SHOTS));
    Outcome gradient = charged(deflated, Order.GRADIENT);
    assertEquals(12 * (5 + 2), gradient.ledger().count(Charge.CIRCUITS));
    assertEquals(12 * 300, gradient.ledger().count(Charge.SHOTS));
    Outcome exact = charged(deflated(UCCSD, new StateVector(), 0), Order.GRADIENT);
    assertEquals(12 * 5, exact.ledger().count(Charge.CIRCUITS));
    assertEquals(0, exact.ledger().count(Charge.SHOTS));
  }

  @Test
  void itHasTheFrequenciesOfTheEnergy() {
    Deflated deflated = deflated(UCCSD, new StateVector(), 0);
    assertArrayEquals(new double[] {1, 2}, deflated.frequencies()[0]);
    assertEquals(Energy.ANSWERS, deflated.answers());
    assertNotEquals(0, deflated.layout().size());
  }

  private static Outcome charged(Deflated deflated, Order order) {
    Minimizer once = (metered, x0, rng) -> metered.evaluate(metered.trial().order(order));
    return Metered.run(
        once, deflated, theta(UCCSD, 1), Budget.UNLIMITED, Curve.trace(), Streams.of(1).rng());
  }

  private static Deflated deflated(Circuit circuit, Backend backend, long shots) {
    Energy energy = new Energy(H2, circuit, backend, shots, Streams.of(7).rng());
    return new Deflated(energy, circuit, backend, BETA, shots, Streams.of(8).rng());
  }

  private static double fidelity(Energy energy, double[] x, double[] other) {
    Trial trial = Trial.free(x.length);
    System.arraycopy(other, 0, trial.other, 0, x.length);
    System.arraycopy(x, 0, trial.x, 0, x.length);
    energy.evaluate(trial.order(Order.FIDELITY));
    return trial.fidelity;
  }

  private static double[] theta(Circuit circuit, int k) {
    double[] theta = new double[circuit.parameters()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = Math.sin(k * (i + 1) + k);
    }
    return theta;
  }

  private static Trial ask(Deflated deflated, double[] x, Order first, Order... more) {
    Trial trial = Trial.free(x.length);
    System.arraycopy(x, 0, trial.x, 0, x.length);
    deflated.evaluate(trial.order(first, more));
    return trial;
  }
}
