package dev.stride.optim.random;

import org.apache.commons.rng.UniformRandomProvider;
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

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, section 4; Stafford's variant 13). */
  static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
