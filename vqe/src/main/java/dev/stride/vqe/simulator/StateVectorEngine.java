package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Excitation;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.Gate.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A circuit compiled to passes over a state vector: neighbouring gates of a kind become one {@link
 * Operation}, leading X, CNOT and SWAP become the basis state to start from, and a circuit of real
 * gates never has imaginary parts.
 *
 * <p>Cost of {@link #prepare}: O(2^n) for each RY, RX, Y and H, for each run of RZ, of Z and CZ, of
 * S and T and their inverses, and of X, CNOT and SWAP, and O(2^(n-m)) for an excitation of m
 * orbitals. Operations can be applied and undone one by one, as gradients and metrics need it.
 */
public final class StateVectorEngine implements Engine {
  private final Circuit circuit;
  private final boolean real;
  private final int start;
  private final Operation[] operations;
  private final boolean[] whole;
  private final int[] operationOf;
  private final double[] cos;
  private final double[] sin;
  private final State state;

  /** Compiles {@code circuit}. */
  public StateVectorEngine(Circuit circuit) {
    this.circuit = circuit;
    List<Gate> gates = circuit.gates();
    real = gates.stream().allMatch(Gate::isReal);
    state = new State(circuit.qubits(), real);
    int first = 0;
    int basis = 0;
    while (first < gates.size() && Shuffle.takes(gates.get(first))) {
      basis = Shuffle.image(gates.get(first++), basis);
    }
    start = basis;
    Compiler compiler = new Compiler(circuit.qubits(), real);
    gates.subList(first, gates.size()).forEach(compiler::add);
    operations = compiler.done();
    operationOf = compiler.operationOf.stream().mapToInt(k -> k).toArray();
    whole = new boolean[operationOf.length];
    List<Gate> turning = circuit.turns();
    for (int t = 0; t < whole.length; t++) {
      whole[t] = turning.get(t).kind().excites();
    }
    cos = new double[whole.length];
    sin = new double[whole.length];
  }

  @Override
  public State prepare(double[] angles) {
    set(angles);
    reset(state);
    for (Operation operation : operations) {
      operation.apply(state);
    }
    return state;
  }

  /** Takes the angles for {@link #apply}, {@link #undo} and what else follows. */
  public void set(double[] angles) {
    for (int t = 0; t < cos.length; t++) {
      SinCos.put(whole[t] ? angles[t] : 0.5 * angles[t], cos, sin, t);
    }
    for (Operation operation : operations) {
      operation.set(cos, sin);
    }
  }

  /** A state of this circuit's kind, in the basis state that it starts from. */
  public State state() {
    State fresh = new State(circuit.qubits(), real);
    reset(fresh);
    return fresh;
  }

  /** Makes psi the basis state that the circuit starts from. */
  public void reset(State psi) {
    psi.setBasis(start);
  }

  /** Whether all states of this circuit are real. */
  public boolean isReal() {
    return real;
  }

  /** Number of operations. */
  public int operations() {
    return operations.length;
  }

  /** The operation that a turn is part of. */
  public int operationOf(int turn) {
    return operationOf[turn];
  }

  /** psi ← U_k psi, with operation k. */
  public void apply(int k, State psi) {
    operations[k].apply(psi);
  }

  /** psi ← U_k† psi. */
  public void undo(int k, State psi) {
    operations[k].undo(psi);
  }

  /**
   * gradient[turn] += 2 Re⟨lambda|∂psi/∂angle⟩ for the turns of operation k, both states being
   * those behind it, and then undoes the operation in both.
   */
  public void back(int k, State lambda, State psi, double[] gradient) {
    operations[k].back(lambda, psi, gradient);
  }

  /** into ← ∂psi/∂angle of a turn, psi being the state behind its operation. */
  public void derivative(int turn, State psi, State into) {
    operations[operationOf[turn]].generate(turn, psi, into);
  }

  /** Collects neighbouring gates of a kind and closes them into operations. */
  private static final class Compiler {
    private final int qubits;
    private final State spare;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Integer> operationOf = new ArrayList<>();
    private final List<Gate> run = new ArrayList<>();

    Compiler(int qubits, boolean real) {
      this.qubits = qubits;
      spare = new State(qubits, real);
    }

    void add(Gate gate) {
      if (!run.isEmpty() && !joins(gate)) {
        close();
      }
      run.add(gate);
    }

    Operation[] done() {
      if (!run.isEmpty()) {
        close();
      }
      return operations.toArray(new Operation[0]);
    }

    private boolean joins(Gate gate) {
      Kind kind = run.get(0).kind();
      return switch (gate.kind()) {
        case X, CNOT, SWAP -> Shuffle.takes(run.get(0));
        case Z, CZ -> kind == Kind.Z || kind == Kind.CZ;
        case S, SDG, T, TDG -> Eighths.of(run.get(0)) != 0;
        case RZ -> kind == Kind.RZ;
        case RY -> kind == Kind.RY && run.stream().noneMatch(g -> g.qubits().equals(gate.qubits()));
        case Y, H, RX, PAULI, EXCITATION, QUBIT_EXCITATION -> false;
      };
    }

    private void close() {
      int[] turns = new int[(int) run.stream().filter(Gate::turns).count()];
      for (int k = 0; k < turns.length; k++) {
        turns[k] = operationOf.size();
        operationOf.add(operations.size());
      }
      operations.add(operation(turns));
      run.clear();
    }

    private Operation operation(int[] turns) {
      Gate first = run.get(0);
      int[] firsts = run.stream().mapToInt(g -> g.qubits().get(0)).toArray();
      return switch (first.kind()) {
        case X, CNOT, SWAP -> new Shuffle(run, spare);
        case Z, CZ -> new Signs(qubits, run.stream().map(Compiler::mask).toList());
        case S, SDG, T, TDG -> new Eighths(qubits, run);
        case Y -> new PauliY(firsts[0]);
        case H -> new Hadamard(firsts[0]);
        case RX -> new RotationX(firsts[0], turns[0]);
        case RY -> new RotationsY(firsts, turns);
        case RZ -> new Phases(qubits, firsts, turns);
        case PAULI -> new PauliRotation(first.string(), turns[0]);
        case EXCITATION, QUBIT_EXCITATION -> new Givens(qubits, Excitation.of(first), turns[0]);
      };
    }

    private static int mask(Gate gate) {
      return gate.qubits().stream().mapToInt(q -> 1 << q).sum();
    }
  }
}
