package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import java.util.stream.IntStream;

/**
 * The units of a layout, as layer norms and clips know them: what one index of the first axis holds
 * in a block of two or more axes (a row of a matrix), and all of a block with fewer.
 */
final class Units {
  private Units() {}

  /** Where each unit begins and ends, in turns. */
  static int[] of(Layout layout) {
    return bounds(layout, 0);
  }

  /** Those in blocks of two or more axes. */
  static int[] ofMatrices(Layout layout) {
    return bounds(layout, 2);
  }

  private static int[] bounds(Layout layout, int leastAxes) {
    IntStream.Builder bounds = IntStream.builder();
    for (Layout.Block block : layout.blocks()) {
      int axes = block.shape().size();
      if (axes < leastAxes) {
        continue;
      }
      int units = axes < 2 ? 1 : block.shape().get(0);
      int size = block.size() / units;
      for (int unit = 0; unit < units; unit++) {
        bounds.add(block.offset() + unit * size).add(block.offset() + (unit + 1) * size);
      }
    }
    return bounds.build().toArray();
  }
}
