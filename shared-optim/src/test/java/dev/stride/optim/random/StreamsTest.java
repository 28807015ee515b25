package dev.stride.optim.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static long first(Streams streams) {
    return streams.rng().nextLong();
  }

  @Test
  void theRootIsSeededBySplitMixOfCommonsRng() {
    for (long seed : new long[] {0, 1, -7, Long.MAX_VALUE}) {
      SplitMix64 mix = new SplitMix64(new SplitMix64(seed).nextLong());
      long[] state = {mix.nextLong(), mix.nextLong(), mix.nextLong(), mix.nextLong()};
      UniformRandomProvider expected = new XoShiRo256PlusPlus(state);
      UniformRandomProvider actual = Streams.of(seed).rng();
      for (int i = 0; i < 10; i++) {
        assertEquals(expected.nextLong(), actual.nextLong());
      }
    }
  }

  @Test
  void theSameNamesGiveTheSameStream() {
    assertEquals(first(Streams.of(1).at("a").at("b", 3)), first(Streams.of(1).at("a").at("b", 3)));
  }

  @Test
  void whereANameEndsMatters() {
    assertNotEquals(first(Streams.of(1).at("ab")), first(Streams.of(1).at("a").at("b")));
    assertNotEquals(first(Streams.of(1).at("")), first(Streams.of(1)));
    assertNotEquals(first(Streams.of(1).at("a").at("b")), first(Streams.of(1).at("b").at("a")));
  }

  /** Two of 60 000 random 64-bit numbers agree with probability 1e-10. */
  @Test
  void differentNamesGiveDifferentStreams() {
    Set<Long> seen = new HashSet<>();
    for (long seed = 0; seed < 3; seed++) {
      for (String name : new String[] {"run", "noise"}) {
        for (int i = 0; i < 10_000; i++) {
          assertTrue(seen.add(first(Streams.of(seed).at(name, i))));
        }
      }
    }
  }

  /** False alarm 1e-4, on a fixed seed. */
  @Test
  void firstNumbersOfNeighbouringStreamsAreUniform() {
    double[] firsts = new double[20_000];
    Arrays.setAll(firsts, i -> Streams.of(5).at("run", i).rng().nextDouble());
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new UniformRealDistribution(null, 0, 1), firsts, false);
    assertTrue(p > 1e-4, "p = " + p);
  }
}
