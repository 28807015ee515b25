package dev.stride.optim.rule;

import dev.stride.optim.Chain;
import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.SplitMix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One rule for some blocks of the parameters and another for the rest. Each sees its own blocks
 * alone, as if there were no others: a norm is that of their part of the step. A group as one of
 * the two makes more than two.
 *
 * <p>A sparse step comes to both, each with the entries of its own blocks, so that schedules
 * advance alike. Costs copies of the step and of the parameters that it touches, but for a part of
 * the first blocks in dense steps. A figure that both say is that of the first, and that of the
 * second is named {@code NAME/others}.
 *
 * @param blocks the name of a block, or a pattern in which {@code *} stands for any characters
 * @param rule what is applied to the blocks that match
 * @param others what is applied to all others; left at its default where there are none
 */
public record Group(String blocks, Rule<? super Step> rule, Rule<? super Step> others)
    implements Rule<Step> {
  /** The pattern that every block matches, so that there are no others. */
  static final String ALL = "*";

  /** What has to stand for the others where there are none, and is left alone. */
  public static final Rule<Step> UNUSED = Sgd.of(0.01);

  public Group {
    BlockPattern.check(blocks);
    Check.that(!blocks.equals(ALL) || others.equals(UNUSED), "%s", noOthers(blocks));
  }

  private static String noOthers(String blocks) {
    return "others has no block to act on, as every one matches blocks="
        + blocks
        + ": let blocks match some of them alone, or leave others out";
  }

  @Override
  public Set<Order> orders() {
    Set<Order> orders = EnumSet.noneOf(Order.class);
    orders.addAll(rule.orders());
    orders.addAll(others.orders());
    return orders;
  }

  @Override
  public boolean needsDense() {
    return rule.needsDense() || others.needsDense();
  }

  @Override
  public boolean recommends() {
    return rule.recommends() || others.recommends();
  }

  @Override
  public boolean maximises() {
    return rule.maximises() || others.maximises();
  }

  @Override
  public Set<Place> places() {
    return blocks.equals(ALL) ? rule.places() : Chain.places(List.of(rule, others));
  }

  @Override
  public State<Step> start(Layout layout) {
    return start(layout, new SplitMix(0));
  }

  @Override
  public State<Step> start(Layout layout, UniformRandomProvider rng) {
    List<Layout.Block> chosen = BlockPattern.matching(blocks, layout);
    List<Layout.Block> left = new ArrayList<>(layout.blocks());
    left.removeAll(chosen);
    List<Part> parts = new ArrayList<>();
    parts.add(part("rule", chosen, rule, rng));
    if (left.isEmpty() && !others.equals(UNUSED)) {
      throw new BadInput(noOthers(blocks));
    }
    if (!left.isEmpty()) {
      parts.add(part("others", left, others, rng));
    }
    return new GroupState(parts, layout.size());
  }

  private static Part part(
      String name, List<Layout.Block> blocks, Rule<? super Step> rule, UniformRandomProvider rng) {
    Layout layout = new Layout(List.of());
    for (Layout.Block block : blocks) {
      layout = layout.with(block.name(), block.shape().toArray(new Integer[0]));
    }
    return new Part(name, rule.start(layout, rng), blocks, layout.size());
  }

  /** One of the two rules, and what it is handed: its part of the step and of the parameters. */
  private static final class Part {
    final String name;
    final State<? super Step> state;

    /** The blocks: where each begins in the whole, and how long it is. */
    final int[] begins;

    final int[] lengths;

    /** Whether its blocks are the first: dense steps are then rewritten where they stand. */
    private final boolean first;

    private final Step dense;
    private final Step sparse;
    private final int[] index;
    private final int[] entries;
    private final double[] x;

    Part(String name, State<? super Step> state, List<Layout.Block> blocks, int n) {
      this.name = name;
      this.state = state;
      begins = blocks.stream().mapToInt(Layout.Block::offset).toArray();
      lengths = blocks.stream().mapToInt(Layout.Block::size).toArray();
      first = areFirst(blocks);
      dense = Step.dense(n);
      sparse = Step.sparse(n);
      index = Objects.requireNonNull(sparse.index);
      entries = new int[n];
      x = new double[n];
    }

    private static boolean areFirst(List<Layout.Block> blocks) {
      int end = 0;
      for (Layout.Block block : blocks) {
        if (block.offset() != end) {
          return false;
        }
        end += block.size();
      }
      return true;
    }

    /** The place in the whole of a parameter of this part. */
    int place(int i) {
      int b = 0;
      int left = i;
      while (left >= lengths[b]) {
        left -= lengths[b++];
      }
      return begins[b] + left;
    }

    void gather(double[] from, double[] into) {
      int at = 0;
      for (int b = 0; b < begins.length; b++) {
        System.arraycopy(from, begins[b], into, at, lengths[b]);
        at += lengths[b];
      }
    }

    private void scatter(double[] from, double[] into) {
      int at = 0;
      for (int b = 0; b < begins.length; b++) {
        System.arraycopy(from, at, into, begins[b], lengths[b]);
        at += lengths[b];
      }
    }

    void applyDense(Step step, double[] all) {
      if (first) {
        dense.value = step.value;
        apply(dense, step, all);
      } else {
        gather(all, x);
        gather(step.value, dense.value);
        apply(dense, step, x);
        scatter(dense.value, step.value);
      }
    }

    void beginSparse() {
      sparse.size = 0;
    }

    /** Takes entry {@code j} of a sparse step as its own, at its own position {@code at}. */
    void take(Step step, int j, int at, double here) {
      int k = sparse.size++;
      index[k] = at;
      sparse.value[k] = step.value[j];
      entries[k] = j;
      x[at] = here;
    }

    void applySparse(Step step) {
      apply(sparse, step, x);
      for (int k = 0; k < sparse.size; k++) {
        step.value[entries[k]] = sparse.value[k];
      }
    }

    private void apply(Step own, Step whole, double[] at) {
      own.surprise = whole.surprise;
      own.objective = whole.objective;
      state.apply(own, at);
    }

    void recommended(double[] from, double[] into) {
      double[] point = sparse.value; // that of a dense step may be the caller's
      gather(from, x);
      gather(into, point);
      state.recommended(x, point);
      scatter(point, into);
    }
  }

  /**
   * Passes on what a part says, with the numbers that its parameters have among all of them.
   *
   * @param before names of figures that an earlier part has said: this one's get its name
   * @param said takes down all names
   */
  private record PartFigures(Figures to, Part part, Set<String> before, Set<String> said)
      implements Figures {
    @Override
    public void figure(String name, double value) {
      said.add(name);
      to.figure(before.contains(name) ? name + "/" + part.name : name, value);
    }

    @Override
    public void diagnosis(String text) {
      to.diagnosis(text);
    }

    @Override
    public int parameter(int i) {
      return to.parameter(part.place(i));
    }
  }

  private static final class GroupState implements State<Step> {
    private final Part[] parts;

    /** Which part owns a parameter, and where it stands there. */
    private final byte[] owner;

    private final int[] local;
    private boolean started;

    GroupState(List<Part> all, int n) {
      parts = all.toArray(new Part[0]);
      owner = new byte[n];
      local = new int[n];
      for (byte p = 0; p < parts.length; p++) {
        int at = 0;
        for (int b = 0; b < parts[p].begins.length; b++) {
          for (int i = 0; i < parts[p].lengths[b]; i++) {
            owner[parts[p].begins[b] + i] = p;
            local[parts[p].begins[b] + i] = at++;
          }
        }
      }
    }

    @Override
    public void apply(Step step, double[] x) {
      if (step.index == null) {
        for (Part part : parts) {
          part.applyDense(step, x);
        }
      } else {
        applySparse(step, x, step.index);
      }
      started = true;
    }

    private void applySparse(Step step, double[] x, int[] index) {
      for (Part part : parts) {
        // A rule may look at all parameters when it begins, and at those of the step later.
        if (!started) {
          part.gather(x, part.x);
        }
        part.beginSparse();
      }
      for (int j = 0; j < step.size; j++) {
        int i = index[j];
        parts[owner[i]].take(step, j, local[i], x[i]);
      }
      for (Part part : parts) {
        part.applySparse(step);
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      for (Part part : parts) {
        part.recommended(x, into);
      }
    }

    @Override
    public void watch() {
      for (Part part : parts) {
        part.state.watch();
      }
    }

    @Override
    public void figures(Figures to) {
      Set<String> said = new HashSet<>();
      for (Part part : parts) {
        part.state.figures(new PartFigures(to, part, Set.copyOf(said), said));
      }
    }

    @Override
    public void slots(Slots slots) {
      for (Part part : parts) {
        part.state.slots(slots.at(part.name));
      }
    }
  }
}
