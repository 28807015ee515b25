package dev.stride.rl.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Entries;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.random.Streams;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all features owe over all kinds of spaces. */
class FeatureContractTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<Space> SPACES =
      List.of(
          Space.finite(1),
          Space.finite(7),
          Space.finite(1000),
          Space.unit(1),
          Space.box(List.of(-1.2, -0.07), List.of(0.6, 0.07)),
          Space.symmetric(List.of(2.4, 3.0, 0.21, 3.5)));

  private static final List<String> VARIANTS =
      List.of(
          "tiles:tilings=1",
          "tiles:tilings=5,tiles=3",
          "tiles:tilings=16,tiles=7",
          "tiles:tilings=8,tiles=4x6",
          "fourier:order=1",
          "fourier:scaled=true",
          "radial:centres=1",
          "radial:normalised=true,width=0.5",
          "aggregation:groups=7",
          "polynomial:degree=5");

  /** All that fit: features that do not say why. */
  static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    Stream.concat(FeatureSets.registry().entries().stream().map(Entry::name), VARIANTS.stream())
        .forEach(
            text -> {
              for (Space space : SPACES) {
                try {
                  encoder(text, space);
                  pairs.add(Arguments.of(text, space));
                } catch (BadInput misfit) {
                  assertTrue(misfit.getMessage().length() > 20, misfit.getMessage());
                }
              }
            });
    return pairs.stream();
  }

  private static Encoder encoder(String text, Space space) {
    return FeatureSets.registry().parse(text).encoder(space, null);
  }

  /** Somewhere in the space, now and then outside of its range, now and then on its ends. */
  private static double[] somewhere(Space space, UniformRandomProvider rng) {
    double[] at = new double[space.coordinates()];
    for (int i = 0; i < at.length; i++) {
      if (space.isFinite()) {
        at[i] = rng.nextInt(space.states());
      } else {
        double low = space.low().get(i);
        double range = space.high().get(i) - low;
        at[i] =
            switch (rng.nextInt(8)) {
              case 0 -> low;
              case 1 -> low + range;
              case 2 -> low - rng.nextDouble() * 1e6;
              case 3 -> low + range * (1 + rng.nextDouble());
              default -> low + range * rng.nextDouble();
            };
      }
    }
    return at;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void positionsExistAndAreDistinct(String text, Space space) {
    Encoder encoder = encoder(text, space);
    assertTrue(encoder.most() >= 1 && encoder.most() <= encoder.size());
    Entries x = Entries.sparse(encoder.most());
    int[] at = Objects.requireNonNull(x.index);
    UniformRandomProvider rng = Streams.of(1).at(text).rng();
    BitSet ever = new BitSet();
    for (int k = 0; k < 3000; k++) {
      encoder.encode(somewhere(space, rng), x);
      assertTrue(x.size >= 1 && x.size <= encoder.most());
      BitSet now = new BitSet();
      for (int i = 0; i < x.size; i++) {
        assertTrue(at[i] >= 0 && at[i] < encoder.size(), "position " + at[i]);
        assertFalse(now.get(at[i]), "twice " + at[i]);
        assertTrue(Double.isFinite(x.value[i]));
        assertTrue(x.value[i] != 0, "inactive " + at[i]);
        now.set(at[i]);
      }
      ever.or(now);
    }
    assertTrue(encoder.size() < 2 || space.states() == 1 || ever.cardinality() > 1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void dependOnNothingButTheObservation(String text, Space space) {
    Encoder one = encoder(text, space);
    Encoder two = encoder(text, space);
    Entries x = Entries.sparse(one.most());
    Entries y = Entries.sparse(one.most());
    UniformRandomProvider rng = Streams.of(2).at(text).rng();
    for (int k = 0; k < 50; k++) {
      double[] here = somewhere(space, rng);
      double[] copy = here.clone();
      one.encode(here, x);
      assertArrayEquals(copy, here);
      two.encode(somewhere(space, rng), y);
      Arrays.fill(y.value, 17);
      two.encode(here, y);
      assertEquals(x.size, y.size);
      int[] at = Objects.requireNonNull(x.index);
      int[] again = Objects.requireNonNull(y.index);
      assertArrayEquals(Arrays.copyOf(at, x.size), Arrays.copyOf(again, x.size));
      assertArrayEquals(Arrays.copyOf(x.value, x.size), Arrays.copyOf(y.value, x.size));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void clipWhatIsOutside(String text, Space space) {
    if (space.isFinite()) {
      return;
    }
    Encoder encoder = encoder(text, space);
    Entries x = Entries.sparse(encoder.most());
    Entries y = Entries.sparse(encoder.most());
    double[] high = space.high().stream().mapToDouble(v -> v).toArray();
    double[] low = space.low().stream().mapToDouble(v -> v).toArray();
    encoder.encode(high, x);
    encoder.encode(Arrays.stream(high).map(v -> v + 1).toArray(), y);
    assertArrayEquals(x.index, y.index);
    assertArrayEquals(x.value, y.value);
    encoder.encode(low, x);
    encoder.encode(Arrays.stream(low).map(v -> v - 1e9).toArray(), y);
    assertArrayEquals(x.index, y.index);
    assertArrayEquals(x.value, y.value);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void allocateNothing(String text, Space space) {
    Encoder encoder = encoder(text, space);
    Entries x = Entries.sparse(encoder.most());
    double[] here = somewhere(space, Streams.of(3).rng());
    encode(encoder, here, x);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    encode(encoder, here, x);
    long used = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(used < 300, used + " bytes in 300 calls");
  }

  private static void encode(Encoder encoder, double[] here, Entries x) {
    for (int k = 0; k < 300; k++) {
      encoder.encode(here, x);
    }
  }

  @Test
  void printAsTheyAreRead() {
    for (String text : VARIANTS) {
      Features features = FeatureSets.registry().parse(text);
      assertEquals(features, FeatureSets.registry().parse(FeatureSets.registry().print(features)));
      assertEquals(features, FeatureSets.registry().parse(FeatureSets.registry().spell(features)));
    }
  }

  /** Bumps so narrow that between the centres all are 0, of which there are no shares. */
  @Test
  void nothingIsActiveWhereAllVanish() {
    Encoder encoder = encoder("radial:normalised=true,width=0.01", Space.unit(1));
    Entries x = Entries.sparse(encoder.most());
    encoder.encode(new double[] {0.125}, x);
    assertEquals(0, x.size);
    encoder.encode(new double[] {0.25}, x);
    assertEquals(1, x.size);
    assertEquals(1, x.value[0]);
  }

  /** So that a kind that fits nowhere, or everywhere, does not go unseen. */
  @Test
  void fitWhereTheyShould() {
    long tables = pairs().filter(pair -> pair.get()[0].equals("table")).count();
    long tiles = pairs().filter(pair -> pair.get()[0].equals("tiles")).count();
    long aggregations = pairs().filter(pair -> pair.get()[0].equals("aggregation")).count();
    assertEquals(3, tables);
    assertEquals(6, tiles);
    assertEquals(1, aggregations);
    assertEquals(3, pairs().filter(pair -> pair.get()[0].equals("binary")).count());
  }
}
