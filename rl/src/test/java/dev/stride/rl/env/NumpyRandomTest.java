package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The stream against {@code numpy.random.RandomState}, NumPy 2.4.6. */
class NumpyRandomTest {
  @Test
  void theSameAsNumpy() {
    NumpyRandom random = new NumpyRandom(1000);
    assertEquals(0.6535895854646095, random.uniform());
    assertEquals(0.11500694312440574, random.uniform());
    assertEquals(0.9502828643490245, random.uniform());
    assertArrayEquals(new int[] {4, 2, 3, 6, 7, 8, 5, 9, 0, 1}, random.permutation(10));
    assertEquals(-0.42204881000377537, random.normal(), 1e-15);
    assertEquals(0.4923952627535204, random.normal(), 1e-15);
    assertEquals(-0.6469099572960176, random.normal(), 1e-15);
    // A deviate is kept for later, whatever is drawn before.
    assertEquals(0.18225651995238434, random.uniform());
  }

  /** Beyond the 624 numbers of the first state. */
  @Test
  void goesOn() {
    NumpyRandom random = new NumpyRandom(7);
    for (int k = 0; k < 1000; k++) {
      random.uniform();
    }
    assertEquals(0.08378587007198324, random.uniform());
    assertArrayEquals(new int[] {2, 4, 0, 1, 3}, random.permutation(5));
    assertEquals(-0.8898958458355417, random.normal(), 1e-15);
  }
}
