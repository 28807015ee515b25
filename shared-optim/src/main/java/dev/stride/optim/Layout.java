package dev.stride.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * How a flat parameter vector divides into named blocks, one after the other without gaps.
 *
 * @param blocks the blocks, in the order of the vector
 */
public record Layout(List<Block> blocks) {

  /**
   * A run of parameters.
   *
   * @param name unique in its layout
   * @param offset position of its first parameter
   * @param shape lengths along each axis, row-major; their product is the block's size
   */
  public record Block(String name, int offset, List<Integer> shape) {
    public Block {
      shape = List.copyOf(shape);
      for (int length : shape) {
        Check.that(length > 0, "block %s has an axis of length %s", name, length);
      }
    }

    /** Number of parameters in the block. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  public Layout {
    blocks = List.copyOf(blocks);
    int next = 0;
    for (Block block : blocks) {
      Check.that(block.offset == next, "block %s does not start at %s", block.name, next);
      next = Math.addExact(next, block.size());
    }
    long names = blocks.stream().map(Block::name).distinct().count();
    Check.that(names == blocks.size(), "two blocks share a name in %s", blocks);
  }

  /** One block of {@code n} parameters, named {@code theta}. */
  public static Layout flat(int n) {
    return new Layout(List.of(new Block("theta", 0, List.of(n))));
  }

  /** This layout with one more block behind it. */
  public Layout with(String name, Integer... shape) {
    List<Block> all = new ArrayList<>(blocks);
    all.add(new Block(name, size(), List.of(shape)));
    return new Layout(all);
  }

  /** Number of parameters in all blocks. */
  public int size() {
    int last = blocks.size() - 1;
    return last < 0 ? 0 : blocks.get(last).offset + blocks.get(last).size();
  }
}
