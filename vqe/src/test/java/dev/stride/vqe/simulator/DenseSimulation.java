package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.operator.PauliSum;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.complex.ComplexField;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.ArrayFieldVector;
import org.apache.commons.math3.linear.FieldMatrix;
import org.apache.commons.math3.linear.FieldVector;

/**
 * Circuits by their textbook definition: every operator a full matrix made of Kronecker products,
 * excitations as the exponential series of products of Jordan-Wigner ladder matrices.
 */
public final class DenseSimulation {
  private static final Complex O = Complex.ZERO;
  private static final Complex E = Complex.ONE;
  private static final Complex I = Complex.I;
  private static final Complex[][] X = {{O, E}, {E, O}};
  private static final Complex[][] Y = {{O, I.negate()}, {I, O}};
  private static final Complex[][] Z = {{E, O}, {O, E.negate()}};
  private static final Complex[][] ID = {{E, O}, {O, E}};
  private static final Complex[][] ONE = {{O, O}, {O, E}};
  private static final Complex[][] LOWER = {{O, E}, {O, O}};

  private DenseSimulation() {}

  /** Amplitudes by basis state. */
  public static Complex[] run(Circuit circuit, double[] angles) {
    int n = circuit.qubits();
    FieldVector<Complex> psi = new ArrayFieldVector<>(ComplexField.getInstance(), 1 << n);
    psi.setEntry(0, E);
    int turn = 0;
    for (Gate gate : circuit.gates()) {
      List<Integer> q = gate.qubits();
      double angle = gate.turns() ? angles[turn++] : 0;
      psi =
          switch (gate.kind()) {
            case X -> on(n, q.get(0), X).operate(psi);
            case Y -> on(n, q.get(0), Y).operate(psi);
            case Z -> on(n, q.get(0), Z).operate(psi);
            case S -> on(n, q.get(0), phase(I)).operate(psi);
            case SDG -> on(n, q.get(0), phase(I.negate())).operate(psi);
            case T -> on(n, q.get(0), phase(I.sqrt())).operate(psi);
            case TDG -> on(n, q.get(0), phase(I.sqrt().conjugate())).operate(psi);
            case H -> {
              FieldMatrix<Complex> sum = on(n, q.get(0), X).add(on(n, q.get(0), Z));
              yield sum.scalarMultiply(new Complex(Math.sqrt(0.5))).operate(psi);
            }
            case CNOT -> controlled(n, q, X).operate(psi);
            case CZ -> controlled(n, q, Z).operate(psi);
            case SWAP -> swap(n, q).operate(psi);
            case RX -> rotate(on(n, q.get(0), X), angle, psi);
            case RY -> rotate(on(n, q.get(0), Y), angle, psi);
            case RZ -> rotate(on(n, q.get(0), Z), angle, psi);
            case PAULI -> rotate(matrix(one(n, gate)), angle, psi);
            case EXCITATION, QUBIT_EXCITATION -> {
              FieldMatrix<Complex> t = excitation(n, q, gate.kind() == Gate.Kind.EXCITATION);
              yield exp(t.subtract(t.transpose()), new Complex(angle), psi);
            }
          };
    }
    return psi.toArray();
  }

  /** The matrix of a Pauli sum. */
  public static FieldMatrix<Complex> matrix(PauliSum sum) {
    int n = sum.qubits();
    FieldMatrix<Complex> total = on(n, 0, ID).scalarMultiply(O);
    for (int k = 0; k < sum.size(); k++) {
      FieldMatrix<Complex> product = on(n, 0, ID);
      for (int q = 0; q < n; q++) {
        boolean x = (sum.x()[k] >> q & 1) == 1;
        boolean z = (sum.z()[k] >> q & 1) == 1;
        product = product.multiply(on(n, q, x ? (z ? Y : X) : (z ? Z : ID)));
      }
      total = total.add(product.scalarMultiply(new Complex(sum.coefficient()[k])));
    }
    return total;
  }

