package dev.stride.vqe.circuit;

import java.util.Arrays;
import java.util.List;

/** How the parameters of a circuit reach its turns, the gates that have an angle. */
public final class Angles {
  private final int[] parameter;
  private final double[] scale;
  private final double[] offset;
  private final int[] frequencies;
  private final double[] angle;

  /** Of {@code circuit}. */
  public Angles(Circuit circuit) {
    List<Gate> turns = circuit.turns();
    int n = turns.size();
    parameter = new int[n];
    scale = new double[n];
    offset = new double[n];
    frequencies = new int[n];
    angle = new double[n];
    for (int t = 0; t < n; t++) {
      Angle of = turns.get(t).angle();
      parameter[t] = of.parameter();
      scale[t] = of.scale();
      offset[t] = of.offset();
      frequencies[t] = turns.get(t).kind().frequencies();
    }
  }

  /** Number of turns. */
  public int size() {
    return angle.length;
  }

  /** The parameter of a turn; -1 where its angle does not depend on any. */
  public int parameter(int turn) {
    return parameter[turn];
  }

  /** By which a turn multiplies its parameter: the derivative of the angle. */
  public double scale(int turn) {
    return scale[turn];
  }

  /** {@link Gate.Kind#frequencies()} of a turn. */
  public int frequencies(int turn) {
    return frequencies[turn];
  }

  /** The angles at {@code theta}, in an array that is filled anew by each call. */
  public double[] at(double[] theta) {
    for (int t = 0; t < angle.length; t++) {
      angle[t] = parameter[t] < 0 ? offset[t] : scale[t] * theta[parameter[t]] + offset[t];
    }
    return angle;
  }

  /** Derivatives by parameter from derivatives by angle. */
  public void gather(double[] byTurn, double[] byParameter) {
    Arrays.fill(byParameter, 0);
    for (int t = 0; t < angle.length; t++) {
      if (parameter[t] >= 0) {
        byParameter[parameter[t]] += scale[t] * byTurn[t];
      }
    }
  }
}
