package dev.stride.rl.feature;

import dev.stride.optim.Entries;
import dev.stride.optim.form.BadInput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One feature for each state: a table. */
public record Table() implements Features {
  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    if (!space.isFinite()) {
      throw new BadInput(
          "a table needs finitely many states and this environment has coordinates; 'tiles' would"
              + " do");
    }
    return new States(space.states());
  }

  /** x(s) is the unit vector of s. */
  public record States(int size) implements Encoder {
    @Override
    public int most() {
      return 1;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      Objects.requireNonNull(into.index)[0] = (int) observation[0];
      into.value[0] = 1;
      into.size = 1;
    }
  }
}
