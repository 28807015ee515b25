package dev.stride.vqe.measure;

/**
 * A measured number.
 *
 * @param mean the estimate
 * @param variance of the estimate, estimated from the same shots; 0 where it is exact
 */
public record Estimate(double mean, double variance) {}
