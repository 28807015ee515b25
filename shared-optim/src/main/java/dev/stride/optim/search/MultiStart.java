package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Stuck;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Another minimizer from several starts: x0, and then points drawn uniformly from the box x0 ±
 * spread. All charges and the budget are shared.
 *
 * <p>What is recommended follows the first run while that lasts. From then on it is the best result
 * so far: behind each later run, its result and the best one are both measured {@code measurements}
 * times, one in turn with the other, and the lower mean stays, the old one in a draw. All of these
 * values are fresh: what was measured on the way to a point, or at an earlier comparison, was
 * selected for being low, and does not count. An iteration is one of the inner minimizer, or the
 * end of a later run.
 *
 * <p>The starts come from a stream of their own: they are the same whatever the minimizer draws.
 *
 * <p>A later run that diverges is dropped. Converges behind the last run.
 *
 * @param use the minimizer
 * @param starts how many; 0 for as many as the budget covers
 * @param spread half the width of the box of starts, in the unit of the parameters; {@link
 *     #USUAL_SPREAD} for a single start
 * @param iterations of one run at most; 0 to let it end by itself
 * @param measurements of either point in a comparison
 */
public record MultiStart(Minimizer use, int starts, double spread, int iterations, int measurements)
    implements Wrapper {
  /** What has to stand for the spread of a single start. */
  public static final double USUAL_SPREAD = 1;

  public MultiStart {
    Wrapper.requireMinimising(use);
    Check.notNegative("starts", starts);
    Check.positive("spread", spread);
    Check.that(
        starts != 1 || spread == USUAL_SPREAD,
        "starts=1 is x0 alone, where spread has no meaning: take 2 starts or more, or leave it out");
    Check.notNegative("iterations", iterations);
    Check.count("measurements", measurements, 1, 1_000_000);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    new Search(problem, x0, rng).run(x0);
  }

  private final class Search {
    private final Metered problem;
    private final UniformRandomProvider rng;
    private final UniformRandomProvider draws;
    private final Trial trial;
    private final double[] last;
    private final double[] best;
    private boolean first = true;
    private int done;

    Search(Metered problem, double[] x0, UniformRandomProvider rng) {
      this.problem = problem;
      this.rng = rng;
      draws = Streams.of(rng.nextLong()).at("starts").rng();
      trial = problem.trial().order(Order.VALUE);
      last = new double[x0.length];
      best = x0.clone();
    }

    void run(double[] x0) {
      once(x0);
      first = false;
      double[] from = new double[x0.length];
      for (int start = 1; start < starts || starts == 0; start++) {
        for (int i = 0; i < from.length; i++) {
          from[i] = x0[i] + spread * (2 * draws.nextDouble() - 1);
        }
        try {
          once(from);
          if (isBetter(last, best)) {
            System.arraycopy(last, 0, best, 0, best.length);
          }
        } catch (Diverged dropped) {
          // best stays
        }
        problem.recommend(best);
      }
    }

    /** One run, whose last recommendation is left in {@code last}. */
    private void once(double[] from) {
      System.arraycopy(from, 0, last, 0, from.length);
      done = 0;
      try {
        use.minimize(
            problem.part(this::listen, iterations == 0 ? Long.MAX_VALUE : iterations), from, rng);
      } catch (Stuck itself) {
        // as good an end as any other, of this one run
      } catch (Enough iterationsDone) {
        iterationsDone.endIfOf(this);
      }
    }

    private void listen(double[] x) {
      System.arraycopy(x, 0, last, 0, x.length);
      if (first) {
        System.arraycopy(x, 0, best, 0, x.length);
      }
      problem.recommend(best);
      if (++done >= iterations && iterations > 0) {
        throw new Enough(this);
      }
    }

    private boolean isBetter(double[] candidate, double[] reference) {
      double difference = 0;
      for (int i = 0; i < measurements; i++) {
        difference += value(candidate) - value(reference);
      }
      return difference < 0;
    }

    private double value(double[] at) {
      System.arraycopy(at, 0, trial.x, 0, at.length);
      problem.evaluate(trial);
      return trial.value;
    }
  }
}
