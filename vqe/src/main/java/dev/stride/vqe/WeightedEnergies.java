package dev.stride.vqe;

import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Σ_j w_j E_j(θ), each energy with its own reference determinant and its own noise. */
final class WeightedEnergies implements Problem {
  /** What weighted energies can answer. */
  static final Set<Order> ANSWERS =
      Collections.unmodifiableSet(EnumSet.of(Order.VALUE, Order.GRADIENT, Order.FREQUENCIES));

  private final List<Energy> energies;
  private final double[] weights;

  WeightedEnergies(List<Energy> energies, double[] weights) {
    this.energies = energies;
    this.weights = weights;
  }

  /** The circuit with other leading X gates: those that make {@code determinant}. */
  static Circuit from(Circuit circuit, long determinant) {
    List<Gate> gates =
        new ArrayList<>(Circuit.on(circuit.qubits()).basis(determinant).build().gates());
    boolean leading = true;
    for (Gate gate : circuit.gates()) {
      leading &= gate.kind() == Gate.Kind.X;
      if (!leading) {
        gates.add(gate);
      }
    }
    return new Circuit(circuit.qubits(), gates, circuit.layout());
  }

  @Override
  public Layout layout() {
    return energies.get(0).layout();
  }

  @Override
  public Set<Order> answers() {
    return ANSWERS;
  }

  @Override
  public double[][] frequencies() {
    return energies.get(0).frequencies();
  }

  @Override
  public void evaluate(Trial trial) {
    double value = 0;
    double valueVariance = 0;
    double[] gradient = new double[trial.x.length];
    double[] gradientVariance = new double[trial.x.length];
    for (int j = 0; j < weights.length; j++) {
      double w = weights[j];
      energies.get(j).evaluate(trial);
      value += w * trial.value;
      valueVariance += w * w * trial.valueVariance;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += w * trial.gradient[i];
        gradientVariance[i] += w * w * trial.gradientVariance[i];
      }
    }
    trial.value = value;
    trial.valueVariance = valueVariance;
    System.arraycopy(gradient, 0, trial.gradient, 0, gradient.length);
    System.arraycopy(gradientVariance, 0, trial.gradientVariance, 0, gradient.length);
  }

  @Override
  public double truth(double[] x) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * energies.get(j).truth(x);
    }
    return sum;
  }
}
