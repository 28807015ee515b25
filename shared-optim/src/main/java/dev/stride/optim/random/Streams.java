package dev.stride.optim.random;

import dev.stride.optim.Check;
import dev.stride.optim.Slots;
import java.util.Arrays;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/**
 * A place in a tree of names from which random streams are derived. The same seed and the same
 * names give the same stream, whatever else was drawn, and different names give independent ones.
 */
public final class Streams {
  static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long key;

  private Streams(long key) {
    this.key = key;
  }

  /** The root of all streams of one seed. */
  public static Streams of(long seed) {
    return new Streams(mix(seed + GOLDEN));
  }

  /** The place of the given name below this one. */
  public Streams at(String name) {
    long h = key;
    for (int i = 0; i < name.length(); i++) {
      h = mix(h ^ (name.charAt(i) + 1)) + GOLDEN;
    }
    return new Streams(mix(h ^ ((long) name.length() << 32)));
  }

  /** The place of the given number below this one. */
  public Streams at(String name, long number) {
    return at(name + "/" + number);
  }

  /** A new generator at the start of this place's stream: xoshiro256++. */
  public UniformRandomProvider rng() {
    long[] seed = new long[4];
    long state = key;
    for (int i = 0; i < seed.length; i++) {
      state += GOLDEN;
      seed[i] = mix(state);
    }
    return new XoShiRo256PlusPlus(seed);
  }

  /**
   * Names the place of a generator in its stream, for saving and restoring alike.
   *
   * @param rng as {@link #rng} gives it, or any other that can be restored
   * @throws IllegalArgumentException when it cannot, or when something else is restored
   */
  public static void slots(Slots slots, UniformRandomProvider rng) {
    if (!(rng instanceof RestorableUniformRandomProvider restorable
        && restorable.saveState() instanceof RandomProviderDefaultState now)) {
      throw new IllegalArgumentException(
          "a " + rng.getClass().getSimpleName() + " cannot be saved; one of Streams can");
    }
    byte[] bytes = now.getState();
    double[] numbers = new double[bytes.length];
    Arrays.setAll(numbers, i -> bytes[i]);
    slots.vector("bytes", numbers);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
      Check.that(bytes[i] == numbers[i], "a byte of a random stream is not %s", numbers[i]);
    }
    restorable.restoreState(new RandomProviderDefaultState(bytes));
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, section 4; Stafford's variant 13). */
  static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
