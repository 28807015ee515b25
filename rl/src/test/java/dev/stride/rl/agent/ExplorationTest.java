package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.LongProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether to explore is drawn without making a double, and the same as with one. */
class ExplorationTest {
  /** The 53 bits from which Commons RNG makes a double, with others behind them. */
  private static UniformRandomProvider drawing(long bits) {
    return new LongProvider() {
      @Override
      public long next() {
        return bits << 11 | 0x5a5;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        Double.MIN_VALUE,
        0x1p-53,
        0x1.8p-53,
        1e-9,
        0.05,
        0.1,
        0.25,
        1.0 / 3,
        0.9,
        1 - 0x1p-53,
        1
      })
  void exploresWhereANextDoubleIsBelowEpsilon(double epsilon) {
    long last = (1L << 53) - 1;
    for (long k = -3; k <= 3; k++) {
      for (long at : new long[] {0, Math.round(epsilon * 0x1p53), last}) {
        long bits = Math.max(0, Math.min(last, at + k));
        assertEquals(
            drawing(bits).nextDouble() < epsilon,
            new Exploration(drawing(bits), epsilon).explores(),
            () -> "bits " + bits);
      }
    }
    UniformRandomProvider doubles = Streams.of(1).at("exploration").rng();
    Exploration policy = new Exploration(Streams.of(1).at("exploration").rng(), epsilon);
    for (int k = 0; k < 1000; k++) {
      assertEquals(doubles.nextDouble() < epsilon, policy.explores());
    }
  }
}
