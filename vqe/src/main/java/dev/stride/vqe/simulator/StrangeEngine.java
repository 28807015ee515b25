package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;
import org.redfx.strange.Complex;
import org.redfx.strange.local.SimpleQuantumExecutionEnvironment;

/**
 * Runs a circuit on Strange 0.1.3, each time as a fresh program of {@link StrangePrograms}.
 * Amplitudes are good to 1e-6.
 *
 * <p>Strange only prepares: what undoes gates and differentiates by them is ours.
 */
final class StrangeEngine extends StateVectorEngine {
  /** Strange measures after every run and can run off an array there, in single precision. */
  private static final int ATTEMPTS = 100;

  private final Circuit circuit;
  private final State state;

  StrangeEngine(Circuit circuit) {
    super(circuit, false);
    this.circuit = circuit;
    state = state();
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
