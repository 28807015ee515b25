package dev.stride.vqe.operator;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * What a Pauli sum does to basis states, letter by letter from its text form: X|b⟩ = |1-b⟩, Y|b⟩ =
 * i(-1)^b |1-b⟩, Z|b⟩ = (-1)^b |b⟩. For real operators, which have Y in pairs.
 */
public final class PauliMatrix {
  private PauliMatrix() {}

  /** H ψ, ψ by basis state. */
  public static double[] times(PauliSum sum, double[] psi) {
    double[] result = new double[psi.length];
    for (int k = 0; k < sum.size(); k++) {
      String[] letters = sum.string(k).toString().split(" ", -1);
      for (int s = 0; s < psi.length; s++) {
        if (psi[s] != 0) {
          Image image = image(letters, s);
          result[image.state] += sum.coefficient()[k] * image.sign * psi[s];
        }
      }
    }
    return result;
  }

  /** Lowest eigenvalue among states with these numbers of spin up (even qubits) and down (odd). */
  public static double lowestEigenvalue(PauliSum sum, int alpha, int beta) {
    return eigenvalues(sum, alpha, beta)[0];
  }

  /** All eigenvalues among these states, ascending. */
  public static double[] eigenvalues(PauliSum sum, int alpha, int beta) {
    int up = 0x55555555 & ((1 << sum.qubits()) - 1);
    int[] sector =
        IntStream.range(0, 1 << sum.qubits())
            .filter(s -> Integer.bitCount(s & up) == alpha && Integer.bitCount(s & ~up) == beta)
            .toArray();
    int[] position = new int[1 << sum.qubits()];
    Arrays.fill(position, -1);
    for (int i = 0; i < sector.length; i++) {
      position[sector[i]] = i;
    }
    double[][] rows = new double[sector.length][sector.length];
    for (int k = 0; k < sum.size(); k++) {
      String[] letters = sum.string(k).toString().split(" ", -1);
      for (int i = 0; i < sector.length; i++) {
        Image image = image(letters, sector[i]);
        if (position[image.state] >= 0) {
          rows[position[image.state]][i] += sum.coefficient()[k] * image.sign;
        }
      }
    }
    double[] values = new EigenDecomposition(new Array2DRowRealMatrix(rows)).getRealEigenvalues();
    Arrays.sort(values);
    return values;
  }

  private record Image(int state, int sign) {}

  private static Image image(String[] letters, int state) {
    int flipped = state;
    int sign = 1;
    int powerOfI = 0;
    for (String letter : letters) {
      if (letter.equals("I")) {
        continue;
      }
      int qubit = Integer.parseInt(letter.substring(1));
      char kind = letter.charAt(0);
      if (kind != 'Z') {
        flipped ^= 1 << qubit;
      }
      if (kind != 'X' && (state >> qubit & 1) == 1) {
        sign = -sign;
      }
      powerOfI += kind == 'Y' ? 1 : 0;
    }
    if (powerOfI % 2 != 0) {
      throw new IllegalArgumentException("a real operator has Y in pairs");
    }
    return new Image(flipped, powerOfI % 4 == 0 ? sign : -sign);
  }
}
