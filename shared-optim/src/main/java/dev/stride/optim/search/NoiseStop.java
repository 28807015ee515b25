package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Another minimizer, stopped when its improvement can no longer be told from noise.
 *
 * <p>Behind every {@code window} iterations a check measures two points {@code measurements} times
 * each: the one that was recommended at the last check that passed (the start, at first) and the
 * one that is recommended now. It passes if a one-sided t-test with the pooled variance finds the
 * mean lower now, at the level {@code alpha}; the search stops at the {@code patience}-th check in
 * a row that does not. All of these values are fresh and charged.
 *
 * <p>The false alarm is an improvement that is none: where nothing improves any more, a check
 * passes with probability alpha (exactly for normal noise of one variance, nearly for others), so
 * that the search stops at its next patience checks with probability (1-alpha)^patience. The
 * opposite, to stop although the value falls by d standard errors per window (noise ·
 * √(2/measurements) each), has probability ∏_j Φ(z - jd) over the next checks j = 1..patience, z
 * being the (1-alpha)-quantile and the variance known: at alpha = 0.05 and patience 1 one half for
 * d = 1.64, and 0.05 for d = 3.29. Without noise every fall passes.
 *
 * @param use the minimizer
 * @param window iterations from one check to the next
 * @param measurements of either point in a check
 * @param alpha probability of a false alarm
 * @param patience checks in a row that have to fail
 */
public record NoiseStop(Minimizer use, long window, int measurements, double alpha, int patience)
    implements Wrapper {
  public NoiseStop {
    Wrapper.requireMinimising(use);
    Check.atLeastOne("window", window);
    Check.count("measurements", measurements, 2, 1_000_000);
    Check.that(alpha > 0 && alpha <= 0.5, "alpha must be above 0 and at most 0.5, not %s", alpha);
    Check.atLeastOne("patience", patience);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    Search search = new Search(problem, x0);
    try {
      use.minimize(problem.part(search::listen), x0, rng);
    } catch (Enough enough) {
      enough.endIfOf(search);
    }
  }

  private final class Search {
    private final Metered problem;
    private final Trial trial;
    private final double[] reference;
    private final double[] then;
    private final double[] now;
    private long iterations;
    private int failed;

    Search(Metered problem, double[] x0) {
      this.problem = problem;
      trial = problem.trial().order(Order.VALUE);
      reference = x0.clone();
      then = new double[measurements];
      now = new double[measurements];
    }

    void listen(double[] x) {
      problem.recommend(x);
      if (++iterations % window == 0) {
        if (isLower(x)) {
          failed = 0;
          System.arraycopy(x, 0, reference, 0, x.length);
        } else if (++failed >= patience) {
          throw new Enough(this);
        }
      }
    }

    private boolean isLower(double[] x) {
      for (int i = 0; i < measurements; i++) {
        then[i] = value(reference);
        now[i] = value(x);
      }
      double fall = StatUtils.mean(then) - StatUtils.mean(now);
      if (!(fall > 0)) {
        return false;
      }
      boolean exact = StatUtils.variance(then) + StatUtils.variance(now) == 0;
      return exact || new TTest().homoscedasticTTest(then, now) / 2 < alpha;
    }

    private double value(double[] at) {
      System.arraycopy(at, 0, trial.x, 0, at.length);
      problem.evaluate(trial);
      if (!Double.isFinite(trial.value)) {
        throw new Diverged("the value is not finite");
      }
      return trial.value;
    }
  }
}
