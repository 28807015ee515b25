package dev.stride.vqe;

import dev.stride.optim.Ledger;
import dev.stride.vqe.circuit.Circuit;
import java.util.List;

/**
 * What ADAPT-VQE built.
 *
 * @param reference exact energy of the reference determinant
 * @param energy exact energy of the circuit in the end
 * @param measuredEnergy the same as it was measured; exact without shots
 * @param steps the operators in the order of their choice
 * @param circuit the circuit that they make, the first operator first
 * @param parameters its parameters, one for each operator
 * @param stop why it ended
 * @param message what was spent or went wrong; otherwise empty
 * @param ledger all that was charged, the gradients of the pool included
 */
public record AdaptResult(
    double reference,
    double energy,
    double measuredEnergy,
    List<Step> steps,
    Circuit circuit,
    double[] parameters,
    Stop stop,
    String message,
    Ledger ledger) {

  /** Why it ended. */
  public enum Stop {
    /** The norm of the pool's gradient is small enough. */
    GRADIENT,
    /** The last operator lowered the energy by too little. */
    ENERGY,
    /** An operator was chosen again, and the energy has not fallen since it was chosen last. */
    CYCLE,
    /** As many operators as were allowed. */
    OPERATORS,
    /** The budget was spent. */
    BUDGET,
    /** Parameters or energies were no longer finite. */
    DIVERGED
  }

  /**
   * One operator, and the energy when all parameters were optimised with it.
   *
   * @param index of the operator in its pool
   * @param gradient ∂E/∂θ of the operator when it was chosen, as it was measured
   * @param norm Euclidean norm of the gradients of all operators of the pool at that time
   * @param energy exact
   * @param measuredEnergy as it was measured
   * @param iterations of the search
   */
  public record Step(
      int index,
      PoolOperator operator,
      double gradient,
      double norm,
      double energy,
      double measuredEnergy,
      long iterations) {}

  /** How many operators it took to come within {@code error} of {@code exact}; -1 for never. */
  public int operatorsTo(double exact, double error) {
    if (reference <= exact + error) {
      return 0;
    }
    for (int k = 0; k < steps.size(); k++) {
      if (steps.get(k).energy <= exact + error) {
        return k + 1;
      }
    }
    return -1;
  }
}
