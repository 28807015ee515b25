package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.operator.PauliSum;
import java.util.List;

/**
 * One circuit, compiled to {@link Operation}s on the states of one simulator. It prepares states;
 * and it applies operations, undoes them and differentiates by them one by one, as gradients and
 * metrics need it. Nothing is allocated by an evaluation. Belongs to one thread.
 */
public abstract class Engine {
  private final State state;
  final int start;
  final Operation[] operations;
  private final int[] operationOf;
  private final boolean[] whole;
  private final double[] cos;
  private final double[] sin;

  /**
   * What a circuit becomes.
   *
   * @param state of the engine's kind
   * @param start the index of the basis state to start from
   * @param operations in their order
   * @param operationOf the operation that a turn is part of, by turn
   */
  record Compiled(State state, int start, Operation[] operations, int[] operationOf) {}

  Engine(Circuit circuit, Compiled compiled) {
    state = compiled.state;
    start = compiled.start;
    operations = compiled.operations;
    operationOf = compiled.operationOf;
    List<Gate> turns = circuit.turns();
    whole = new boolean[turns.size()];
    for (int t = 0; t < whole.length; t++) {
      whole[t] = turns.get(t).kind().excites();
    }
    cos = new double[whole.length];
    sin = new double[whole.length];
  }

  /** An operator prepared for the states of this engine. */
  public abstract Observable observable(PauliSum sum);

  /** Whether states are good to double precision. */
  public boolean isExact() {
    return true;
  }

  /**
   * The state at the given angles, one for each gate that has one ({@code circuit.turns()}). It is
   * the engine's own and lasts until the next call. Takes the angles as {@link #set} does.
   */
  public State prepare(double[] angles) {
    set(angles);
    reset(state);
    for (Operation operation : operations) {
      operation.apply(state);
    }
    return state;
  }

  /** Takes the angles for {@link #apply}, {@link #back} and what else follows. */
  public final void set(double[] angles) {
    for (int t = 0; t < cos.length; t++) {
      SinCos.put(whole[t] ? angles[t] : 0.5 * angles[t], cos, sin, t);
    }
    for (Operation operation : operations) {
      operation.set(cos, sin);
    }
  }

  /** A state of this engine's kind, the basis state that the circuit starts from. */
  public final State state() {
    State fresh = state.blank();
    reset(fresh);
    return fresh;
  }

  /** Makes psi the basis state that the circuit starts from. */
  public final void reset(State psi) {
    psi.setBasis(start);
  }

  /** Number of operations. */
  public final int operations() {
    return operations.length;
  }

  /** The operation that a turn is part of. */
  public final int operationOf(int turn) {
    return operationOf[turn];
  }

  /** psi ← U_k psi, with operation k. */
  public final void apply(int k, State psi) {
    operations[k].apply(psi);
  }

  /** psi ← U_k† psi. */
  public final void undo(int k, State psi) {
    operations[k].undo(psi);
  }

  /**
   * gradient[turn] += 2 Re⟨lambda|∂psi/∂angle⟩ for the turns of operation k, both states being
   * those behind it, and then undoes the operation in both.
   */
  public final void back(int k, State lambda, State psi, double[] gradient) {
    operations[k].back(lambda, psi, gradient);
  }

  /** into ← ∂psi/∂angle of a turn, psi being the state behind its operation. */
  public final void derivative(int turn, State psi, State into) {
    operations[operationOf[turn]].generate(turn, psi, into);
  }
}
