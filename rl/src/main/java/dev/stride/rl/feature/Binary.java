package dev.stride.rl.feature;

import dev.stride.optim.form.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * The number of the state, counted from 1, in binary digits, the vector divided by its length (van
 * Seijen and others 2016): ⌈log₂(n + 1)⌉ features for n states, the first of which is the lowest
 * digit.
 */
public record Binary() implements Features {
  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    if (!space.isFinite()) {
      throw new BadInput(
          "binary features are digits of the number of a state and this environment has"
              + " coordinates; 'tiles' would do");
    }
    int states = space.states();
    int digits = Integer.SIZE - Integer.numberOfLeadingZeros(states);
    double[][] rows = new double[states][digits];
    for (int s = 0; s < states; s++) {
      double length = Math.sqrt(Integer.bitCount(s + 1));
      for (int i = 0; i < digits; i++) {
        rows[s][i] = ((s + 1) >> i & 1) / length;
      }
    }
    return new Tabulated(rows);
  }
}
