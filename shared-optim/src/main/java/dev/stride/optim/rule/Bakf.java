package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Set;

/**
 * The bias-adjusted Kalman filter step size (George and Powell 2006, figure 4), which minimises the
 * expected error of an estimate whose target moves under noise. For each parameter, d being the
 * observation minus the estimate,
 *
 * <pre>
 * ν ← ν/(1 + ν - ν̄),  b ← (1-ν)b + νd,  s ← (1-ν)s + νd²
 * α = 1 - σ²/s  for  σ² = (s - b²)/(1 + λ),  so  α = (λ + b²/s)/(1 + λ)
 * λ ← (1-α)²λ + α²
 * x ← x + αd
 * </pre>
 *
 * <p>b is the bias, s the mean square and σ² the noise of the observations, λ the variance of the
 * estimate as a multiple of σ². ν starts at 1, b, s and λ at 0; the first step of a parameter has α
 * = η_k instead. Without a bias α is 1/n.
 *
 * <p>d is such a difference for values in a table, where it is the TD error; a gradient is not. A
 * sparse step leaves what it does not touch alone.
 *
 * @param learningRate η_k, the step size of the first step of each parameter
 * @param decay 1 - ν̄, the moving averages' factor in the end
 */
public record Bakf(Schedule learningRate, double decay) implements Rule<Step> {
  public Bakf {
    Check.fraction("decay", decay);
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.FIRST);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new BakfState(this, layout.size());
  }

  private static final class BakfState implements State<Step> {
    /** Makes 0/0 a 0, and its product with λ is a normal number. */
    private static final double VANISHING = 1e-300;

    private final Bakf rule;
    private final Tally weights;
    private final double[] bias;
    private final double[] square;
    private final double[] lambda;
    private long steps;

    BakfState(Bakf rule, int n) {
      this.rule = rule;
      weights = new Tally(n, 1);
      bias = new double[n];
      square = new double[n];
      lambda = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      weights.begin(step);
      if (weights.apart) {
        updateApart(step, rate);
      } else {
        weights.all = next(weights.all);
        updateTogether(step, rate, weights.all);
      }
    }

    // Two loops: see Radam. λ is 0 until a parameter has moved.
    private void updateTogether(Step step, double rate, double nu) {
      double[] bias = this.bias;
      double[] square = this.square;
      double[] lambda = this.lambda;
      double[] d = step.value;
      int n = step.size;
      boolean first = n > 0 && lambda[0] == 0;
      for (int i = 0; i < n; i++) {
        double difference = d[i];
        double before = lambda[i];
        double b = (1 - nu) * bias[i] + nu * difference;
        double s = (1 - nu) * square[i] + nu * difference * difference;
        double scale = s + VANISHING;
        double alpha = first ? rate : (before * scale + b * b) / (scale * (1 + before));
        bias[i] = b;
        square[i] = s;
        lambda[i] = (1 - alpha) * (1 - alpha) * before + alpha * alpha;
        d[i] = alpha * difference;
      }
    }

    private void updateApart(Step step, double rate) {
      double[] each = weights.each;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double nu = next(each[i]);
        double difference = d[j];
        double before = lambda[i];
        double b = (1 - nu) * bias[i] + nu * difference;
        double s = (1 - nu) * square[i] + nu * difference * difference;
        double scale = s + VANISHING;
        double alpha = before == 0 ? rate : (before * scale + b * b) / (scale * (1 + before));
        each[i] = nu;
        bias[i] = b;
        square[i] = s;
        lambda[i] = (1 - alpha) * (1 - alpha) * before + alpha * alpha;
        d[j] = alpha * difference;
      }
    }

    private double next(double weight) {
      return weight / (1 + weight - (1 - rule.decay));
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      weights.slots(slots.at("weight"));
      slots.vector("bias", bias);
      slots.vector("square", square);
      slots.vector("lambda", lambda);
    }
  }
}
