package dev.stride.experiments.plan;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.TestProblem;

/**
 * One optimizer on one problem under one noise.
 *
 * @param level index of the noise among the experiment's levels
 */
public record Cell(TestProblem problem, int level, Contender contender) {

  /** What the level means for the problem: {@code gaussian:10}. */
  public String noise() {
    return problem.setup().noises().get(level);
  }

  /** The optimizer as it was declared. */
  public String optimizer() {
    return contender.use();
  }

  /** {@code cliff/gaussian:10/adam}. */
  public String id() {
    return problem.name() + "/" + noise() + "/" + optimizer();
  }
}
