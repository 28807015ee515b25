package dev.stride.vqe.differentiate;

import dev.stride.vqe.simulator.Engine;
import dev.stride.vqe.simulator.Observable;
import dev.stride.vqe.simulator.State;
import java.util.Arrays;

/**
 * The energy E(a) = ⟨ψ(a)|H|ψ(a)⟩ and its exact gradient by one pass forward and one backward
 * (Jones and Gacon 2020): with λ = Hψ, both states are undone gate by gate, and ∂E/∂a_k = 2
 * Re⟨λ_k|G_k ψ_k⟩ behind gate k. Costs two states of memory and three to five preparations,
 * whatever the number of angles.
 */
public final class Adjoint {
  private final Engine engine;
  private final Observable observable;
  private final State lambda;

  /** For one circuit and one operator, prepared by the engine. */
  public Adjoint(Engine engine, Observable observable) {
    this.engine = engine;
    this.observable = observable;
    lambda = engine.state();
  }

  /**
   * Returns the energy, the same bits as {@link Observable#expectation}.
   *
   * @param angles one for each turn of the circuit
   * @param gradient filled with the derivatives by the angles
   */
  public double energyAndGradient(double[] angles, double[] gradient) {
    Arrays.fill(gradient, 0);
    State psi = engine.prepare(angles);
    double energy = observable.apply(psi, lambda);
    for (int k = engine.operations() - 1; k >= 0; k--) {
      engine.back(k, lambda, psi, gradient);
    }
    return energy;
  }
}
