package dev.stride.vqe;

import dev.stride.optim.Charge;
import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Samplers;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.differentiate.ParameterShift;
import dev.stride.vqe.measure.Estimate;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.Engine;
import dev.stride.vqe.simulator.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * F(θ) = E(θ) + β Σ_j |⟨ψ(θ)|φ_j⟩|² with states φ_j of the same circuit (Higgott, Wang and Brierley
 * 2019): the energy of H + β Σ_j |φ_j⟩⟨φ_j|, so it has the frequencies of the energy, and its
 * gradient has the same shifts.
 *
 * <p>Each fidelity is charged as one circuit, which prepares one state and undoes the other, and
 * the shots of one estimate; in a gradient so for each shifted point. With exact energies the
 * gradient of all fidelities is one backward pass with λ = β Σ_j ⟨φ_j|ψ⟩ φ_j, charged as if it had
 * been shifted. The metric is that of ψ.
 */
final class Deflated implements Problem {
  private final Energy energy;
  private final double beta;
  private final long shots;
  private final UniformRandomProvider noise;
  private final Angles angles;
  private final Engine engine;
  private final ParameterShift shift;
  private final List<State> found = new ArrayList<>();
  private final double[] byTurn;
  private final double[] extra;
  private final double[] extraVariance;
  private final State lambda;

  /**
   * Without any state yet.
   *
   * @param energy of {@code circuit}, with as many {@code shots}
   * @param noise where the shots of fidelities are drawn from
   */
  Deflated(
      Energy energy,
      Circuit circuit,
      Backend backend,
      double beta,
      long shots,
      UniformRandomProvider noise) {
    this.energy = energy;
    this.beta = beta;
    this.shots = shots;
    this.noise = noise;
    angles = new Angles(circuit);
    engine = backend.engine(circuit);
    shift = new ParameterShift(circuit);
    byTurn = new double[angles.size()];
    extra = new double[circuit.parameters()];
    extraVariance = new double[circuit.parameters()];
    lambda = engine.state();
  }

  /** From now on, ψ({@code theta}) is a state to stay away from. */
  void add(double[] theta) {
    State there = engine.prepare(angles.at(theta));
    State kept = engine.state();
    kept.copy(there);
    found.add(kept);
  }

  /** The exact fidelities with all states so far. */
  double[] fidelities(double[] theta) {
    State psi = engine.prepare(angles.at(theta));
    double[] fidelities = new double[found.size()];
    for (int j = 0; j < fidelities.length; j++) {
      fidelities[j] = fidelity(found.get(j), psi);
    }
    return fidelities;
  }

  @Override
  public Layout layout() {
    return energy.layout();
  }

  @Override
  public Set<Order> answers() {
    return energy.answers();
  }

  @Override
  public double[][] frequencies() {
    return energy.frequencies();
  }

  @Override
  public void evaluate(Trial trial) {
    long asked = trial.shots > 0 ? trial.shots : shots;
    long states = found.size();
    if (trial.wants(Order.VALUE)) {
      trial.charge(Charge.FIDELITIES, states);
      charge(trial, states, asked);
    }
    if (trial.wants(Order.GRADIENT)) {
      charge(trial, states * shift.points(), asked);
    }
    energy.evaluate(trial);
    if (trial.wants(Order.VALUE)) {
      Estimate penalty = penalty(angles.at(trial.x), asked);
      trial.value += penalty.mean();
      trial.valueVariance += penalty.variance();
    }
    if (trial.wants(Order.GRADIENT) && states > 0) {
      gradient(trial, asked);
    }
  }

  @Override
  public double truth(double[] x) {
    return energy.truth(x) + penalty(angles.at(x), 0).mean();
  }

  private static void charge(Trial trial, long fidelities, long asked) {
    trial.charge(Charge.CIRCUITS, fidelities);
    trial.charge(Charge.SHOTS, fidelities * asked);
  }

  private Estimate penalty(double[] at, long asked) {
    double mean = 0;
    double variance = 0;
    State psi = engine.prepare(at);
    for (State state : found) {
      double p = fidelity(state, psi);
      if (asked > 0) {
        p = Samplers.binomial(noise, asked, p) / (double) asked;
        variance += beta * beta * (asked > 1 ? p * (1 - p) / (asked - 1) : .25);
      }
      mean += beta * p;
    }
    return new Estimate(mean, variance);
  }

  private void gradient(Trial trial, long asked) {
    if (asked == 0) {
      backward(trial.x);
    } else {
      shift.gradient(trial.x, at -> penalty(at, asked), extra, extraVariance);
    }
    for (int i = 0; i < extra.length; i++) {
      trial.gradient[i] += extra[i];
      trial.gradientVariance[i] += extraVariance[i];
    }
  }

  private void backward(double[] theta) {
    Arrays.fill(byTurn, 0);
    State psi = engine.prepare(angles.at(theta));
    lambda.scale(0);
    for (State state : found) {
      double re = beta * state.dotRe(psi);
      double im = beta * state.dotIm(psi);
      for (int i = 0; i < lambda.size(); i++) {
        lambda.set(
            i,
            lambda.re(i) + re * state.re(i) - im * state.im(i),
            lambda.im(i) + re * state.im(i) + im * state.re(i));
      }
    }
    for (int k = engine.operations() - 1; k >= 0; k--) {
      engine.back(k, lambda, psi, byTurn);
    }
    angles.gather(byTurn, extra);
  }

  private static double fidelity(State state, State psi) {
    double re = state.dotRe(psi);
    double im = state.dotIm(psi);
    return Math.min(1, re * re + im * im); // rounding can lift it above
  }
}
