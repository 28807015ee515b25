package dev.stride.optim.rule;

import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Step;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a rule that divides by the root of a second moment has seen of late, kept where somebody
 * watches: to tell when the moment remembers gradients that are gone, and holds the steps down.
 *
 * <p>That is certain of a parameter with at least {@value #SETTLED} touches when the root of the
 * moment is more than ten times that of the recent mean square, and this is steady: now, and at the
 * last three of a series of touches, it is the same to a factor of √3. The series has a distance of
 * a sixth of all touches, or of those in which the moment falls by √3 where that is shorter. A run
 * that converges is not steady: for squares that fall evenly, by a share r per touch, leave a
 * moment that falls by b behind a hundredfold in t touches when (r-b)t = ln 100, and so fall by √3
 * within t/6 or within ln √3/b. Three times show it where they fall and rise again.
 */
final class Stall {
  /** Of the recent mean square: about 20 touches. */
  private static final double RECENT = 0.95;

  private static final int SETTLED = 60;

  /** A moment this many times the recent square stalls; half speed is at four times. */
  private static final double STALLED = 100;

  /** A moment this many times the recent square is left over from a run that has converged. */
  private static final double LEFT_OVER = 1e10;

  /** Most that the recent square changes while it is steady. */
  private static final double STEADY = Math.sqrt(3);

  private final DoubleBinaryOperator toHalfSpeed;
  private final int memory;

  /** Of which there is one moment each; null where each parameter has its own. */
  private final @Nullable List<Layout.Block> blocks;

  private final double[] recent;
  private final int[] touched;

  // The recent square at the last three of the series, and the touches up to the next.
  private final double[] first;
  private final double[] second;
  private final double[] third;
  private final int[] next;
  private long steps;

  /**
   * @param toHalfSpeed touches until a moment this many times the recent square is down to four
   *     times, where it was divided by 1 minus a power β^t that goes on to fall
   * @param memory touches in which the moment falls by √3 where nothing renews it
   */
  private Stall(
      int n, DoubleBinaryOperator toHalfSpeed, double memory, @Nullable List<Layout.Block> blocks) {
    this.toHalfSpeed = toHalfSpeed;
    this.memory = (int) memory;
    this.blocks = blocks;
    recent = new double[n];
    touched = new int[n];
    first = new double[n];
    second = new double[n];
    third = new double[n];
    next = new int[n];
  }

  /** For moments that move towards the square by a share of its distance: v ← βv + (1-β)d². */
  static Stall geometric(int n, double beta) {
    return new Stall(n, geometric(beta), memory(beta), null);
  }

  /** The same with one moment for each block. */
  static Stall geometric(List<Layout.Block> blocks, double beta) {
    return new Stall(blocks.size(), geometric(beta), memory(beta), blocks);
  }

  /**
   * With E = v/(1-P) and P = β^t at present, in units of the square, v is 1 + β^s(E(1-P) - 1) after
   * s touches more, and four times what 1 - Pβ^s corrects for when β^s = 3/(3 + (E-4)(1-P)).
   */
  private static DoubleBinaryOperator geometric(double beta) {
    double log = -StrictMath.log(beta);
    return (excess, power) -> StrictMath.log1p((excess - 4) * (1 - power) / 3) / log;
  }

  /** For moments that are the largest square, each of them times β with age: v ← max(βv, d²). */
  static Stall maximum(int n, double beta) {
    double log = -StrictMath.log(beta);
    return new Stall(n, (excess, power) -> StrictMath.log(excess / 4) / log, memory(beta), null);
  }

  private static double memory(double beta) {
    return StrictMath.log(STEADY) / -StrictMath.log(beta);
  }

  /** For moments that move towards the square by a share of it: v ← v - (1-β) sign(v-d²) d². */
  static Stall linear(int n, double beta) {
    return new Stall(n, linear(beta), Integer.MAX_VALUE, null);
  }

  private static DoubleBinaryOperator linear(double beta) {
    double log = StrictMath.log(beta);
    return (excess, power) -> {
      double v = excess * (1 - power);
      return downToFour(
          s -> {
            double way = s * (1 - beta);
            double then = v > 1 ? Math.max(1, v - way) : Math.min(1, v + way);
            return then / (1 - power * StrictMath.exp(s * log));
          });
    };
  }

  /** Where a falling function of what is above 0 has come down to 4, by halving. */
  private static double downToFour(DoubleUnaryOperator falling) {
    double above = 0;
    double below = 1;
    while (falling.applyAsDouble(below) > 4) {
      above = below;
      below *= 2;
    }
    for (int k = 0; k < 50; k++) {
      double middle = (above + below) / 2;
      if (falling.applyAsDouble(middle) > 4) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return below;
  }

  /** For moments that never fall. */
  static Stall never(int n) {
    return new Stall(n, (excess, power) -> Double.POSITIVE_INFINITY, Integer.MAX_VALUE, null);
  }

  /** Has to come before the rule rewrites the step. */
  void see(Step step) {
    double[] d = step.value;
    int[] index = step.index;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      see(index == null ? j : index[j], d[j] * d[j]);
    }
    begin();
  }

  /** Has to come once in each step where the rule hands over its squares alone. */
  void begin() {
    steps++;
  }

  /** One square alone: of a parameter, or the mean one of a block. */
  void see(int i, double square) {
    double now = touched[i] == 0 ? square : RECENT * recent[i] + (1 - RECENT) * square;
    recent[i] = now < Double.MIN_NORMAL ? 0 : now;
    touched[i]++;
    if (touched[i] > next[i]) {
      next[i] = touched[i] + Math.min(touched[i] / 6, memory);
      first[i] = second[i];
      second[i] = third[i];
      third[i] = now;
    }
  }

  /** Share of the steps that touched the parameter. */
  double share(int i) {
    return (double) touched[i] / steps;
  }

  /** The same for moments that are not corrected for their start. */
  void say(Figures to, IntToDoubleFunction moment) {
    say(to, moment, i -> 0);
  }

  /**
   * Names what is stalled, and how many steps that will last if as many of them as before touch it.
   *
   * @param moment by whose root the rule divides, of each
   * @param power β^t of each, where the moment was divided by 1-β^t
   */
  void say(Figures to, IntToDoubleFunction moment, IntToDoubleFunction power) {
    int worst = -1;
    double most = STALLED;
    int stalled = 0;
    for (int i = 0; i < recent.length; i++) {
      if (touched[i] >= SETTLED && isSteady(i)) {
        double excess = moment.applyAsDouble(i) / recent[i];
        if (excess > STALLED && excess < LEFT_OVER) {
          stalled++;
          worst = excess > most ? i : worst;
          most = Math.max(most, excess);
        }
      }
    }
    if (worst >= 0) {
      double touches = toHalfSpeed.applyAsDouble(most, power.applyAsDouble(worst));
      to.diagnosis(text(name(to, worst), stalled, touches / share(worst)));
    }
  }

  private boolean isSteady(int i) {
    double low = Math.min(Math.min(first[i], second[i]), Math.min(third[i], recent[i]));
    double high = Math.max(Math.max(first[i], second[i]), Math.max(third[i], recent[i]));
    return low > 0 && high <= STEADY * low;
  }

  private String name(Figures to, int i) {
    return blocks == null ? "parameter " + to.parameter(i) : "block " + blocks.get(i).name();
  }

  private String text(String worst, int stalled, double steps) {
    String all = blocks == null ? " parameters" : " blocks";
    String which = stalled == 1 ? worst : stalled + all + ", most of all " + worst;
    String until =
        Double.isInfinite(steps)
            ? "it never recovers"
            : String.format(Locale.ROOT, "about %d steps to half speed", Math.round(steps));
    return "the second moment stalls " + which + ": " + until;
  }
}
