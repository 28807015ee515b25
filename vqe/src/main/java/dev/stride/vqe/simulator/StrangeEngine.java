package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Excitation;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.List;
import org.redfx.strange.Complex;
import org.redfx.strange.Program;
import org.redfx.strange.Step;
import org.redfx.strange.gate.Cnot;
import org.redfx.strange.gate.Cz;
import org.redfx.strange.gate.Hadamard;
import org.redfx.strange.gate.Identity;
import org.redfx.strange.gate.RotationX;
import org.redfx.strange.gate.RotationY;
import org.redfx.strange.gate.SingleQubitMatrixGate;
import org.redfx.strange.gate.Swap;
import org.redfx.strange.gate.X;
import org.redfx.strange.gate.Y;
import org.redfx.strange.gate.Z;
import org.redfx.strange.local.SimpleQuantumExecutionEnvironment;

/**
 * Runs a circuit on Strange 0.1.3, each time as a fresh program, in the forms that it computes
 * correctly: every two-qubit gate alone in its step, RZ as a matrix (its own RotationZ is a global
 * phase), excitations as products of Pauli rotations, which commute. Amplitudes are good to 1e-6.
 *
 * <p>Strange only prepares: what undoes gates and differentiates by them is ours.
 */
final class StrangeEngine extends StateVectorEngine {
  /** Strange measures after every run and can run off an array there, in single precision. */
  private static final int ATTEMPTS = 100;

  private final Circuit circuit;
  private final State state;
  private Program program;
  private Step open = new Step();

  StrangeEngine(Circuit circuit) {
    super(circuit, false);
    this.circuit = circuit;
    state = state();
    program = new Program(circuit.qubits());
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public State prepare(double[] angles) {
    set(angles);
    Complex[] amplitudes = run(angles);
    for (int i = 0; i < amplitudes.length; i++) {
      state.set(i, amplitudes[i].r, amplitudes[i].i);
    }
    return state;
  }

  private Complex[] run(double[] angles) {
    for (int attempt = 1; ; attempt++) {
      try {
        build(angles);
        return new SimpleQuantumExecutionEnvironment().runProgram(program).getProbability();
      } catch (ArrayIndexOutOfBoundsException ranOff) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("Strange failed " + ATTEMPTS + " times", ranOff);
        }
      }
    }
  }

  private void build(double[] angles) {
    program = new Program(circuit.qubits());
    open = new Step();
    // An empty program is not allowed.
    single(new Identity(0));
    int turn = 0;
    for (Gate gate : circuit.gates()) {
      int q = gate.qubits().get(0);
      switch (gate.kind()) {
        case X -> single(new X(q));
        case Y -> single(new Y(q));
        case Z -> single(new Z(q));
        case H -> single(new Hadamard(q));
        case S -> single(diagonal(q, 0, Math.PI / 2));
        case SDG -> single(diagonal(q, 0, -Math.PI / 2));
        case T -> single(diagonal(q, 0, Math.PI / 4));
        case TDG -> single(diagonal(q, 0, -Math.PI / 4));
        case CNOT -> pair(new Cnot(q, gate.qubits().get(1)));
        case CZ -> pair(new Cz(q, gate.qubits().get(1)));
        case SWAP -> pair(new Swap(q, gate.qubits().get(1)));
        case RX -> single(new RotationX(angles[turn++], q));
        case RY -> single(new RotationY(angles[turn++], q));
        case RZ -> single(rz(q, angles[turn++]));
        case PAULI -> rotate(gate.string().x(), gate.string().z(), angles[turn++]);
        case EXCITATION, QUBIT_EXCITATION ->
            excite(Excitation.of(gate).generator(circuit.qubits()), angles[turn++]);
      }
    }
    close();
  }

  /** exp(iθA) = Π exp(iθc_k P_k), for strings that commute. */
  private void excite(PauliSum generator, double theta) {
    for (int k = 0; k < generator.size(); k++) {
      rotate(generator.x()[k], generator.z()[k], -2 * theta * generator.coefficient()[k]);
    }
  }

  /** exp(-iφP/2): turns P into Z..Z, collects the parity in one qubit, rotates, and goes back. */
  private void rotate(long x, long z, double phi) {
    List<Integer> support = new ArrayList<>();
    for (int q = 0; q < circuit.qubits(); q++) {
      if (((x | z) >>> q & 1) == 1) {
        support.add(q);
      }
    }
    turnToZ(support, x, z, Math.PI / 2);
    for (int k = 0; k + 1 < support.size(); k++) {
      pair(new Cnot(support.get(k), support.get(k + 1)));
    }
    single(rz(support.get(support.size() - 1), phi));
    for (int k = support.size() - 2; k >= 0; k--) {
      pair(new Cnot(support.get(k), support.get(k + 1)));
    }
    turnToZ(support, x, z, -Math.PI / 2);
  }

  /** X becomes Z by H, and Y by RX(π/2). */
  private void turnToZ(List<Integer> support, long x, long z, double quarter) {
    for (int q : support) {
      if ((x >>> q & 1) == 1) {
        single((z >>> q & 1) == 1 ? new RotationX(quarter, q) : new Hadamard(q));
      }
    }
  }

  private static org.redfx.strange.Gate rz(int qubit, double theta) {
    return diagonal(qubit, -theta / 2, theta / 2);
  }

  /** diag(exp(ia), exp(ib)). */
  private static org.redfx.strange.Gate diagonal(int qubit, double a, double b) {
    Complex[][] matrix = {{phase(a), Complex.ZERO}, {Complex.ZERO, phase(b)}};
    return new SingleQubitMatrixGate(qubit, matrix);
  }

  private static Complex phase(double angle) {
    return new Complex(StrictMath.cos(angle), StrictMath.sin(angle));
  }

  /** Packs one-qubit gates on different qubits into one step. */
  private void single(org.redfx.strange.Gate gate) {
    int qubit = gate.getMainQubitIndex();
    if (open.getGates().stream().anyMatch(g -> g.getMainQubitIndex() == qubit)) {
      close();
    }
    open.addGate(gate);
  }

  private void pair(org.redfx.strange.Gate gate) {
    close();
    program.addStep(new Step(gate));
  }

  private void close() {
    if (!open.getGates().isEmpty()) {
      program.addStep(open);
      open = new Step();
    }
  }
}
