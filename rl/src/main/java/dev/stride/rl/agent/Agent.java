package dev.stride.rl.agent;

import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A way to learn from experience. Immutable configuration, a record; what changes lives in the
 * {@link Run}.
 */
public interface Agent {
  /** What an agent learns, and so how it is judged. */
  enum Task {
    /** The values of the policy that the environment names. */
    PREDICTION,
    /** A policy. */
    CONTROL
  }

  /** What this agent learns. */
  Task task();

  /** What the weights of values are before the first step. */
  double initial();

  /** Writes the weights before the first step; those that are no values may begin elsewhere. */
  default void initialise(Layout layout, double[] weights) {
    Arrays.fill(weights, initial());
  }

  /**
   * The weights, all of which an optimizer may change: those of state values w(f) or of action
   * values w(f, a) first, then whatever else an agent needs.
   */
  default Layout layout(World world, Encoder features) {
    List<Integer> shape =
        switch (task()) {
          case PREDICTION -> List.of(features.size());
          case CONTROL -> List.of(features.size(), world.actions());
        };
    return new Layout(List.of(new Layout.Block("values", 0, shape)));
  }

  /** Whether an optimizer turns its steps into changes; else it has a step size of its own. */
  default boolean takesRule() {
    return true;
  }

  /** The most that its steps carry: plain ones go with the rules that ask for no more. */
  default Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  /** Why this agent makes no sense in a world, and what would; empty where it does. */
  default String misfit(World world, Encoder features) {
    return task() == Task.CONTROL && world.actions() == 1
        ? "the agent chooses among actions and the environment has only one; td-lambda predicts"
            + " its values"
        : "";
  }

  /**
   * Learns until {@link Run#begin} says that it is over. The loop belongs to the agent alone, so
   * that it is compiled for this agent.
   */
  void learn(Run run);

  /** The value v(s) that the weights give to a state with these features. */
  default double value(Entries features, double[] weights) {
    int[] at = Objects.requireNonNull(features.index);
    double sum = 0;
    for (int k = 0; k < features.size; k++) {
      sum += features.value[k] * weights[at[k]];
    }
    return sum;
  }

  /**
   * The policy that the weights stand for: the greedy one on action values unless an agent says
   * otherwise. Tied actions share the probability.
   *
   * @param actions how many actions the state has
   * @param policy π(a|s) for a state with these features, as long as the most actions of any state;
   *     written
   */
  default void policy(Entries features, double[] weights, int actions, double[] policy) {
    int[] at = Objects.requireNonNull(features.index);
    Arrays.fill(policy, 0);
    for (int k = 0; k < features.size; k++) {
      int first = at[k] * policy.length;
      for (int a = 0; a < actions; a++) {
        policy[a] += features.value[k] * weights[first + a];
      }
    }
    greedy(policy, actions);
  }

  /** Turns so many action values into the greedy policy on them. */
  static void greedy(double[] values, int actions) {
    double max = Double.NEGATIVE_INFINITY;
    int ties = 0;
    for (int a = 0; a < actions; a++) {
      double value = values[a];
      ties = value > max ? 1 : ties + (value == max ? 1 : 0);
      max = Math.max(max, value);
    }
    for (int a = 0; a < actions; a++) {
      values[a] = values[a] == max ? 1.0 / ties : 0;
    }
  }
}
