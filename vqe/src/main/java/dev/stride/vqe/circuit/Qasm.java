package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.optim.form.BadInput;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A circuit of the user's, by {@link OpenQasm}. It starts at the values in the file (version 2) or
 * at zero (version 3), and a random step from there.
 *
 * @param file where it stands
 * @param spread standard deviation of that step, in radians; 0 for none
 */
public record Qasm(String file, double spread) implements Ansatz {
  public Qasm {
    Check.notNegative("spread", spread);
  }

  /** Without a random step. */
  public Qasm(String file) {
    this(file, 0);
  }

  @Override
  public Circuit circuit(Target target) {
    Circuit circuit = read().circuit();
    if (circuit.qubits() != target.qubits()) {
      throw new BadInput(
          file
              + ": the circuit has "
              + circuit.qubits()
              + " qubits, and the Hamiltonian "
              + target.qubits()
              + "; they have to be the same");
    }
    if (circuit.parameters() == 0) {
      throw new BadInput(
          file
              + ": the circuit has no parameter to optimise; one is declared by 'input float"
              + " theta0;' in version 3, and every angle is one in version 2");
    }
    return circuit;
  }

  @Override
  public double[] start(Target target, Circuit circuit, UniformRandomProvider rng) {
    double[] theta = read().start();
    if (spread > 0) {
      double[] step = RandomStart.gaussian(circuit, spread, rng);
      for (int i = 0; i < theta.length; i++) {
        theta[i] += step[i];
      }
    }
    return theta;
  }

  private OpenQasm read() {
    if (file.isEmpty()) {
      throw new BadInput("ansatz 'qasm' needs a file, as in qasm:file=circuit.qasm");
    }
    try {
      return OpenQasm.read(Path.of(file));
    } catch (InvalidPathException noPath) {
      throw new BadInput(file + ": this is not the name of a file", noPath);
    }
  }
}
