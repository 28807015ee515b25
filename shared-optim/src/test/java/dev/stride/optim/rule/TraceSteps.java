package dev.stride.optim.rule;

import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/** Steps of temporal-difference learning, and of the linear regression that it is at γ = 0. */
final class TraceSteps {
  private TraceSteps() {}

  static final int N = 3;

  static Rule.State<? super TraceStep> state(String text) {
    return Rules.parse(text, TraceStep.class, "a test").start(Layout.flat(N));
  }

  /** A step of the given TD error with one active feature, whose trace is z. */
  static TraceStep single(int at, double delta, double x, double z, double u) {
    TraceStep step = TraceStep.ofSparse(N, N);
    step.size = 1;
    step.index[0] = at;
    step.trace[0] = z;
    step.value[0] = delta * z;
    step.delta = delta;
    step.surprise = delta;
    put(step.features, at, x);
    put(step.difference, at, u);
    return step;
  }

  static void put(Entries entries, int at, double value) {
    entries.index[entries.size] = at;
    entries.value[entries.size++] = value;
  }

  /** What the rule makes of one step of a linear regression: z = x and u = -x. */
  static double apply(Rule.State<? super TraceStep> state, double delta, double x) {
    TraceStep step = single(1, delta, x, x, -x);
    state.apply(step, new double[N]);
    return step.value[0];
  }

  /** Random features, sparse, of a linear regression with noise: z = x, and u = -x. */
  static void regression(TraceStep step, double[] w, UniformRandomProvider rng) {
    step.size = 0;
    step.features.size = 0;
    step.difference.size = 0;
    step.delta = Samplers.gaussian(rng);
    for (int i = 0; i < N; i++) {
      if (rng.nextBoolean()) {
        double x = Samplers.gaussian(rng);
        step.index[step.size] = i;
        step.trace[step.size++] = x;
        put(step.features, i, x);
        put(step.difference, i, -x);
        step.delta += (i + 1 - w[i]) * x;
      }
    }
    step.surprise = step.delta;
    for (int j = 0; j < step.size; j++) {
      step.value[j] = step.delta * step.trace[j];
    }
  }
}
