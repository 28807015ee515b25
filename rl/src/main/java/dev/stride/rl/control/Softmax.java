package dev.stride.rl.control;

import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.feature.Encoder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A state as a learner with a policy of its own meets it: features x, the value v(s) = Σ x(f) w(f),
 * and the policy π(a|s) that grows with the exponential of the preference Σ x(f) θ(f, a) (Sutton
 * and Barto 2018, sections 13.1 and 13.2), among the actions that the state has. w(f) is the weight
 * f, and θ(f, a) of n features that at n + f·actions + a. Nothing is allocated after construction.
 */
final class Softmax {
  /** x, which are the positions of w as well. */
  final Entries x;

  /** How many actions the state has. */
  int end;

  private final Run run;
  private final double[] weights;
  private final double[] policy;
  private final Entries gradient;
  private final UniformRandomProvider rng;

  Softmax(Run run) {
    this.run = run;
    weights = run.weights();
    policy = new double[run.actions()];
    x = Entries.sparse(run.encoder().most());
    gradient = Entries.sparse(run.encoder().most() * run.actions());
    rng = run.exploration();
  }

  /** The blocks of such weights. */
  static Layout layout(Encoder features, int actions) {
    return new Layout(List.of(new Layout.Block("values", 0, List.of(features.size()))))
        .with("policy", features.size(), actions);
  }

  /** Writes such weights before the first step. */
  static void initialise(Layout layout, double[] weights, double initial, double preference) {
    Layout.Block policy = layout.blocks().get(1);
    Arrays.fill(weights, 0, policy.offset(), initial);
    int actions = policy.shape().get(1);
    for (int i = policy.offset(); i < weights.length; i += actions) {
      weights[i] = preference;
    }
  }

  /** An empty trace over such weights. */
  static Traces trace(Run run) {
    int kinds = 1 + run.actions();
    Encoder encoder = run.encoder();
    return new Traces(
        encoder.size() * kinds, encoder.most() * kinds, 1, Traces.Kind.ACCUMULATING, 0);
  }

  /** Writes π(·|s) for features of a state that has so many actions. */
  static void policy(Entries x, double[] weights, int actions, double[] policy) {
    int[] at = Objects.requireNonNull(x.index);
    int features = weights.length / (1 + policy.length);
    Arrays.fill(policy, 0);
    for (int k = 0; k < x.size; k++) {
      int first = features + at[k] * policy.length;
      for (int a = 0; a < actions; a++) {
        policy[a] += x.value[k] * weights[first + a];
      }
    }
    normalise(policy, actions);
  }

  /** Turns so many preferences into probabilities. */
  private static void normalise(double[] preferences, int actions) {
    double max = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < actions; a++) {
      max = Math.max(max, preferences[a]);
    }
    double sum = 0;
    for (int a = 0; a < actions; a++) {
      preferences[a] = StrictMath.exp(preferences[a] - max);
      sum += preferences[a];
    }
    for (int a = 0; a < actions; a++) {
      preferences[a] /= sum;
    }
  }

  /** Sees the state in which the agent is. */
  void observe() {
    run.observe(x);
    end = run.actions(run.state());
  }

  /** v(s). */
  double value() {
    int[] at = Objects.requireNonNull(x.index);
    double sum = 0;
    for (int k = 0; k < x.size; k++) {
      sum += x.value[k] * weights[at[k]];
    }
    return sum;
  }

  /** Sees what the policy is as the weights are now. */
  void evaluate() {
    policy(x, weights, end, policy);
  }

  /** Draws an action from the policy that was seen. */
  int choose() {
    return Samplers.index(rng, policy, 0, end);
  }

  /**
   * ∇ ln π(a|s) with respect to θ, of the policy that was seen: x(f) (1{a=b} - π(b|s)) at θ(f, b).
   */
  Entries gradient(int action) {
    int[] from = Objects.requireNonNull(x.index);
    int[] at = Objects.requireNonNull(gradient.index);
    int features = weights.length / (1 + policy.length);
    gradient.size = 0;
    for (int k = 0; k < x.size; k++) {
      for (int b = 0; b < end; b++) {
        at[gradient.size] = features + from[k] * policy.length + b;
        gradient.value[gradient.size++] = x.value[k] * ((b == action ? 1 : 0) - policy[b]);
      }
    }
    return gradient;
  }
}
