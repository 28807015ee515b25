package dev.stride.experiments.config;

import dev.stride.experiments.task.Above;
import dev.stride.experiments.task.Choice;
import dev.stride.experiments.task.Track;
import dev.stride.optim.search.Optimizers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer that takes part, with the setting that is tuned for it.
 *
 * @param use text form of the optimizer
 * @param tune key of the setting to tune; none when it has nothing to tune
 * @param from least value that is tried
 * @param to greatest value that is tried
 * @param on tracks that it takes part in; all when left out
 */
public record Contender(
    @Choice("optimizer") String use,
    @Nullable String tune,
    @Above(0) @Nullable Double from,
    @Above(0) @Nullable Double to,
    @Nullable List<Track> on) {

  /** Whether it takes part in the track. */
  public boolean isOn(Track track) {
    return tracks().contains(track);
  }

  Set<Track> tracks() {
    return on == null ? EnumSet.allOf(Track.class) : EnumSet.copyOf(on);
  }

  /** The values to try, ascending; none when there is nothing to tune. */
  public List<Double> grid(int draws) {
    List<Double> grid = new ArrayList<>();
    if (tune != null && from != null && to != null) {
      double decades = StrictMath.log10(to / from);
      for (int i = 0; i < draws; i++) {
        grid.add(tidy(from * StrictMath.pow(10, decades * i / (draws - 1))));
      }
    }
    return grid;
  }

  /** Text form of the optimizer with the value in its place; as declared when nothing is tuned. */
  public String with(double value) {
    return tune == null ? use : Optimizers.with(use, tune, value);
  }

  /** Three digits are enough for a step size, and read better in every result. */
  private static double tidy(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
  }
}
