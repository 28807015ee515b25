package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Adam with one second moment per block of the layout (Zhang et al. 2024, algorithm 1): m ← β₁m +
 * (1-β₁)d for each parameter, v_b ← β₂v_b + (1-β₂) mean of d² over the block b, x ← x + η_k
 * m̂/(√v̂_b+ε), corrected as in {@link Adam}. With blocks of one parameter it is Adam.
 *
 * <p>A sparse step is lazy for parameters and blocks: the mean is that of what it touches in a
 * block, a block without a touched parameter keeps its v_b, and the corrections count the steps
 * that touched the parameter, for m, and its block, for v_b.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 */
public record AdamMini(Schedule learningRate, double beta1, double beta2, double epsilon)
    implements Rule<Step> {
  public AdamMini {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdamMiniState(this, layout);
  }

  private static final class AdamMiniState implements State<Step> {
    private final AdamMini rule;
    private final double epsilon;
    private final List<Layout.Block> blocks;
    // Where each block begins, and where the last one ends.
    private final int[] begins;
    private final int[] blockOf;
    private final double[] m;
    private final double[] v;
    private final double[] power2;
    private final Powers powers;
    private long steps;
    private @Nullable Stall stall;
    // Of the present step alone: what it touches in each block, and what to divide by there.
    private final double[] squares;
    private final int[] touched;
    private final double[] divisors;

    AdamMiniState(AdamMini rule, Layout layout) {
      this.rule = rule;
      epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      blocks = layout.blocks();
      int n = layout.size();
      begins = new int[blocks.size() + 1];
      blockOf = new int[n];
      for (int b = 0; b < blocks.size(); b++) {
        begins[b + 1] = begins[b] + blocks.get(b).size();
        Arrays.fill(blockOf, begins[b], begins[b + 1], b);
      }
      m = new double[n];
      powers = new Powers(rule.beta1, n);
      v = new double[blocks.size()];
      power2 = new double[blocks.size()];
      Arrays.fill(power2, 1);
      squares = new double[blocks.size()];
      touched = new int[blocks.size()];
      divisors = new double[blocks.size()];
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.begin();
      }
      double rate = rule.learningRate.at(steps++);
      powers.begin(step);
      if (step.index == null) {
        for (int b = 0; b < v.length; b++) {
          int from = begins[b];
          int to = begins[b + 1];
          advance(b, squares(step.value, from, to) / (to - from));
          update(step, from, to, rate, divisors[b]);
        }
      } else {
        gather(step, step.index);
        update(step, 0, step.size, rate, 0);
      }
    }

    private static double squares(double[] d, int from, int to) {
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += d[j] * d[j];
      }
      return sum;
    }

    private void gather(Step step, int[] index) {
      double[] d = step.value;
      int n = step.size;
      for (int j = 0; j < n; ) {
        // A run of entries of the same block.
        int b = blockOf[index[j]];
        int begin = j;
        double sum = squares[b];
        for (; j < n && blockOf[index[j]] == b; j++) {
          sum += d[j] * d[j];
        }
        squares[b] = sum;
        touched[b] += j - begin;
      }
      for (int j = 0; j < n; j++) {
        int b = blockOf[index[j]];
        if (touched[b] > 0) {
          advance(b, squares[b] / touched[b]);
          squares[b] = 0;
          touched[b] = 0;
        }
      }
    }

    private void advance(int b, double square) {
      if (stall != null) {
        stall.see(b, square);
      }
      v[b] = rule.beta2 * v[b] + (1 - rule.beta2) * square;
      power2[b] = Powers.times(power2[b], rule.beta2);
      divisors[b] = Math.sqrt(v[b]) * (1 / Math.sqrt(1 - power2[b])) + epsilon;
    }

    // One loop, loads before stores: see Adam.
    private void update(Step step, int from, int to, double rate, double blockDivisor) {
      double beta1 = rule.beta1;
      double allRate = rate / (1 - powers.power1);
      boolean apart = powers.apart;
      double[] each1 = powers.each1;
      int[] blockOf = this.blockOf;
      double[] divisors = this.divisors;
      double[] m = this.m;
      double[] d = step.value;
      int[] index = step.index;
      for (int j = from; j < to; j++) {
        int i = index == null ? j : index[j];
        double mean = beta1 * m[i] + (1 - beta1) * d[j];
        double divisor = index == null ? blockDivisor : divisors[blockOf[i]];
        double corrected = allRate;
        if (apart) {
          double power1 = Powers.times(each1[i], beta1);
          each1[i] = power1;
          corrected = rate / (1 - power1);
        }
        m[i] = mean;
        d[j] = corrected * mean / divisor;
      }
    }

    @Override
    public void watch() {
      stall = Stall.geometric(blocks, rule.beta2);
    }

    @Override
    public void figures(Figures to) {
      IntToDoubleFunction square = b -> v[b] / (1 - power2[b]);
      Moments.say(to, m.length, i -> powers.mean(i, m[i]), i -> square.applyAsDouble(blockOf[i]));
      if (stall != null) {
        stall.say(to, square, b -> power2[b]);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("v", v);
      slots.vector("blockPower2", power2);
      powers.slots(slots);
    }
  }
}
