package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adafactor (Shazeer and Stern 2018, algorithms 4 and 5 with the settings of algorithm 6): Adam
 * without momentum whose second moment of a matrix is kept as the sums R of its rows and C of its
 * columns. For a block of m×n parameters X, in step t = 1, 2, ...:
 *
 * <pre>
 * β = 1 - t^-κ        R ← βR + (1-β)(D² + ε)1        C ← βC + (1-β)1ᵀ(D² + ε)        V = RC/1ᵀR
 * U = D/√V        X ← X + α U/max(1, rms(U)/c)        α = max(φ, rms(X)) min(η_k, 1/√t)
 * </pre>
 *
 * <p>A block of more than two axes is a matrix with all axes but the last as rows; a vector keeps V
 * ← βV + (1-β)(D² + ε) itself. Memory m + n for a matrix. The paper's momentum is that of a chain.
 * Needs dense steps: R, C and the root mean squares are over whole blocks.
 *
 * @param learningRate η_k
 * @param relativeStep whether 1/√t bounds the learning rate
 * @param scaleParameter whether α is relative to the size of the parameters; else α = min(η_k,
 *     1/√t)
 * @param epsilon ε, the paper's ε₁
 * @param floor φ, the paper's ε₂: the size that parameters are taken to have at least
 * @param max c, the largest root mean square of U that passes
 * @param decayExponent κ
 */
public record Adafactor(
    Schedule learningRate,
    boolean relativeStep,
    boolean scaleParameter,
    double epsilon,
    double floor,
    double max,
    double decayExponent)
    implements Rule<Step> {
  public Adafactor {
    Check.notNegative("epsilon", epsilon);
    Check.positive("floor", floor);
    Check.positive("max", max);
    Check.positive("decayExponent", decayExponent);
  }

  @Override
  public boolean needsDense() {
    return true;
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AdafactorState(this, layout);
  }

  private static final class AdafactorState implements State<Step> {
    private final Adafactor rule;
    private final List<Moment> moments = new ArrayList<>();
    private long steps;

    AdafactorState(Adafactor rule, Layout layout) {
      this.rule = rule;
      for (Layout.Block block : layout.blocks()) {
        moments.add(block.shape().size() > 1 ? new Factored(block) : new Whole(block));
      }
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double t = (double) steps;
      double relative = rule.relativeStep ? Math.min(rate, 1 / Math.sqrt(t)) : rate;
      // By way of exp, because pow allocates.
      double beta = 1 - StrictMath.exp(-rule.decayExponent * StrictMath.log(t));
      double epsilon = EpsilonPlacement.notZero(rule.epsilon);
      double[] d = step.value;
      for (int b = 0; b < moments.size(); b++) {
        Moment moment = moments.get(b);
        moment.normalise(d, x, beta, epsilon);
        int from = moment.from;
        int to = moment.to;
        double size = rule.scaleParameter ? Math.max(rule.floor, moment.rms(moment.lengths, x)) : 1;
        double scale = size * relative / Math.max(1, moment.rms(moment.squares, d) / rule.max);
        for (int i = from; i < to; i++) {
          d[i] *= scale;
        }
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      for (Moment moment : moments) {
        moment.slots(slots.at(moment.block.name()));
      }
    }
  }

  /** The second moment of one block. */
  private abstract static class Moment {
    final Layout.Block block;
    final int from;
    final int to;

    /** Σx² and ΣU² of the present step, which its loops take along. */
    double lengths;

    double squares;

    Moment(Layout.Block block) {
      this.block = block;
      from = block.offset();
      to = from + block.size();
    }

    /** Takes the step in, and divides it by the root of the moment. */
    abstract void normalise(double[] d, double[] x, double beta, double epsilon);

    abstract void slots(Slots slots);

    double rms(double squares, double[] values) {
      return Norm.root(squares, values, from, to) / Math.sqrt(to - from);
    }
  }

  private static final class Whole extends Moment {
    private final double[] v;

    Whole(Layout.Block block) {
      super(block);
      v = new double[to - from];
    }

    @Override
    void normalise(double[] d, double[] x, double beta, double epsilon) {
      double lengths = 0;
      double squares = 0;
      for (int i = from; i < to; i++) {
        double entry = d[i];
        double here = x[i];
        double square = beta * v[i - from] + (1 - beta) * (entry * entry + epsilon);
        double normalised = entry / Math.sqrt(square);
        lengths += here * here;
        squares += normalised * normalised;
        v[i - from] = square;
        d[i] = normalised;
      }
      this.lengths = lengths;
      this.squares = squares;
    }

    @Override
    void slots(Slots slots) {
      slots.vector("v", v);
    }
  }

  private static final class Factored extends Moment {
    private final double[] rows;
    private final double[] columns;

    /** Of the present step: the sums of its columns, and then their factors. */
    private final double[] scratch;

    Factored(Layout.Block block) {
      super(block);
      int n = block.shape().get(block.shape().size() - 1);
      rows = new double[block.size() / n];
      columns = new double[n];
      scratch = new double[n];
    }

    // 1/√V is a product of factors: one root for each row and column. Roots first, because a
    // quotient of squares may overflow.
    @Override
    void normalise(double[] d, double[] x, double beta, double epsilon) {
      double all = Math.sqrt(takeIn(d, x, beta, epsilon));
      double[] factors = scratch;
      int n = factors.length;
      for (int c = 0; c < n; c++) {
        factors[c] = 1 / Math.sqrt(columns[c]);
      }
      double squares = 0;
      for (int r = 0; r < rows.length; r++) {
        double factor = all / Math.sqrt(rows[r]);
        int begin = from + r * n;
        for (int c = 0; c < n; c++) {
          double normalised = d[begin + c] * factor * factors[c];
          squares += normalised * normalised;
          d[begin + c] = normalised;
        }
      }
      this.squares = squares;
    }

    /** Updates both factors; returns the sum over the rows. */
    private double takeIn(double[] d, double[] x, double beta, double epsilon) {
      double[] sums = scratch;
      int n = sums.length;
      Arrays.fill(sums, 0);
      double all = 0;
      double lengths = 0;
      for (int r = 0; r < rows.length; r++) {
        int begin = from + r * n;
        double sum = 0;
        for (int c = 0; c < n; c++) {
          double entry = d[begin + c];
          double here = x[begin + c];
          double square = entry * entry + epsilon;
          sum += square;
          lengths += here * here;
          sums[c] += square;
        }
        rows[r] = beta * rows[r] + (1 - beta) * sum;
        all += rows[r];
      }
      for (int c = 0; c < n; c++) {
        columns[c] = beta * columns[c] + (1 - beta) * sums[c];
      }
      this.lengths = lengths;
      return all;
    }

    @Override
    void slots(Slots slots) {
      slots.vector("rows", rows);
      slots.vector("columns", columns);
    }
  }
}
