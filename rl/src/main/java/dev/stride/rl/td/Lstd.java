package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.optim.TraceStep;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Least-squares TD(λ) (Bradtke and Barto 1996; Boyan 2002; Sutton and Barto 2018, section 9.8):
 * with the trace z ← ρ(γλz + x) of n features, ρ the importance ratio of the action, and d = x -
 * γx', the weights w = A⁻¹b of
 *
 * <pre>
 * A = εI + Σ z dᵀ,    b = Σ z r
 * </pre>
 *
 * <p>go to the TD(λ) fixed point. The inverse is kept up by the formula of Sherman and Morrison,
 * and w with it, since the TD error δ = r - dᵀw is what b - Aw grows by along z:
 *
 * <pre>
 * k = A⁻¹z / (1 + dᵀA⁻¹z)
 * w ← w + δk
 * A⁻¹ ← A⁻¹ - k dᵀA⁻¹
 * </pre>
 *
 * <p>There is no step size, and so no optimizer. Cost of a step: n², and n² numbers are kept.
 *
 * @param lambda λ
 * @param epsilon ε, how strongly weights are held at zero at first
 */
public record Lstd(double lambda, double epsilon) implements Prediction {
  private static final int MOST_FEATURES = 4096;

  public Lstd {
    Check.probability("lambda", lambda);
    Check.positive("epsilon", epsilon);
  }

  @Override
  public double initial() {
    return 0;
  }

  @Override
  public boolean takesRule() {
    return false;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return features.size() <= MOST_FEATURES
        ? ""
        : "the agent keeps the square of the number of features, which may be at most "
            + MOST_FEATURES
            + " and is "
            + features.size();
  }

  @Override
  public void learn(Run run) {
    Transition now = new Transition(run);
    Traces z = Traces.ofStates(run, Traces.Kind.ACCUMULATING, 0);
    Inverse inverse = new Inverse(run.encoder().size(), 1 / epsilon, z.step(0));
    double decay = run.discount() * lambda;
    while (run.begin()) {
      if (now.begin()) {
        z.clear();
      }
      do {
        double delta = now.act();
        z.scale(decay);
        z.visit(now.x, 0);
        z.scale(now.ratio());
        z.leave(now.x, 0);
        z.reach(now.next, 0, now.discount);
        run.apply(inverse.step(z.step(delta)));
        now.advance();
      } while (!run.ended());
    }
  }

  /** A⁻¹, row by row. */
  private static final class Inverse {
    private final int n;
    private final double[] a;
    private final double[] row;
    private final TraceStep step;

    Inverse(int n, double diagonal, TraceStep sparse) {
      this.n = n;
      a = new double[n * n];
      for (int i = 0; i < n; i++) {
        a[i * n + i] = diagonal;
      }
      row = new double[n];
      step = TraceStep.dense(n, sparse);
    }

    /** Takes in z dᵀ, and gives the step δk. */
    TraceStep step(TraceStep sparse) {
      int[] differenceAt = Objects.requireNonNull(sparse.difference.index);
      Arrays.fill(row, 0);
      for (int j = 0; j < sparse.difference.size; j++) {
        addTo(row, -sparse.difference.value[j], a, differenceAt[j] * n);
      }
      int[] at = Objects.requireNonNull(sparse.index);
      double denominator = 1;
      for (int j = 0; j < sparse.size; j++) {
        denominator += row[at[j]] * sparse.trace[j];
      }
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < sparse.size; j++) {
          sum += a[i * n + at[j]] * sparse.trace[j];
        }
        step.trace[i] = sum / denominator;
        step.value[i] = sparse.delta * step.trace[i];
      }
      for (int i = 0; i < n; i++) {
        subtract(a, i * n, step.trace[i], row);
      }
      step.delta = sparse.delta;
      step.surprise = sparse.delta;
      return step;
    }

    private static void addTo(double[] sum, double factor, double[] a, int from) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += factor * a[from + j];
      }
    }

    private static void subtract(double[] a, int from, double factor, double[] row) {
      for (int j = 0; j < row.length; j++) {
        a[from + j] -= factor * row[j];
      }
    }
  }
}
