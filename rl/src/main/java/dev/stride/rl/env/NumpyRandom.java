package dev.stride.rl.env;

/**
 * The stream of {@code numpy.random.RandomState}, bit by bit, to draw what others have drawn with
 * it: the Mersenne twister of Matsumoto and Nishimura (1998) with 32 bits, doubles of 53 bits,
 * normal deviates by Marsaglia's polar method. That class of NumPy is frozen, so that this is too.
 */
final class NumpyRandom {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[SIZE];
  private int next = SIZE;
  private double spare = Double.NaN;

  NumpyRandom(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int bits() {
    if (next == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
        state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** As {@code random_sample()}, from 0 to 1. */
  double uniform() {
    int high = bits() >>> 5;
    int low = bits() >>> 6;
    return (high * 0x1p26 + low) * 0x1p-53;
  }

  /** As {@code standard_normal()}. */
  double normal() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = Double.NaN;
      return kept;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = factor * x;
    return factor * y;
  }

  /** As {@code permutation(n)}. */
  int[] permutation(int n) {
    int[] all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = upTo(i);
      int moved = all[i];
      all[i] = all[j];
      all[j] = moved;
    }
    return all;
  }

  /** From 0 to the largest one, by rejection of what is above it among the bits that it has. */
  private int upTo(int most) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(most);
    int value;
    do {
      value = bits() & mask;
    } while (value > most);
    return value;
  }
}
