package dev.stride.vqe.simulator;

import dev.stride.optim.Check;
import dev.stride.vqe.circuit.Angle;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Elementary;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.Gate.Kind;
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

/**
 * Circuits as programs of Strange 0.1.3, in the forms that it computes correctly: every two-qubit
 * gate alone in its step, one-qubit gates packed, RZ, S and T as matrices (its own RotationZ is a
 * global phase), Pauli rotations and excitations by {@link Elementary}. Qubit q is Strange's qubit
 * q, and bit q of the index of an amplitude.
 *
 * <p>A program is good for one run, since Strange keeps state in it.
 */
public final class StrangePrograms implements Elementary.Sink {
  private final Program program;
  private Step open = new Step();

  private StrangePrograms(int qubits) {
    program = new Program(qubits);
  }

  /**
   * The program of a circuit at the given angles.
   *
   * @param angles in radians, one for each of {@code circuit.turns()}; from parameters, they are
   *     {@code new Angles(circuit).at(theta)}
   */
  public static Program of(Circuit circuit, double[] angles) {
    StrangePrograms to = new StrangePrograms(circuit.qubits());
    // An empty program is not allowed.
    to.single(new Identity(0));
    Elementary.each(fixed(circuit, angles), to);
    to.close();
    return to.program;
  }

  private static Circuit fixed(Circuit circuit, double[] angles) {
    int turns = circuit.turns().size();
    Check.that(turns == angles.length, "%s angles are given for %s turns", angles.length, turns);
    int turn = 0;
    List<Gate> gates = new ArrayList<>();
    for (Gate gate : circuit.gates()) {
      Angle angle = gate.turns() ? Angle.fixed(angles[turn++]) : Angle.NONE;
      gates.add(new Gate(gate.kind(), gate.qubits(), gate.letters(), angle));
    }
    return new Circuit(circuit.qubits(), gates, circuit.layout());
  }

  @Override
  public void add(Kind kind, int q, int second, Angle angle) {
    double phi = angle.offset();
    switch (kind) {
      case X -> single(new X(q));
      case Y -> single(new Y(q));
      case Z -> single(new Z(q));
      case H -> single(new Hadamard(q));
      case S -> single(diagonal(q, 0, Math.PI / 2));
      case SDG -> single(diagonal(q, 0, -Math.PI / 2));
      case T -> single(diagonal(q, 0, Math.PI / 4));
      case TDG -> single(diagonal(q, 0, -Math.PI / 4));
      case CNOT -> pair(new Cnot(q, second));
      case CZ -> pair(new Cz(q, second));
      case SWAP -> pair(new Swap(q, second));
      case RX -> single(new RotationX(phi, q));
      case RY -> single(new RotationY(phi, q));
      case RZ -> single(diagonal(q, -phi / 2, phi / 2));
      case PAULI, EXCITATION, QUBIT_EXCITATION ->
          throw new IllegalArgumentException(kind + " is not elementary");
    }
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
