package dev.stride.rl.feature;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.form.BadInput;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tile coding (Sutton and Barto 2018, section 9.5.4): several tilings of the space, each displaced
 * against the others, and in each the one tile is active in which the observation lies. Tiling t of
 * n is displaced by t·(1, 3, 5, ...)/n of a tile, whole tiles left away: with these numbers, as
 * Parks and Militzer (1991) found, tilings do not line up along a diagonal. The book recommends a
 * power of two, at least four times the number of coordinates.
 *
 * <p>Nothing is hashed. A tiling has as many tiles as are needed to cover the range of the space:
 * one more along each coordinate in which it is displaced. Its weights stand together, an odd
 * number of them (one may go unused), for a power of two apart the active ones would compete for
 * the same lines of the cache.
 *
 * <p>Over states, tiles cut the row of states: with 5 tiles of 1000 states a tile is 200 states
 * wide.
 *
 * <p>Cost: tilings × coordinates, and once, to make tables for them, tilings² × tiles for each
 * coordinate.
 *
 * @param tilings n
 * @param tiles how many along each coordinate, as {@code 8} or {@code 8x12}: the width of a tile is
 *     the range of the coordinate divided by it
 */
public record Tiles(int tilings, Counts tiles) implements Features {
  /** Tiles that a tiling may have when nobody chose their number. */
  private static final int MODEST = 10_000;

  /** More numbers than this, 80 MB of them, are a slip. */
  private static final int MOST_NUMBERS = 20_000_000;

  public Tiles {
    Check.count("tilings", tilings, 1, 1024);
  }

  /**
   * As many tilings as the book recommends, and 8 tiles along each coordinate, or fewer where these
   * are many.
   */
  static Tiles fitting(Space space) {
    int coordinates = space.coordinates();
    int tilings = Integer.highestOneBit(8 * coordinates - 1);
    int tiles = 8;
    while (Math.pow(tiles + 1, coordinates) > MODEST && tiles > 1) {
      tiles--;
    }
    return new Tiles(tilings, Counts.of(tiles));
  }

  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    return new Coder(new Unit(space), tilings, tiles.along(space.coordinates()));
  }

  private static final class Coder implements Encoder {
    private final Unit unit;
    private final int tilings;

    /**
     * For each coordinate, cut into as many parts for each tile as there are tilings, and for each
     * part and each tiling: how much it adds to the number of the active weight. That is looked up,
     * as what it would take to compute is most of the time.
     */
    private final int[][][] rows;

    private final int size;

    Coder(Unit unit, int tilings, int[] counts) {
      this.unit = unit;
      this.tilings = tilings;
      checkSize(tilings, counts);
      int n = counts.length;
      rows = new int[n][][];
      for (int i = 0; i < n; i++) {
        rows[i] = new int[counts[i] * tilings][tilings];
      }
      int end = 0;
      for (int t = 0; t < tilings; t++) {
        int weights = 1;
        for (int i = 0; i < n; i++) {
          int displaced = t * (2 * i + 1) % tilings;
          fill(rows[i], t, displaced, i == 0 ? end : 0, weights);
          weights *= displaced == 0 ? counts[i] : counts[i] + 1;
        }
        end += weights | 1;
      }
      size = end;
    }

    private static void checkSize(int tilings, int[] counts) {
      int[] most = new int[counts.length];
      double numbers = 0;
      for (int i = 0; i < counts.length; i++) {
        most[i] = counts[i] + 1;
        numbers += (double) tilings * tilings * counts[i];
      }
      Unit.size(most, tilings);
      if (numbers > MOST_NUMBERS) {
        throw new BadInput(
            "tiles:tilings="
                + tilings
                + ",tiles="
                + Arrays.stream(counts).mapToObj(String::valueOf).collect(Collectors.joining("x"))
                + " needs tables of "
                + (long) numbers
                + " numbers, tilings² times the sum of the tiles, and more than "
                + MOST_NUMBERS
                + " are too many; fewer tilings would do");
      }
    }

    /** What a tiling adds in each part, where neighbouring tiles are {@code stride} apart. */
    private static void fill(int[][] rows, int t, int displaced, int first, int stride) {
      for (int part = 0; part < rows.length; part++) {
        rows[part][t] = first + (part + displaced) / rows[part].length * stride;
      }
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int most() {
      return tilings;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      int[] index = Objects.requireNonNull(into.index);
      double[] value = into.value;
      int i = 2 - rows.length % 2;
      if (i == 1) {
        begin(row(observation, 0), index, value);
      } else {
        begin(row(observation, 0), row(observation, 1), index, value);
      }
      for (; i < rows.length; i += 2) {
        add(row(observation, i), row(observation, i + 1), index);
      }
      into.size = tilings;
    }

    private int[] row(double[] observation, int i) {
      int[][] rows = this.rows[i];
      // The upper end belongs to the last tile.
      return rows[Math.min((int) (unit.at(observation, i) * rows.length), rows.length - 1)];
    }

    private static void begin(int[] row, int[] index, double[] value) {
      for (int t = 0; t < row.length; t++) {
        index[t] = row[t];
        value[t] = 1;
      }
    }

    // Two coordinates at a time: there are so few tilings that a loop costs as much to begin as to
    // run.
    private static void begin(int[] one, int[] other, int[] index, double[] value) {
      for (int t = 0; t < one.length; t++) {
        index[t] = one[t] + other[t];
        value[t] = 1;
      }
    }

    private static void add(int[] one, int[] other, int[] index) {
      for (int t = 0; t < one.length; t++) {
        index[t] += one[t] + other[t];
      }
    }
  }
}
