package dev.stride.rl.td;

import dev.stride.optim.Entries;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import java.util.Arrays;
import java.util.Objects;

/**
 * What {@link Gtd2} and {@link Tdc} share: a second block of weights h, behind those of the values,
 * that learns to predict the TD error from the features.
 */
final class GradientTd {
  private GradientTd() {}

  /** The values begin where they are told to, h at zero. */
  static void initialise(double[] weights, double initial) {
    Arrays.fill(weights, 0, weights.length / 2, initial);
  }

  /**
   * Learns with w ← w + ρ(cx - γx' hᵀx) and h ← h + βρ(δ - hᵀx)x, the optimizer rewriting both.
   *
   * @param corrected whether c is δ (TDC), or what h predicts of it, hᵀx (GTD2)
   */
  static void learn(Run run, double beta, boolean corrected) {
    Transition now = new Transition(run);
    int n = run.encoder().size();
    int most = run.encoder().most();
    double[] w = run.weights();
    Entries second = Entries.sparse(most);
    Traces sum = new Traces(2 * n, 2 * most, 1, Traces.Kind.ACCUMULATING, 0);
    while (run.begin()) {
      now.begin();
      do {
        double delta = now.act();
        double rho = now.ratio();
        shift(now.x, n, second);
        double projection = dot(second, w);
        sum.clear();
        sum.add(now.x, 0, rho * (corrected ? delta : projection));
        sum.add(now.next, 0, -rho * now.discount * projection);
        sum.add(second, 0, beta * rho * (delta - projection));
        run.apply(sum.step(delta, 1));
        now.advance();
      } while (!run.ended());
    }
  }

  private static void shift(Entries x, int by, Entries into) {
    int[] at = Objects.requireNonNull(x.index);
    int[] to = Objects.requireNonNull(into.index);
    into.size = x.size;
    for (int k = 0; k < x.size; k++) {
      to[k] = at[k] + by;
      into.value[k] = x.value[k];
    }
  }

  private static double dot(Entries x, double[] w) {
    int[] at = Objects.requireNonNull(x.index);
    double sum = 0;
    for (int k = 0; k < x.size; k++) {
      sum += x.value[k] * w[at[k]];
    }
    return sum;
  }
}
