package dev.stride.rl.feature;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.form.BadInput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State aggregation (Sutton and Barto 2018, section 9.3): states with neighbouring numbers share a
 * weight. State s of n is in group ⌊s · groups / n⌋; groups differ in size by one at most.
 *
 * @param groups number of groups
 */
public record Aggregation(int groups) implements Features {
  public Aggregation {
    Check.atLeastOne("groups", groups);
  }

  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    if (!space.isFinite()) {
      throw new BadInput(
          "aggregation needs finitely many states and this environment has coordinates;"
              + " 'tiles:tilings=1' would do");
    }
    if (groups > space.states()) {
      throw new BadInput(
          String.format("there are %s states, too few for %s groups", space.states(), groups));
    }
    return new Groups(groups, space.states());
  }

  private record Groups(int size, int states) implements Encoder {
    @Override
    public int most() {
      return 1;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      long state = (long) observation[0];
      Objects.requireNonNull(into.index)[0] = (int) (state * size / states);
      into.value[0] = 1;
      into.size = 1;
    }
  }
}
