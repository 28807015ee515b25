package dev.stride.rl.bandit;

import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/** An agent that makes one choice in an episode, always from the same arms. */
interface BanditAgent extends Agent {
  @Override
  default Task task() {
    return Task.CONTROL;
  }

  @Override
  default double initial() {
    return 0;
  }

  @Override
  default String misfit(World world, Encoder features) {
    return world.limit() == 1 && world.space().states() == 1
        ? Agent.super.misfit(world, features)
        : "the agent looks no further than one step and the environment's episodes are longer;"
            + " q-learning, sarsa or expected-sarsa look ahead";
  }
}
