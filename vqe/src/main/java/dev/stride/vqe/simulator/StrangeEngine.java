package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;
import org.redfx.strange.Complex;
import org.redfx.strange.local.SimpleQuantumExecutionEnvironment;

/**
 * Runs a circuit on Strange 0.1.3, each time as a fresh program of {@link StrangePrograms}.
 * Amplitudes are good to 1e-6.
 */
final class StrangeEngine implements Engine {
  /** Strange measures after every run and can run off an array there, in single precision. */
  private static final int ATTEMPTS = 100;

  private final Circuit circuit;
  private final State state;

  StrangeEngine(Circuit circuit) {
    this.circuit = circuit;
    state = new State(circuit.qubits(), false);
  }

  @Override
  public State prepare(double[] angles) {
    Complex[] amplitudes = run(angles);
    for (int i = 0; i < amplitudes.length; i++) {
      state.set(i, amplitudes[i].r, amplitudes[i].i);
    }
    return state;
  }

  private Complex[] run(double[] angles) {
    for (int attempt = 1; ; attempt++) {
      try {
        return new SimpleQuantumExecutionEnvironment()
            .runProgram(StrangePrograms.of(circuit, angles))
            .getProbability();
      } catch (ArrayIndexOutOfBoundsException ranOff) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("Strange failed " + ATTEMPTS + " times", ranOff);
        }
      }
    }
  }
}
