package dev.stride.rl;

import dev.stride.optim.form.Registry;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.bandit.EpsilonGreedy;
import dev.stride.rl.control.ExpectedSarsa;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.control.Sarsa;
import dev.stride.rl.td.TdLambda;

/** The agents that can be chosen by name. */
public final class Agents {
  private static final Registry<Agent> REGISTRY =
      new Registry<Agent>("agent", Agent.class)
          .add(
              "q-learning",
              new QLearning(0.1, 0),
              "learns the value of the best policy, follows an epsilon-greedy one")
          .add(
              "sarsa",
              new Sarsa(0.1, 0),
              "learns the value of the epsilon-greedy policy that it follows")
          .add(
              "expected-sarsa",
              new ExpectedSarsa(0.1, 0),
              "Sarsa with the expectation over the next action")
          .add(
              "td-lambda",
              new TdLambda(0.9, Traces.Kind.ACCUMULATING, 0.1, 0),
              "predicts state values with eligibility traces")
          .add(
              "epsilon-greedy",
              new EpsilonGreedy(0.1, 0),
              "action values of a bandit, the best one taken most of the time");

  private Agents() {}

  /** All agents. */
  public static Registry<Agent> registry() {
    return REGISTRY;
  }
}
