package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * η_k = start / (1 + decay · k), for which stochastic approximation converges (Robbins and Monro
 * 1951); decay 1 averages: η_k = start / (k+1).
 *
 * @param start η_0, positive
 * @param decay how fast it falls
 */
public record Inverse(double start, double decay) implements Schedule {
  public Inverse {
    Check.positive("start", start);
    Check.notNegative("decay", decay);
  }

  @Override
  public double at(long k) {
    return start / (1 + decay * k);
  }

  @Override
  public double scale() {
    return start;
  }
}
