package dev.stride.rl;

import dev.stride.optim.form.Registry;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.bandit.EpsilonGreedy;
import dev.stride.rl.bandit.Exp3;
import dev.stride.rl.bandit.GradientBandit;
import dev.stride.rl.bandit.KlUcb;
import dev.stride.rl.bandit.KlUcbNormal;
import dev.stride.rl.bandit.Thompson;
import dev.stride.rl.bandit.ThompsonBeta;
import dev.stride.rl.bandit.Ucb1;
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
              new TdLambda(0.9, TdLambda.Trace.ACCUMULATING),
              "predicts the state values of the uniformly random policy")
          .add(
              "epsilon-greedy",
              new EpsilonGreedy(0.1, 0),
              "action values of a bandit, the best one taken most of the time")
          .add(
              "ucb1",
              new Ucb1(2, 1, 0),
              "the arm with the largest upper confidence bound of a bandit")
          .add(
              "kl-ucb",
              new KlUcb(0, 0, 1, 1, 0),
              "tighter confidence bounds for rewards from low to high")
          .add(
              "kl-ucb-normal",
              new KlUcbNormal(0, 1, 1, 0),
              "the same for normal rewards of a known deviation")
          .add(
              "gradient-bandit",
              new GradientBandit(true),
              "preferences for the arms of a bandit, whose softmax is the policy")
          .add(
              "thompson",
              new Thompson(0, 1, 1, 1, 0),
              "the arm that is best by a draw from the posterior, for normal rewards")
          .add(
              "thompson-beta", new ThompsonBeta(1, 1, 0, 1, 1, 0), "the same for Bernoulli rewards")
          .add(
              "exp3",
              new Exp3(0.1, 0, 1),
              "exponential weights of the arms of a bandit, for rewards from low to high");

  private Agents() {}

  /** All agents. */
  public static Registry<Agent> registry() {
    return REGISTRY;
  }
}
