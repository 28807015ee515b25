package dev.stride.rl.agent;

import dev.stride.rl.mdp.FiniteMdp;

/**
 * A way to learn from experience. Immutable configuration, a record; what changes lives in the
 * {@link Run}.
 */
public interface Agent {
  /** What the weights of an agent mean, and so how they are judged. */
  enum Task {
    /** A weight per state: its value under the uniformly random policy. */
    PREDICTION,
    /** A weight per state-action pair: the value of the action. */
    CONTROL
  }

  /** What this agent learns. */
  Task task();

  /** What all weights are before the first step. */
  double initial();

  /** Why this agent makes no sense in an environment, and what would; empty where it does. */
  default String misfit(FiniteMdp mdp) {
    return task() == Task.CONTROL && mdp.actions() == 1
        ? "the agent chooses among actions and the environment has only one; td-lambda predicts"
            + " its values"
        : "";
  }

  /**
   * Learns until {@link Run#begin} says that it is over. The loop belongs to the agent alone, so
   * that it is compiled for this agent.
   */
  void learn(Run run);
}
