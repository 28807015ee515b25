package dev.stride.rl;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environments;

/** Runs that tests ask for by names. */
final class Runs {
  private Runs() {}

  static Learning learning(
      String environment, String agent, String rule, String noise, double discount, long episodes) {
    Agent learner = Agents.registry().parse(agent);
    return new Learning(
        Environments.registry().parse(environment),
        learner,
        null,
        learner.takesRule()
            ? Rules.parse(rule, TraceStep.class, "temporal-difference learning")
            : null,
        Noises.registry().parse(noise),
        discount,
        episodes);
  }

  /** The same with a constant step size, where the agent has none of its own. */
  static Learning learning(String environment, String agent, String noise, long episodes) {
    Agent learner = Agents.registry().parse(agent);
    return new Learning(
        Environments.registry().parse(environment),
        learner,
        null,
        learner.takesRule() ? Sgd.of(0.1) : null,
        Noises.registry().parse(noise),
        1,
        episodes);
  }

  static Curve endsOnly() {
    return Curve.every(Charge.EPISODES, Long.MAX_VALUE);
  }

  static LearningResult of(Learning learning, long seed) {
    return learning.run(Streams.of(seed), endsOnly());
  }
}
