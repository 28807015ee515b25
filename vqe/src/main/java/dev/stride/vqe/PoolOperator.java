package dev.stride.vqe;

import dev.stride.optim.Check;
import dev.stride.vqe.circuit.Angle;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import java.util.List;

/**
 * An operator that ADAPT-VQE can append: gates that turn by multiples of one parameter, in their
 * order. At zero they are the identity, and the derivative by the parameter is that of Σ_g scale_g
 * A_g, whether or not the A_g commute.
 *
 * @param gates each with the angle scale·θ[0]
 */
public record PoolOperator(List<Gate> gates) {
  public PoolOperator {
    gates = List.copyOf(gates);
    Check.that(!gates.isEmpty(), "an operator of a pool has no gate");
    for (Gate gate : gates) {
      Angle angle = gate.angle();
      Check.that(
          angle.parameter() == 0 && angle.offset() == 0, "%s does not turn by parameter 0", gate);
    }
  }

  /** Adds the gates to a circuit, turning by a parameter of its. */
  void appendTo(Circuit.Builder circuit, int parameter) {
    for (Gate gate : gates) {
      Angle angle = Angle.of(parameter, gate.angle().scale());
      circuit.add(new Gate(gate.kind(), gate.qubits(), gate.letters(), angle));
    }
  }

  /** What moves where: {@code "0 1 -> 2 3"}; several gates with {@code +} between. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Gate gate : gates) {
      text.append(text.length() == 0 ? "" : " + ");
      List<Integer> qubits = gate.qubits();
      if (!gate.kind().excites()) {
        text.append(gate.kind()).append(' ').append(gate.letters()).append(' ');
      }
      for (int k = 0; k < qubits.size(); k++) {
        boolean gains = gate.kind().excites() && 2 * k == qubits.size();
        text.append(k == 0 ? "" : " ").append(gains ? "-> " : "").append(qubits.get(k));
      }
    }
    return text.toString();
  }
}
