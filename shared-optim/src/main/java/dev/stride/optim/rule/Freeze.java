package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Arrays;

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
  public State<Step> start(Layout layout) {
    double[] kept = new double[layout.size()];
    Arrays.fill(kept, 1);
    for (Layout.Block block : BlockPattern.matching(blocks, layout)) {
      Arrays.fill(kept, block.offset(), block.offset() + block.size(), 0);
    }
    return new FreezeState(kept);
  }

  private static final class FreezeState implements State<Step> {
    private final double[] kept;

    FreezeState(double[] kept) {
      this.kept = kept;
    }

    // A product, so that what is not finite shows in a frozen block too.
    @Override
    public void apply(Step step, double[] x) {
      double[] kept = this.kept;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        d[j] *= kept[i];
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
