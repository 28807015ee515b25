package dev.stride.rl;

import dev.stride.optim.form.Registry;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.bandit.EpsilonGreedy;
import dev.stride.rl.control.ExpectedSarsa;
import dev.stride.rl.control.HlQ;
import dev.stride.rl.control.HlSarsa;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.control.Sarsa;
import dev.stride.rl.td.EmphaticTd;
import dev.stride.rl.td.Gtd2;
import dev.stride.rl.td.HlLambda;
import dev.stride.rl.td.Lstd;
import dev.stride.rl.td.MonteCarlo;
import dev.stride.rl.td.NStepTd;
import dev.stride.rl.td.SwiftTd;
import dev.stride.rl.td.Td;
import dev.stride.rl.td.TdLambda;
import dev.stride.rl.td.Tdc;
import dev.stride.rl.td.TrueOnlineTd;

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
              "hl-sarsa",
              new HlSarsa(0.995, 0.1, 0),
              "Sarsa with traces and the step size of hl-lambda; wants a discount below 1")
          .add(
              "hl-q",
              new HlQ(0.995, 0.1, 0),
              "Watkins' Q with traces and the step size of hl-lambda; wants a discount below 1")
          .add(
              "td-lambda",
              new TdLambda(0.9, Traces.Kind.ACCUMULATING, 0.1, 0),
              "predicts state values with eligibility traces")
          .add("td", new Td(0), "predicts state values from one step to the next")
          .add(
              "true-online-td",
              new TrueOnlineTd(0.9, 0.1, 0),
              "predicts as the online lambda-return would; a step size of its own")
          .add(
              "monte-carlo",
              new MonteCarlo(MonteCarlo.Visits.EVERY, 0),
              "predicts from the returns of whole episodes")
          .add("n-step-td", new NStepTd(4, 0), "predicts from the rewards of n steps")
          .add("gtd2", new Gtd2(1, 0), "predicts by gradient descent, stable off-policy")
          .add("tdc", new Tdc(1, 0), "TD with a gradient correction, stable off-policy")
          .add(
              "emphatic-td",
              new EmphaticTd(0, 1, 0),
              "TD with an emphasis on states, stable off-policy")
          .add(
              "hl-lambda",
              new HlLambda(1, 0),
              "TD in a table with the step size that visit counts and the discount ask for")
          .add("lstd", new Lstd(0, 1), "predicts by least squares, without a step size")
          .add(
              "swift-td",
              new SwiftTd(0.95, 0.01, 1e-5, 0.1, 0.999, 1e-3, 1e-10, 0),
              "true online TD that learns its step sizes and bounds their sum")
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
