package dev.stride.rl;

/**
 * What weights say about every state, for pictures of it.
 *
 * @param values of a prediction: the predicted values; of control: the exact values of the policy,
 *     under the time limit in those states from which it would collect without end
 * @param policy of control: π(a|s) in the order of the pairs; empty for a prediction
 */
public record Snapshot(double[] values, double[] policy) {}
