package dev.stride.vqe.simulator;

import dev.stride.optim.form.BadInput;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Excitation;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.List;

/**
 * A circuit compiled to passes over a state vector: neighbouring gates of a kind become one {@link
 * Operation}, leading X, CNOT and SWAP become the basis state to start from, and a circuit of real
 * gates never has imaginary parts.
 *
 * <p>Cost of {@link #prepare}: O(2^n) for each RY, RX, Y and H, for each run of RZ, of Z and CZ, of
 * S and T and their inverses, and of X, CNOT and SWAP, and O(2^(n-m)) for an excitation of m
 * orbitals. Memory is 16·2^n bytes for each state, half of it where the circuit is real, one more
 * where it has runs of X, CNOT and SWAP in its midst, and 8·2^n for each of those and of Z and CZ.
 */
public class StateVectorEngine extends Engine {
  /** Compiles {@code circuit}. */
  public StateVectorEngine(Circuit circuit) {
    this(circuit, circuit.gates().stream().allMatch(Gate::isReal));
  }

  StateVectorEngine(Circuit circuit, boolean real) {
    super(circuit, compiled(circuit, real));
  }

  private static Compiled compiled(Circuit circuit, boolean real) {
    int qubits = circuit.qubits();
    if (qubits > State.MOST_QUBITS) {
      throw new BadInput(
          String.format(
              "a state vector of %d qubits does not fit into memory; at most %d do. Freeze the core"
                  + " or choose an active space, or choose an ansatz of excitations (uccsd), which"
                  + " the backend subspace runs on its determinants alone",
              qubits, State.MOST_QUBITS));
    }
    List<Gate> gates = circuit.gates();
    int first = 0;
    long start = 0;
    while (first < gates.size() && Shuffle.takes(gates.get(first))) {
      start = Shuffle.image(gates.get(first++), start);
    }
    Compiler compiler = new Compiler(qubits, real);
    gates.subList(first, gates.size()).forEach(compiler::add);
    Operation[] operations = compiler.done();
    int[] operationOf = compiler.operationOf.stream().mapToInt(k -> k).toArray();
    return new Compiled(new State(qubits, real), (int) start, operations, operationOf);
  }

  @Override
  public Observable observable(PauliSum sum) {
    return new Diagonals(sum);
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
