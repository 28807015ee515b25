package dev.stride.rl.bandit;

import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Table;

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
    if (world.limit() != 1 || world.space().states() != 1) {
      return "the agent looks no further than one step and the environment's episodes are longer;"
          + " q-learning, sarsa or expected-sarsa look ahead";
    }
    return features instanceof Table.States
        ? Agent.super.misfit(world, features)
        : "the agent keeps one value for each arm, so that it takes a table and no other features";
  }
}
