package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.optim.TraceStep;
import dev.stride.rl.agent.Run;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What is remembered of the pulls of each arm: all, or less of what is long ago (Garivier and
 * Moulines 2011). With a discount γ < 1 a pull made k pulls ago counts γᵏ; with a window only the
 * latest pulls count. The weight of an arm is the mean of its remembered rewards. Of an arm without
 * any it is what it was at the start, and of one that a discount alone has made small what it was.
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

  /** The mean of their rewards, which a discount alone does not change. */
  final double[] means;

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
  private final TraceStep step = TraceStep.ofSparse(2, 1);
  private final int[] position = Objects.requireNonNull(step.index);

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
    means = new double[run.actions()];
    Arrays.fill(means, unknown);
    index = new double[run.actions()];
    arms = new int[window];
    rewards = new double[window];
    ties = run.exploration();
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
      fade();
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

  private void fade() {
    for (int a = 0; a < pulls.length; a++) {
      boolean forgotten = pulls[a] < FORGOTTEN;
      pulls[a] = forgotten ? 0 : discount * pulls[a];
      sums[a] = forgotten ? 0 : discount * sums[a];
    }
  }

  private void forget(int arm, double reward) {
    pulls[arm]--;
    sums[arm] = pulls[arm] == 0 ? 0 : sums[arm] - reward;
  }

  /** Moves the weight of an arm to its mean. */
  private void move(int arm) {
    means[arm] = pulls[arm] == 0 ? unknown : sums[arm] / pulls[arm];
    position[step.size] = arm;
    step.value[step.size++] = means[arm] - weights[arm];
  }
}
