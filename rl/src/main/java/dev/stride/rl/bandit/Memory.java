package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.optim.TraceStep;
import dev.stride.rl.agent.Run;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What is remembered of the pulls of each arm: all, or less of what is long ago (Garivier and
 * Moulines 2011). With a discount γ < 1 a pull made k pulls ago counts γᵏ; with a window only the
 * latest pulls count. The weight of an arm is the mean of its remembered rewards, and without any
 * what it is at the start.
 *
 * <p>Nothing is allocated after construction. Cost of a pull: constant, or the number of arms under
 * a discount.
 */
final class Memory {
  /** Below this share of a pull an arm counts as forgotten: subnormal numbers are slow. */
  private static final double FORGOTTEN = 1e-17;

  /** How many pulls of each arm are remembered, not necessarily a whole number. */
  final double[] pulls;

  /** The sum of their rewards. */
  final double[] sums;

  private final Run run;
  private final double[] weights;
  private final double discount;

  /** The mean of no rewards. */
  private final double unknown;

  private final int[] arms;
  private final double[] rewards;
  private int made;
  private final double[] index;
  private final UniformRandomProvider ties;
  private final TraceStep step;
  private final int[] position;

  Memory(Run run, double discount, int window) {
    this(run, discount, window, 0);
  }

  Memory(Run run, double discount, int window, double unknown) {
    this.run = run;
    this.discount = discount;
    this.unknown = unknown;
    weights = run.weights();
    pulls = new double[run.actions()];
    sums = new double[run.actions()];
    index = new double[run.actions()];
    arms = new int[window];
    rewards = new double[window];
    ties = run.exploration();
    step = TraceStep.ofSparse(run.actions(), 1);
    position = Objects.requireNonNull(step.index);
    // A mean is moved to where it belongs, by no error of a prediction.
    step.delta = Double.NaN;
  }

  static void check(double discount, int window) {
    Check.that(
        discount > 0 && discount <= 1, "discount must be above 0 and at most 1, not %s", discount);
    Check.count("window", window, 0, 10_000_000);
    Check.that(
        discount == 1 || window == 0, "discount and window are two ways to forget: one of them");
  }

  /** The number of the pull to come among those that are remembered: t. */
  double time() {
    double t = 1;
    for (double n : pulls) {
      t += n;
    }
    return t;
  }

  /** Sets the index of an arm. */
  void rate(int arm, double value) {
    index[arm] = value;
  }

  /** The arm with the largest index; ties are broken at random. */
  int best() {
    int best = 0;
    int same = 1;
    for (int a = 1; a < index.length; a++) {
      if (index[a] > index[best]) {
        best = a;
        same = 1;
      } else if (index[a] == index[best]) {
        same++;
      }
    }
    if (same > 1) {
      double max = index[best];
      for (int skip = ties.nextInt(same); skip > 0; skip--) {
        do {
          best++;
        } while (index[best] != max);
      }
    }
    return best;
  }

  /** Remembers a pull, and forgets. */
  void add(int arm, double reward) {
    step.size = 0;
    if (discount < 1) {
      fade(arm);
    }
    if (arms.length > 0) {
      int at = made % arms.length;
      if (made >= arms.length) {
        forget(arms[at], rewards[at]);
        if (arms[at] != arm) {
          move(arms[at]);
        }
      }
      arms[at] = arm;
      rewards[at] = reward;
      made++;
    }
    pulls[arm]++;
    sums[arm] += reward;
    move(arm);
    run.apply(step);
  }

  /** Of what is left of all pulls; the arm that was pulled now moves later. */
  private void fade(int arm) {
    for (int a = 0; a < pulls.length; a++) {
      if (pulls[a] >= FORGOTTEN) {
        pulls[a] *= discount;
        sums[a] *= discount;
      } else if (pulls[a] > 0) {
        pulls[a] = 0;
        sums[a] = 0;
        if (a != arm) {
          move(a);
        }
      }
    }
  }

  private void forget(int arm, double reward) {
    pulls[arm]--;
    sums[arm] = pulls[arm] == 0 ? 0 : sums[arm] - reward;
  }

  /** The mean of the remembered rewards of an arm. */
  double mean(int arm) {
    return pulls[arm] == 0 ? unknown : sums[arm] / pulls[arm];
  }

  /** Moves the weight of an arm to its mean. */
  private void move(int arm) {
    position[step.size] = arm;
    step.value[step.size++] = mean(arm) - weights[arm];
  }
}
