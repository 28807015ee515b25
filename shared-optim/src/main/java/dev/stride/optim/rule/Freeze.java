package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Holds blocks of parameters where they are: d ← 0 there. Stands last, behind whatever moves a
 * parameter on its own (a momentum that is left, a decay); in front, the rules behind see a zero.
 * What is recommended is where the parameters are, too.
 *
 * @param blocks the name of a block, or a pattern in which {@code *} stands for any characters
 */
public record Freeze(String blocks) implements Rule<Step> {
  public Freeze {
    BlockPattern.check(blocks);
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LAST);
  }

  @Override
  public State<Step> start(Layout layout) {
    List<Layout.Block> held = BlockPattern.matching(blocks, layout);
    double[] kept = new double[layout.size()];
    Arrays.fill(kept, 1);
    int[] bounds = new int[2 * held.size()];
    for (int b = 0; b < held.size(); b++) {
      Layout.Block block = held.get(b);
      bounds[2 * b] = block.offset();
      bounds[2 * b + 1] = block.offset() + block.size();
      Arrays.fill(kept, bounds[2 * b], bounds[2 * b + 1], 0);
    }
    return new FreezeState(kept, bounds);
  }

  private static final class FreezeState implements State<Step> {
    private final double[] kept;

    /** Where each frozen block begins and ends, in turns. */
    private final int[] bounds;

    FreezeState(double[] kept, int[] bounds) {
      this.kept = kept;
      this.bounds = bounds;
    }

    // A product, so that what is not finite shows in a frozen block too.
    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      int[] index = step.index;
      if (index == null) {
        for (int b = 0; b < bounds.length; b += 2) {
          int to = bounds[b + 1];
          for (int i = bounds[b]; i < to; i++) {
            d[i] *= 0;
          }
        }
      } else {
        for (int j = 0; j < step.size; j++) {
          d[j] *= kept[index[j]];
        }
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      for (int i = 0; i < into.length; i++) {
        if (kept[i] == 0) {
          into[i] = x[i];
        }
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
