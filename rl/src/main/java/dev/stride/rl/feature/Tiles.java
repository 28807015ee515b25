package dev.stride.rl.feature;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import java.util.Objects;
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
 * <p>Cost: tilings × coordinates.
 *
 * @param tilings n
 * @param tiles how many along each coordinate, as {@code 8} or {@code 8x12}: the width of a tile is
 *     the range of the coordinate divided by it
 */
public record Tiles(int tilings, Counts tiles) implements Features {
  /** Tiles that a tiling may have when nobody chose their number. */
  private static final int MODEST = 10_000;

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

    /** Along each coordinate, as many for each tile as there are tilings. */
    private final int[] parts;

    /**
     * For each coordinate and each tiling: by how many parts of a tile it is displaced, less a
     * whole one.
     */
    private final int[][] units;

    /** In the same order, how far apart are the weights of neighbouring tiles. */
    private final int[][] stride;

    /** The first weight of each tiling. */
    private final int[] first;

    private final int size;

    Coder(Unit unit, int tilings, int[] counts) {
      this.unit = unit;
      this.tilings = tilings;
      int n = counts.length;
      int[] most = new int[n];
      parts = new int[n];
      for (int i = 0; i < n; i++) {
        parts[i] = counts[i] * tilings;
        most[i] = counts[i] + 1;
      }
      Unit.size(most, tilings);
      units = new int[n][tilings];
      stride = new int[n][tilings];
      first = new int[tilings];
      int end = 0;
      for (int t = 0; t < tilings; t++) {
        first[t] = end;
        int weights = 1;
        for (int i = 0; i < n; i++) {
          int displaced = t * (2 * i + 1) % tilings;
          units[i][t] = displaced - tilings;
          stride[i][t] = weights;
          weights *= displaced == 0 ? counts[i] : counts[i] + 1;
        }
        end += weights | 1;
      }
      size = end;
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
      for (int t = 0; t < tilings; t++) {
        index[t] = first[t];
        value[t] = 1;
      }
      for (int i = 0; i < parts.length; i++) {
        // The upper end belongs to the last tile.
        int at = Math.min((int) (unit.at(observation, i) * parts[i]), parts[i] - 1);
        move(index, at / tilings, at % tilings, units[i], stride[i]);
      }
      into.size = tilings;
    }

    /**
     * Goes along a coordinate to a tile of an undisplaced tiling, and one further in those tilings
     * in which the displaced one begins before that part of it.
     */
    private static void move(int[] index, int tile, int part, int[] units, int[] stride) {
      for (int t = 0; t < units.length; t++) {
        // -1 or 0, without a branch that half of the tilings would take.
        int before = (part + units[t]) >> 31;
        index[t] += (tile + 1 + before) * stride[t];
      }
    }
  }
}
