package dev.stride.vqe.simulator;

/**
 * One or more neighbouring gates as one pass over the state. Belongs to one engine. A <i>turn</i>
 * is a gate with an angle, counted in the order of the circuit.
 */
abstract class Operation {
  /**
   * Takes the angles.
   *
   * @param cos cosines, by turn: of half the angle for rotations, of the angle for excitations
   * @param sin sines
   */
  void set(double[] cos, double[] sin) {}

  /** psi ← U psi. */
  abstract void apply(State psi);

  /** psi ← U† psi. */
  abstract void undo(State psi);

  /**
   * gradient[turn] += 2 Re⟨lambda|G psi⟩ for every turn in here, where ∂U/∂angle = G U, both states
   * being those behind the operation; then undoes the operation in both.
   */
  void back(State lambda, State psi, double[] gradient) {
    undo(psi);
    undo(lambda);
  }

  /** into ← G psi for one turn in here. */
  void generate(int turn, State psi, State into) {
    throw new IllegalArgumentException("there is no turn " + turn);
  }

  /** Where a turn stands among those of an operation. */
  static int indexOf(int[] turns, int wanted) {
    for (int k = 0; k < turns.length; k++) {
      if (turns[k] == wanted) {
        return k;
      }
    }
    throw new IllegalArgumentException("turn " + wanted + " is not in this operation");
  }
}
