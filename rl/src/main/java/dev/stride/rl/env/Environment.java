package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;

/** A task to learn. Immutable configuration, a record. */
public interface Environment {
  /**
   * The model of one run.
   *
   * @param rng for what is drawn anew for every run, as the arms of a bandit are; most environments
   *     leave it alone, and the numbers of states and actions never depend on it
   */
  FiniteMdp model(UniformRandomProvider rng);
}
