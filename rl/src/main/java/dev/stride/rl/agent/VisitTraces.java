package dev.stride.rl.agent;

import dev.stride.optim.Check;
import dev.stride.optim.TraceStep;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Table;
import java.util.Arrays;
import java.util.Objects;

/**
 * Visit counts N and eligibility traces E of the entries of a table, and the step size that follows
 * from them (Hutter and Legg 2007, equations 8 and 9; Legg 2008, equations 6.8 and 6.9): on the way
 * from an entry s to an entry s', with the TD error δ,
 *
 * <pre>
 * E(s) ← E(s) + 1,  N(s) ← N(s) + 1
 * β(i) = N(s') / (N(s') - γE(s')) / N(i)
 * V(i) ← V(i) + β(i) E(i) δ
 * E ← γλE,  N ← λN
 * </pre>
 *
 * <p>all N being 1 at first, as if every entry had been visited once and its present value been
 * seen. This keeps V at the minimum of Σ λ^(t-k) (v_k - V(s_k))² over all visits, where v_k is the
 * return of the k-th visit and what is not known of it yet is taken from V: V(i) N(i) = R(i) + E(i)
 * V(s'), with R the weighted rewards so far.
 *
 * <p>The paper leaves episodes out. Where one terminates, the return is known to the end, and V(i)
 * N(i) = R(i) gives β(i) = 1/N(i): the limit of a next value that is certain. Then no return is
 * open any more, E is 0, and N goes on. So it is where the time limit cuts, but for the value of
 * the last state, which is what the returns end with.
 *
 * <p>Without a discount N(s') - E(s') is what is left of visits before this episode. It is at least
 * 1 for λ = 1, and for λ < 1 it fades, and β with it has no bound: such learning needs γ < 1.
 *
 * <p>A step costs the number of entries visited in the episode. N and E are kept as multiples of
 * the weight of a visit long ago, so that nothing has to decay but E by γ. Nothing is allocated.
 */
public final class VisitTraces {
  /** Above it all weights are brought back to the scale of the present. */
  private static final double LARGEST_SCALE = 1e100;

  private final double lambda;
  private final double discount;
  private final TraceStep step;
  private final int[] visited;

  /** Where an entry is in the step, or -1. */
  private final int[] place;

  private final double[] counts;

  /** The weight of a visit now, as a multiple of what counts and traces are kept in. */
  private double scale = 1;

  /** Traces over the table of a run, before the first visit. */
  public VisitTraces(Run run, double lambda) {
    int n = run.weights().length;
    this.lambda = lambda;
    discount = run.discount();
    step = TraceStep.ofSparse(n, 1);
    visited = Objects.requireNonNull(step.index);
    place = new int[n];
    Arrays.fill(place, -1);
    counts = new double[n];
    Arrays.fill(counts, 1);
  }

  /** Checks λ. */
  public static void check(double lambda) {
    Check.that(lambda > 0 && lambda <= 1, "lambda must be above 0 and at most 1, not %s", lambda);
  }

  /** Why features are of no use here; empty where they are. */
  public static String misfit(Encoder features) {
    return features instanceof Table.States
        ? ""
        : "the step size counts visits of states, so that it takes a table and no other features";
  }

  /** No return is open: an episode begins. */
  public void clear() {
    for (int k = 0; k < step.size; k++) {
      place[visited[k]] = -1;
    }
    step.size = 0;
  }

  /** The step of a TD error from one entry to another, behind which values go on. */
  public TraceStep step(int from, int to, double delta) {
    visit(from);
    double open = place[to] < 0 ? 0 : discount * step.trace[place[to]];
    double known = counts[to] - open;
    return step(delta, open == 0 ? delta : delta * counts[to] / known);
  }

  /** The step of a TD error with which the episode terminated. */
  public TraceStep last(int from, double delta) {
    visit(from);
    return step(delta, delta);
  }

  private void visit(int entry) {
    if (place[entry] < 0) {
      place[entry] = step.size;
      visited[step.size] = entry;
      step.trace[step.size++] = 0;
    }
    step.trace[place[entry]] += scale;
    counts[entry] += scale;
  }

  private TraceStep step(double delta, double pull) {
    double[] e = step.trace;
    double[] d = step.value;
    int n = step.size;
    for (int k = 0; k < n; k++) {
      // Both may have come down to 0, after many steps.
      d[k] = e[k] == 0 ? 0 : pull * (e[k] / counts[visited[k]]);
      e[k] *= discount;
    }
    step.delta = delta;
    step.surprise = delta;
    scale /= lambda;
    if (scale > LARGEST_SCALE) {
      rescale();
    }
    return step;
  }

  private void rescale() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] /= scale;
    }
    for (int k = 0; k < step.size; k++) {
      step.trace[k] /= scale;
    }
    scale = 1;
  }
}
