package dev.stride.optim.rule;

import dev.stride.optim.Entries;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.Form;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes steps of the type that a rule needs, and deals the same random ones to whoever asks with
 * the same name.
 */
final class Dealer {
  static final int N = 6;

  private final UniformRandomProvider rng;
  private boolean first = true;

  Dealer(String name) {
    rng = Streams.of(7).at(name).rng();
  }

  /** A rule for steps of the type that it needs. */
  @SuppressWarnings("unchecked") // dense and sparse make the steps by the rule's own stepType
  static Rule<Step> rule(String text) {
    boolean traced =
        Form.links("optimizer", text).stream()
            .anyMatch(link -> Rules.registry().parse(link).stepType() == TraceStep.class);
    Rule<?> rule =
        traced
            ? Rules.parse(text, TraceStep.class, "a test")
            : Rules.parse(text, MetricStep.class, "a test");
    return (Rule<Step>) rule;
  }

  /** A step over all parameters, zero at first. */
  static Step dense(Rule<?> rule) {
    return rule.stepType() == TraceStep.class
        ? TraceStep.dense(N, TraceStep.ofSparse(N, N))
        : MetricStep.of(N);
  }

  /** A step over none of the parameters at first. */
  static Step sparse(Rule<?> rule) {
    return rule.stepType() == TraceStep.class ? TraceStep.ofSparse(N, N) : Step.sparse(N);
  }

  /** The same step over all parameters, zero where the sparse one touches nothing. */
  static Step spread(Step sparse) {
    if (sparse instanceof TraceStep trace) {
      TraceStep dense = TraceStep.dense(N, trace);
      trace.spread(dense);
      return dense;
    }
    Step dense = Step.dense(N);
    sparse.addTo(dense.value);
    dense.surprise = sparse.surprise;
    dense.objective = sparse.objective;
    return dense;
  }

  /** Writes a dense step into another, so that place i has what place order[i] had. */
  static void permute(Step from, Step into, int[] order) {
    into.surprise = from.surprise;
    into.objective = from.objective;
    for (int i = 0; i < N; i++) {
      into.value[i] = from.value[order[i]];
    }
    if (from instanceof MetricStep natural && into instanceof MetricStep permuted) {
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          permuted.metric[i * N + j] = natural.metric[order[i] * N + order[j]];
        }
      }
    }
    if (from instanceof TraceStep trace && into instanceof TraceStep permuted) {
      permuted.delta = trace.delta;
      for (int i = 0; i < N; i++) {
        permuted.trace[i] = trace.trace[order[i]];
      }
      permute(trace.features, permuted.features, order);
      permute(trace.difference, permuted.difference, order);
    }
  }

  private static void permute(Entries from, Entries into, int[] order) {
    into.size = from.size;
    for (int k = 0; k < from.size; k++) {
      into.value[k] = from.value[k];
      for (int i = 0; i < N; i++) {
        if (order[i] == from.index[k]) {
          into.index[k] = i;
        }
      }
    }
  }

  /** Fills the step, and what comes with it. */
  Step fill(Step step) {
    fill(step, 1);
    if (step instanceof MetricStep natural) {
      fillMetric(natural.metric);
    }
    return step;
  }

  /** Fills the step, and its traces and features, with values and a surprise of this size. */
  Step fill(Step step, double size) {
    if (step instanceof TraceStep trace) {
      trace.delta = size * Samplers.gaussian(rng);
      touch(trace.features);
      touch(trace.difference);
    }
    for (int j = 0; j < step.size; j++) {
      double deviate = Samplers.gaussian(rng);
      if (step instanceof TraceStep trace) {
        trace.trace[j] = deviate;
        trace.value[j] = trace.delta * deviate;
      } else {
        step.value[j] = size * deviate;
      }
    }
    step.surprise = first ? Double.NaN : size * Samplers.gaussian(rng);
    step.objective = size * Samplers.gaussian(rng);
    first = false;
    return step;
  }

  /** Touches a random, ascending subset. */
  Step touch(Step step) {
    subset(step);
    return fill(step, 1);
  }

  /** Touches all parameters. */
  Step touchAll(Step step) {
    step.size = N;
    Arrays.setAll(step.index, i -> i);
    return fill(step, 1);
  }

  private void touch(Entries entries) {
    subset(entries);
    for (int k = 0; k < entries.size; k++) {
      entries.value[k] = Samplers.gaussian(rng);
    }
  }

  private void subset(Entries entries) {
    entries.size = 0;
    for (int i = 0; i < N; i++) {
      if (rng.nextBoolean()) {
        entries.index[entries.size++] = i;
      }
    }
  }

  private void fillMetric(double[] metric) {
    double[][] half = new double[N][N];
    for (double[] row : half) {
      Arrays.setAll(row, i -> Samplers.gaussian(rng));
    }
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double sum = i == j ? 0.1 : 0;
        for (int k = 0; k < N; k++) {
          sum += half[i][k] * half[j][k];
        }
        metric[i * N + j] = sum;
      }
    }
  }
}