  /** cos(θ/2) psi - i sin(θ/2) P psi. */
  private static FieldVector<Complex> rotate(
      FieldMatrix<Complex> p, double theta, FieldVector<Complex> psi) {
    return psi.mapMultiply(new Complex(Math.cos(theta / 2)))
        .add(p.operate(psi).mapMultiply(new Complex(0, -Math.sin(theta / 2))));
  }

  /** exp(c m) psi by its series. */
  private static FieldVector<Complex> exp(
      FieldMatrix<Complex> m, Complex c, FieldVector<Complex> psi) {
    FieldVector<Complex> sum = psi;
    FieldVector<Complex> term = psi;
    for (int k = 1; k <= 45; k++) {
      term = m.operate(term).mapMultiply(c.divide(k));
      sum = sum.add(term);
    }
    return sum;
  }

  private static Complex[][] phase(Complex of) {
    return new Complex[][] {{E, O}, {O, of}};
  }

  /** (1 + XX + YY + ZZ)/2. */
  private static FieldMatrix<Complex> swap(int n, List<Integer> q) {
    FieldMatrix<Complex> sum = on(n, 0, ID);
    for (Complex[][] p : List.of(X, Y, Z)) {
      sum = sum.add(on(n, q.get(0), p).multiply(on(n, q.get(1), p)));
    }
    return sum.scalarMultiply(new Complex(0.5));
  }

  private static FieldMatrix<Complex> controlled(int n, List<Integer> q, Complex[][] target) {
    FieldMatrix<Complex> identity = on(n, 0, ID);
    FieldMatrix<Complex> change = on(n, q.get(1), target).subtract(identity);
    return identity.add(on(n, q.get(0), ONE).multiply(change));
  }

  /** The string of a Pauli rotation, read letter by letter. */
  private static PauliSum one(int n, Gate gate) {
    long x = 0;
    long z = 0;
    for (int k = 0; k < gate.qubits().size(); k++) {
      char letter = gate.letters().charAt(k);
      x |= letter == 'X' || letter == 'Y' ? 1L << gate.qubits().get(k) : 0;
      z |= letter == 'Z' || letter == 'Y' ? 1L << gate.qubits().get(k) : 0;
    }
    return new PauliSum(n, new long[] {x}, new long[] {z}, new double[] {1});
  }

  private static FieldMatrix<Complex> excitation(int n, List<Integer> q, boolean fermions) {
    int m = q.size() / 2;
    FieldMatrix<Complex> t = on(n, 0, ID);
    for (int k = m; k < 2 * m; k++) {
      t = t.multiply(ladder(n, q.get(k), fermions).transpose());
    }
    for (int k = m - 1; k >= 0; k--) {
      t = t.multiply(ladder(n, q.get(k), fermions));
    }
    return t;
  }

  /** a_j = Z_0 .. Z_{j-1} |0⟩⟨1|_j; without the Zs for qubits. */
  private static FieldMatrix<Complex> ladder(int n, int j, boolean fermions) {
    FieldMatrix<Complex> product = on(n, j, LOWER);
    for (int k = 0; fermions && k < j; k++) {
      product = on(n, k, Z).multiply(product);
    }
    return product;
  }

  /** A one-qubit matrix on qubit q: Kronecker product with the highest qubit first. */
  private static FieldMatrix<Complex> on(int n, int q, Complex[][] u) {
    FieldMatrix<Complex> product = new Array2DRowFieldMatrix<>(new Complex[][] {{E}});
    for (int k = n - 1; k >= 0; k--) {
      product = kronecker(product, new Array2DRowFieldMatrix<>(k == q ? u : ID));
    }
    return product;
  }

  private static FieldMatrix<Complex> kronecker(FieldMatrix<Complex> a, FieldMatrix<Complex> b) {
    int rows = a.getRowDimension() * b.getRowDimension();
    FieldMatrix<Complex> product =
        new Array2DRowFieldMatrix<>(ComplexField.getInstance(), rows, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        Complex left = a.getEntry(i / b.getRowDimension(), j / b.getRowDimension());
        Complex right = b.getEntry(i % b.getRowDimension(), j % b.getRowDimension());
        product.setEntry(i, j, left.multiply(right));
      }
    }
    return product;
  }
}
