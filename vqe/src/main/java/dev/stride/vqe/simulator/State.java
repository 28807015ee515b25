package dev.stride.vqe.simulator;

import dev.stride.optim.Check;
import dev.stride.vqe.operator.PauliString;
import java.util.Arrays;

/**
 * Amplitudes of basis states of n qubits, of all 2^n by their index or of some that are listed;
 * qubit q is bit q of a basis state.
 *
 * <p>Real and imaginary parts are separate arrays. A state that can only be real has no imaginary
 * part at all (an empty array), and loops over it cost nothing.
 */
public final class State {
  /** The most qubits that are stored as a vector: 256 MB. */
  public static final int MOST_QUBITS = 24;

  double[] re;
  double[] im;

  /** The basis states by position, ascending; empty where these are all. */
  private final long[] basis;

  /** |0..0> of {@code qubits} qubits. */
  public State(int qubits, boolean real) {
    Check.that(
        qubits <= MOST_QUBITS,
        "a state vector of %s qubits does not fit; at most %s do",
        qubits,
        MOST_QUBITS);
    re = new double[1 << qubits];
    im = new double[real ? 0 : 1 << qubits];
    basis = new long[0];
    re[0] = 1;
  }

  /** The first of the given basis states, in a real state of them alone. */
  State(long[] basis) {
    re = new double[basis.length];
    im = new double[0];
    this.basis = basis;
    re[0] = 1;
  }

  private State(State like) {
    re = new double[like.re.length];
    im = new double[like.im.length];
    basis = like.basis;
  }

  /** A state of the same basis states, real where this is, with no amplitudes yet. */
  State blank() {
    return new State(this);
  }

  /** Number of amplitudes. */
  public int size() {
    return re.length;
  }

  /** Whether all imaginary parts are zero by construction. */
  public boolean isReal() {
    return im.length == 0;
  }

  /** The basis state whose amplitude is at {@code index}. */
  public long basisState(int index) {
    return basis.length == 0 ? index : basis[index];
  }

  /** Real part of an amplitude. */
  public double re(int index) {
    return re[index];
  }

  /** Imaginary part of an amplitude. */
  public double im(int index) {
    return isReal() ? 0 : im[index];
  }

  /** Sets an amplitude; the imaginary part of a real state is left out. */
  public void set(int index, double real, double imaginary) {
    re[index] = real;
    if (!isReal()) {
      im[index] = imaginary;
    }
  }

  /** Makes this the basis state at {@code index}. */
  public void setBasis(int index) {
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    re[index] = 1;
  }

  /**
   * Makes this a copy of {@code other}, which is not complex when this is real, and which has the
   * same basis states where this has not all.
   */
  public void copy(State other) {
    if (basis.length < other.basis.length) {
      setBasis(0);
      re[0] = 0;
      for (int k = 0; k < other.basis.length; k++) {
        re[(int) other.basis[k]] = other.re[k];
      }
      return;
    }
    System.arraycopy(other.re, 0, re, 0, re.length);
    if (other.isReal()) {
      Arrays.fill(im, 0);
    } else {
      System.arraycopy(other.im, 0, im, 0, im.length);
    }
  }

  /** this ← this + {@code other}; both are real or neither is. */
  public void add(State other) {
    add(re, other.re);
    add(im, other.im);
  }

  /** this ← {@code factor}·this. */
  public void scale(double factor) {
    scale(re, factor);
    scale(im, factor);
  }

  /** Re⟨this|other⟩; both are real or neither is. */
  public double dotRe(State other) {
    return dot(re, other.re) + dot(im, other.im);
  }

  /** Im⟨this|other⟩; both are real or neither is. */
  public double dotIm(State other) {
    return isReal() ? 0 : dot(re, other.im) - dot(im, other.re);
  }

  /** |amplitude|² of every basis state. */
  public void probabilities(double[] into) {
    for (int i = 0; i < re.length; i++) {
      into[i] = re[i] * re[i];
    }
    for (int i = 0; i < im.length; i++) {
      into[i] += im[i] * im[i];
    }
  }

  /**
   * Turns every qubit so that measuring Z on it is what measuring the letter of {@code basis} was:
   * by H for X, by H S† for Y, which needs a complex state.
   */
  public void turnToZ(PauliString basis) {
    for (int q = 0; 1 << q < re.length; q++) {
      if ((basis.x() >>> q & 1) == 1) {
        int bit = 1 << q;
        if ((basis.z() >>> q & 1) == 1) {
          Check.that(!isReal(), "a real state cannot be turned to measure %s", basis);
          turnBack(bit);
        }
        Hadamard.mix(re, bit);
        Hadamard.mix(im, bit);
      }
    }
  }

  /** S†: the amplitudes where the bit is set times -i. */
  private void turnBack(int bit) {
    for (int i = 0; i < re.length; i++) {
      if ((i & bit) != 0) {
        double x = re[i];
        re[i] = im[i];
        im[i] = -x;
      }
    }
  }

  private static void add(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
  }

  private static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  private static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i < a.length - 1; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    return i < a.length ? even + odd + a[i] * b[i] : even + odd;
  }
}
