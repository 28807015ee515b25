package dev.stride.vqe.circuit;

import java.util.Arrays;
import java.util.List;

/** How the parameters of a circuit reach its turns, the gates that have an angle. */
public final class Angles {
  private final int[] parameter;
  private final int[] frequencies;
  private final double[] angle;

  /** Of {@code circuit}. */
  public Angles(Circuit circuit) {
    List<Gate> turns = circuit.turns();
    parameter = turns.stream().mapToInt(Gate::parameter).toArray();
    frequencies = turns.stream().mapToInt(gate -> gate.kind().frequencies()).toArray();
    angle = new double[parameter.length];
  }

  /** Number of turns. */
  public int size() {
    return angle.length;
  }

  /** The parameter of a turn. */
  public int parameter(int turn) {
    return parameter[turn];
  }

  /** {@link Gate.Kind#frequencies()} of a turn. */
  public int frequencies(int turn) {
    return frequencies[turn];
  }

  /** The angles at {@code theta}, in an array that is filled anew by each call. */
  public double[] at(double[] theta) {
    for (int t = 0; t < angle.length; t++) {
      angle[t] = theta[parameter[t]];
    }
    return angle;
  }

  /** Adds up by parameter what is given by turn. */
  public void gather(double[] byTurn, double[] byParameter) {
    Arrays.fill(byParameter, 0);
    for (int t = 0; t < angle.length; t++) {
      byParameter[parameter[t]] += byTurn[t];
    }
  }
}
