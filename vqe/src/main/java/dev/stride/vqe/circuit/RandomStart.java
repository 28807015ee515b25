package dev.stride.vqe.circuit;

import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/** Parameters drawn at random. */
final class RandomStart {
  private RandomStart() {}

  /** Normal deviates with the given standard deviation, one for each parameter. */
  static double[] gaussian(Circuit circuit, double spread, UniformRandomProvider rng) {
    double[] theta = new double[circuit.parameters()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = spread * Samplers.gaussian(rng);
    }
    return theta;
  }
}
