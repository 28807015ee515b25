package dev.stride.vqe.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.redfx.strange.BlockGate;
import org.redfx.strange.Complex;
import org.redfx.strange.ControlledBlockGate;
import org.redfx.strange.Gate;
import org.redfx.strange.Program;
import org.redfx.strange.QuantumExecutionEnvironment;
import org.redfx.strange.Result;
import org.redfx.strange.Step;
import org.redfx.strange.gate.Identity;
import org.redfx.strange.gate.Measurement;
import org.redfx.strange.gate.PermutationGate;
import org.redfx.strange.gate.ProbabilitiesGate;
import org.redfx.strange.gate.SingleQubitGate;
import org.redfx.strange.gate.ThreeQubitGate;
import org.redfx.strange.gate.TwoQubitGate;
import org.redfx.strange.local.Computations;

/**
 * Runs any Strange program on a double-precision state vector, in place of Strange's own {@code
 * SimpleQuantumExecutionEnvironment}.
 *
 * <p>Gates on one, two and three qubits, permutations and blocks are applied one after the other by
 * their own matrices ({@code getMatrix}), so that what shares a step cannot disturb each other and
 * every order of qubits is right, which it is not in Strange 0.1.3. A matrix is taken as it is:
 * that of RotationZ is a global phase there, and that of a block goes wrong where several gates
 * share one of the block's own steps. A step with a ControlledBlockGate, an Oracle or a kind of
 * gate that is not known here is computed by Strange itself, on the state so far. As in Strange,
 * Measurement does not collapse, {@code initializeQubit(j, a)} sets qubit n-1-j, and the measured
 * values of the qubits come from a generator without a seed.
 */
public final class StrangeEnvironment implements QuantumExecutionEnvironment {
  private static final int ATTEMPTS = 100;

  @Override
  public Result runProgram(Program program) {
    int n = program.getNumberQubits();
    List<Step> steps = program.getSteps();
    State state = initial(n, program.getInitialAlphas());
    Result result = new Result(n, steps.size());
    result.setIntermediateProbability(0, amplitudes(state));
    for (int k = 0; k < steps.size(); k++) {
      apply(steps.get(k), n, state);
      result.setIntermediateProbability(k, amplitudes(state));
    }
    measure(result);
    program.setResult(result);
    return result;
  }

  @Override
  public void runProgram(Program program, Consumer<Result> result) {
    new Thread(() -> result.accept(runProgram(program))).start();
  }

  private static State initial(int n, double[] alpha) {
    State state = new State(n, false);
    for (int i = 0; i < state.size(); i++) {
      double a = 1;
      for (int j = 0; j < n; j++) {
        boolean set = (i >>> (n - 1 - j) & 1) == 1;
        a *= set ? Math.sqrt(1 - alpha[j] * alpha[j]) : alpha[j];
      }
      state.set(i, a, 0);
    }
    return state;
  }

  private void apply(Step step, int n, State state) {
    for (Gate gate : step.getGates()) {
      if (!isKnown(gate)) {
        byStrange(step, n, state);
        return;
      }
    }
    for (Gate gate : step.getGates()) {
      apply(gate, state);
    }
  }

  private static boolean isKnown(Gate gate) {
    return gate instanceof SingleQubitGate
        || gate instanceof TwoQubitGate
        || gate instanceof ThreeQubitGate
        || gate instanceof PermutationGate
        || gate instanceof ProbabilitiesGate
        || (gate instanceof BlockGate && !(gate instanceof ControlledBlockGate));
  }

  private void apply(Gate gate, State state) {
    if (gate instanceof Identity || gate instanceof Measurement) {
      return;
    }
    if (gate instanceof ProbabilitiesGate watch) {
      watch.setProbabilites(amplitudes(state));
    } else if (gate instanceof PermutationGate swap) {
      Complex o = Complex.ZERO;
      Complex l = Complex.ONE;
      Complex[][] matrix = {{l, o, o, o}, {o, o, l, o}, {o, l, o, o}, {o, o, o, l}};
      multiply(matrix, new int[] {swap.getIndex1(), swap.getIndex2()}, state);
    } else {
      multiply(gate.getMatrix(this), qubits(gate), state);
    }
  }

  /** The qubits of a gate's matrix, that of its lowest bit first. */
  private static int[] qubits(Gate gate) {
    if (gate instanceof TwoQubitGate two) {
      return new int[] {two.getSecondQubitIndex(), two.getMainQubitIndex()};
    }
    if (gate instanceof ThreeQubitGate three) {
      return new int[] {three.getThirdQubit(), three.getSecondQubit(), three.getMainQubit()};
    }
    int[] run = new int[gate.getSize()];
    for (int k = 0; k < run.length; k++) {
      run[k] = gate.getMainQubitIndex() + k;
    }
    return run;
  }

  /** Multiplies the amplitudes of each group of basis states that differ in these qubits only. */
  private static void multiply(Complex[][] matrix, int[] qubits, State state) {
    int m = matrix.length;
    int[] offset = new int[m];
    for (int row = 0; row < m; row++) {
      for (int k = 0; k < qubits.length; k++) {
        offset[row] |= (row >>> k & 1) << qubits[k];
      }
    }
    double[] re = new double[m];
    double[] im = new double[m];
    for (int base = 0; base < state.size(); base++) {
      if ((base & offset[m - 1]) != 0) {
        continue;
      }
      for (int row = 0; row < m; row++) {
        re[row] = 0;
        im[row] = 0;
        for (int col = 0; col < m; col++) {
          Complex u = matrix[row][col];
          double x = state.re(base | offset[col]);
          double y = state.im(base | offset[col]);
          re[row] += u.r * x - u.i * y;
          im[row] += u.r * y + u.i * x;
        }
      }
      for (int row = 0; row < m; row++) {
        state.set(base | offset[row], re[row], im[row]);
      }
    }
  }

  private static void byStrange(Step step, int n, State state) {
    Complex[] vector = amplitudes(state);
    for (Step part : Computations.decomposeStep(step, n)) {
      List<Gate> gates = new ArrayList<>(part.getGates());
      if (gates.size() == 1 && gates.get(0) instanceof PermutationGate swap) {
        vector = Computations.permutateVector(vector, swap.getIndex1(), swap.getIndex2());
      } else if (!gates.isEmpty()) {
        vector = Computations.calculateNewState(gates, vector, n);
      }
    }
    for (int i = 0; i < vector.length; i++) {
      state.set(i, vector[i].r, vector[i].i);
    }
  }

  private static Complex[] amplitudes(State state) {
    Complex[] amplitudes = new Complex[state.size()];
    for (int i = 0; i < amplitudes.length; i++) {
      amplitudes[i] = new Complex(state.re(i), state.im(i));
    }
    return amplitudes;
  }

  /** Draws the qubits; Strange runs off an array where the rounded norm is below its draw. */
  private static void measure(Result result) {
    for (int attempt = 1; ; attempt++) {
      try {
        result.measureSystem();
        return;
      } catch (ArrayIndexOutOfBoundsException ranOff) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("Strange cannot measure this state", ranOff);
        }
      }
    }
  }
}
