package dev.stride.vqe.simulator;

/**
 * A Hermitian operator prepared for the states of one kind of {@link Engine}. Belongs to one
 * thread.
 */
public abstract class Observable {
  /** ⟨psi|H|psi⟩. */
  public abstract double expectation(State psi);

  /**
   * into ← H psi; returns ⟨psi|H|psi⟩, the same bits as {@link #expectation}. Of a result that the
   * basis or the realness of {@code into} has no room for, that part is left out.
   */
  public abstract double apply(State psi, State into);
}
