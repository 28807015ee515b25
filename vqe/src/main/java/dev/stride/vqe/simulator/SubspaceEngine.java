package dev.stride.vqe.simulator;

import dev.stride.optim.form.BadInput;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Excitation;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.operator.PauliSum;
import java.util.Arrays;
import java.util.List;

/**
 * A circuit of excitations on a determinant, on the determinants alone that it can reach: an
 * excitation couples basis states in pairs, so that what is reachable follows gate by gate. It
 * never leaves the sector with the numbers of electrons of either spin where no excitation turns a
 * spin, and is smaller still where excitations are left out by symmetry. States are real.
 *
 * <p>A gate rotates only those pairs that are reached by then: the amplitudes of others are zero
 * before it, and behind it nothing depends on what ⟨lambda| has there.
 *
 * <p>With D determinants and P pairs over all gates, preparation costs P rotations; memory is 16 D
 * bytes for the basis and its state and 8 P for the pairs (N2 in STO-3G with 609 excitations: D =
 * 14400, P about 0.5 million). Compiling takes gates times D steps.
 */
public final class SubspaceEngine extends Engine {
  /** Beyond this many determinants there is no engine. */
  static final int MOST_DETERMINANTS = 1 << 20;

  private final long[] basis;

  /**
   * Compiles {@code circuit}.
   *
   * @throws BadInput where it has other gates, or reaches too many determinants
   */
  public SubspaceEngine(Circuit circuit) {
    this(circuit, reach(circuit));
  }

  private SubspaceEngine(Circuit circuit, Reach reach) {
    super(circuit, reach.compiled());
    basis = reach.basis;
  }

  /** Why this engine cannot run a circuit; empty where it can. */
  static String obstacle(Circuit circuit) {
    for (Gate gate : circuit.gates().subList(leading(circuit.gates()), circuit.gates().size())) {
      if (!gate.kind().excites()) {
        return String.format(
            "the backend subspace runs excitations on a determinant, and this circuit has %s on"
                + " qubits %s: choose the backend auto or state-vector, or an ansatz such as uccsd",
            gate.kind(), gate.qubits());
      }
    }
    return "";
  }

  @Override
  public Observable observable(PauliSum sum) {
    return new SparseRows(sum, basis);
  }

  /** Number of determinants. */
  public int determinants() {
    return basis.length;
  }

  /** How many gates come before the first that does more than to take basis states to others. */
  private static int leading(List<Gate> gates) {
    int first = 0;
    while (first < gates.size() && Shuffle.takes(gates.get(first))) {
      first++;
    }
    return first;
  }

  private static Reach reach(Circuit circuit) {
    String obstacle = obstacle(circuit);
    if (!obstacle.isEmpty()) {
      throw new BadInput(obstacle);
    }
    List<Gate> gates = circuit.gates();
    int first = leading(gates);
    long start = 0;
    for (Gate gate : gates.subList(0, first)) {
      start = Shuffle.image(gate, start);
    }
    Excitation[] excitations = new Excitation[gates.size() - first];
    for (int g = 0; g < excitations.length; g++) {
      excitations[g] = Excitation.of(gates.get(first + g));
    }
    return new Reach(start, excitations);
  }

  /** What excitations reach from a determinant. */
  private static final class Reach {
    final long[] basis;
    private final long start;
    private final Excitation[] excitations;

    /** The gate, counted from 1, by which a determinant is reached first; 0 for that at start. */
    private final int[] reachedBy;

    Reach(long start, Excitation[] excitations) {
      this.start = start;
      this.excitations = excitations;
      BasisStates states = new BasisStates();
      states.add(start);
      int[] reachedHere = new int[excitations.length + 1];
      reachedHere[0] = 1;
      for (int g = 0; g < excitations.length; g++) {
        spread(states, excitations[g]);
        reachedHere[g + 1] = states.size();
      }
      basis = states.sorted();
      reachedBy = new int[basis.length];
      int gate = 0;
      for (int k = 0; k < basis.length; k++) {
        while (k >= reachedHere[gate]) {
          gate++;
        }
        reachedBy[Arrays.binarySearch(basis, states.get(k))] = gate;
      }
    }

    private static void spread(BasisStates states, Excitation excitation) {
      long flips = excitation.flips();
      int before = states.size();
      for (int k = 0; k < before; k++) {
        long here = states.get(k) & flips;
        if (here == excitation.loss() || here == excitation.gain()) {
          states.add(states.get(k) ^ flips);
        }
      }
      if (states.size() > MOST_DETERMINANTS) {
        throw new BadInput(
            String.format(
                "the circuit reaches more than %d determinants: freeze the core, or choose a"
                    + " smaller active space or basis",
                MOST_DETERMINANTS));
      }
    }

    Compiled compiled() {
      BasisStates index = BasisStates.of(basis);
      int[] first = new int[basis.length];
      int[] second = new int[basis.length];
      Operation[] operations = new Operation[excitations.length];
      int[] operationOf = new int[excitations.length];
      for (int g = 0; g < operations.length; g++) {
        int pairs = pairs(g, index, first, second);
        operations[g] =
            new PairRotation(g, Arrays.copyOf(first, pairs), Arrays.copyOf(second, pairs));
        operationOf[g] = g;
      }
      return new Compiled(new State(basis), index.indexOf(start), operations, operationOf);
    }

    /** The pairs of gate g that are reached by then; returns their number. */
    private int pairs(int g, BasisStates index, int[] first, int[] second) {
      Excitation excitation = excitations[g];
      long loss = excitation.loss();
      long flips = excitation.flips();
      int pairs = 0;
      for (int k = 0; k < basis.length; k++) {
        long from = basis[k];
        if ((from & flips) == loss && reachedBy[k] <= g + 1) {
          int to = index.indexOf(from ^ flips);
          boolean odd = (Long.bitCount(from & excitation.parity()) & 1) == 1;
          boolean minus = odd == (excitation.sign() > 0);
          first[pairs] = minus ? to : k;
          second[pairs++] = minus ? k : to;
        }
      }
      return pairs;
    }
  }
}
