package dev.stride.optim.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

class SplitMixTest {
  @Test
  void itIsTheStreamOfCommonsRng() {
    for (long seed : new long[] {0, 1, -7, Long.MAX_VALUE}) {
      SplitMix ours = new SplitMix(seed);
      SplitMix64 theirs = new SplitMix64(seed);
      for (int k = 0; k < 100; k++) {
        assertEquals(theirs.nextLong(), ours.nextLong());
      }
    }
  }

  @Test
  void theCounterIsAllOfIt() {
    SplitMix rng = new SplitMix(3);
    assertEquals(3, rng.counter());
    rng.nextLong();
    long counter = rng.counter();
    long next = rng.nextLong();
    SplitMix other = new SplitMix(0);
    other.restore(counter);
    assertEquals(next, other.nextLong());
  }
}
