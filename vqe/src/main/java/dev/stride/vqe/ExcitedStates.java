package dev.stride.vqe;

import dev.stride.optim.Ledger;
import dev.stride.optim.Outcome;
import java.util.List;

/**
 * States that a solver found, in the order in which it did.
 *
 * @param states fewer than were asked for where the budget was spent
 * @param stop whether the last search came to its end
 * @param message what was spent or went wrong; otherwise empty
 * @param ledger all that was charged
 */
public record ExcitedStates(List<State> states, Outcome.Stop stop, String message, Ledger ledger) {

  /** From this fidelity on, two states are the same. */
  private static final double SAME = 0.5;

  public ExcitedStates {
    states = List.copyOf(states);
  }

  /**
   * One state.
   *
   * @param energy exact energy of the circuit there, without penalties
   * @param measuredEnergy as it was measured in the end; exact without shots
   * @param parameters of the circuit
   * @param fidelities exact, with the states before it
   * @param iterations of the searches for it, those from other starts included
   */
  public record State(
      double energy,
      double measuredEnergy,
      double[] parameters,
      double[] fidelities,
      long iterations) {

    /** The first state before it that this one repeats; -1 where it is new. */
    public int repeats() {
      for (int j = 0; j < fidelities.length; j++) {
        if (fidelities[j] > SAME) {
          return j;
        }
      }
      return -1;
    }
  }

  /** Which of the exact levels these are. */
  public Levels levels(double[] exact) {
    return Levels.of(this, exact);
  }
}
