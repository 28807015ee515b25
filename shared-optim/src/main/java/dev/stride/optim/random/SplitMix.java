package dev.stride.optim.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * SplitMix64 (Steele, Lea and Flood 2014, with Stafford's variant 13 of the mixer): a counter that
 * is mixed. All of its state is the counter, so that whoever draws from it can save that and go on
 * from there.
 */
public final class SplitMix implements UniformRandomProvider {
  private long counter;

  public SplitMix(long seed) {
    counter = seed;
  }

  @Override
  public long nextLong() {
    counter += Streams.GOLDEN;
    return Streams.mix(counter);
  }

  /** The whole state. */
  public long counter() {
    return counter;
  }

  /** Goes on from what {@link #counter} was once. */
  public void restore(long counter) {
    this.counter = counter;
  }
}
