package dev.stride.optim.noise;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * What the noise of BBOB has in common (Hansen, Finck, Ros and Auger, Real-parameter black-box
 * optimization benchmarking 2009: noisy functions definitions, INRIA RR-6869). It falls on the gap
 * f of a value to the minimum; a gap below 10⁻⁸ is left as it is, and 1.01·10⁻⁸ is added to what is
 * observed of any other, so that none of those passes for solved.
 *
 * <p>The paper knows values alone. On a number without a known minimum, as a reward or an entry of
 * a gradient, the noise falls on its size and leaves its sign, and nothing is added.
 *
 * <p>On a gap all of it is biased; of Cauchy noise there is no mean at all. It keeps the order, a
 * lower value being stochastically lower, but for uniform noise with α above 1, which lifts small
 * gaps further than large ones.
 */
interface BbobNoise extends Noise {
  /** Gaps below this count as none. */
  double SOLVED = 1e-8;

  /** The gap as it is observed, before anything is added; f is at least 10⁻⁸. */
  double observe(double f, UniformRandomProvider rng);

  @Override
  default double perturbAbove(double minimum, double value, UniformRandomProvider rng) {
    double f = value - minimum;
    return f < SOLVED ? value : minimum + (observe(f, rng) + 1.01 * SOLVED);
  }

  @Override
  default double perturb(double value, UniformRandomProvider rng) {
    double size = Math.abs(value);
    return size < SOLVED ? value : Math.copySign(observe(size, rng), value);
  }
}
