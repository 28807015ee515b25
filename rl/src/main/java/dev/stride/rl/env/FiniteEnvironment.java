package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;

/** An environment that is a finite process and no more. */
public interface FiniteEnvironment extends Environment {
  @Override
  FiniteMdp model(UniformRandomProvider rng);

  @Override
  default World world(UniformRandomProvider rng) {
    return new FiniteWorld(model(rng));
  }
}
