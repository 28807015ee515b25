package dev.stride.rl.env;

/**
 * Observations, all of the same weight, and the exact values of the states that they show. What a
 * world gives it may change when it moves on.
 *
 * @param observations one in a row
 * @param values of each of them
 */
public record KnownValues(double[][] observations, double[] values) {}
