package dev.stride.rl;

import dev.stride.optim.form.Registry;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.bandit.EpsilonGreedy;
import dev.stride.rl.bandit.Exp3;
import dev.stride.rl.bandit.GradientBandit;
import dev.stride.rl.bandit.KlUcb;
import dev.stride.rl.bandit.KlUcbNormal;
import dev.stride.rl.bandit.Thompson;
import dev.stride.rl.bandit.ThompsonBeta;
import dev.stride.rl.bandit.Ucb1;
import dev.stride.rl.control.ActorCritic;
import dev.stride.rl.control.DifferentialSarsa;
import dev.stride.rl.control.DoubleQLearning;
import dev.stride.rl.control.DynaQ;
import dev.stride.rl.control.ExpectedSarsa;
import dev.stride.rl.control.HlQ;
import dev.stride.rl.control.HlSarsa;
import dev.stride.rl.control.NStepExpectedSarsa;
import dev.stride.rl.control.NStepSarsa;
import dev.stride.rl.control.NStepTreeBackup;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.control.Reinforce;
import dev.stride.rl.control.Sarsa;
import dev.stride.rl.control.TrueOnlineSarsa;
import dev.stride.rl.control.WatkinsQ;
import dev.stride.rl.td.EmphaticTd;
import dev.stride.rl.td.Gtd2;
import dev.stride.rl.td.HlLambda;
import dev.stride.rl.td.LambdaReturn;
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
              new Sarsa(0.1, 0, Traces.Kind.ACCUMULATING, 0.1, 0),
              "learns the value of the epsilon-greedy policy that it follows")
          .add(
              "expected-sarsa",
              new ExpectedSarsa(0.1, 0, Traces.Kind.ACCUMULATING, 0.1, 0),
              "Sarsa with the expectation over the next action")
          .add(
              "watkins-q",
              new WatkinsQ(0.1, 0.9, Traces.Kind.ACCUMULATING, 0.1, 0),
              "Q-learning with traces, which exploring cuts")
          .add(
              "double-q-learning",
              new DoubleQLearning(0.1, 0),
              "two sets of action values, so that noise is not taken for value")
          .add("n-step-sarsa", new NStepSarsa(0.1, 4, 0), "Sarsa with the rewards of several steps")
          .add(
              "n-step-expected-sarsa",
              new NStepExpectedSarsa(0.1, 4, 0),
              "Expected Sarsa with the rewards of several steps")
          .add(
              "n-step-tree-backup",
              new NStepTreeBackup(0.1, 4, 0),
              "Q-learning with the rewards of several steps, as far as they were greedy")
          .add(
              "dyna-q",
              new DynaQ(0.1, 5, 0, 0),
              "Q-learning that plans with a model of what it saw; with a bonus it is Dyna-Q+")
          .add(
              "true-online-sarsa",
              new TrueOnlineSarsa(0.1, 0.9, 0.1, 0),
              "Sarsa that equals the forward view at every step; has its own step size")
          .add(
              "differential-sarsa",
              new DifferentialSarsa(0.1, 0.01, 0),
              "Sarsa on the reward of an average step, for tasks that go on for ever")
          .add(
              "actor-critic",
              new ActorCritic(0, 1, 0, 0),
              "a softmax policy, moved by the errors of the state values")
          .add(
              "reinforce",
              new Reinforce(true, 1, 0, 0),
              "a softmax policy, moved by the returns of whole episodes")
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
          .add(
              "lambda-return",
              new LambdaReturn(0.9, 0),
              "predicts from a mean of the returns of all numbers of steps, episode by episode")
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
              new EpsilonGreedy(0.1, 0, 1, 0),
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
              new GradientBandit(true, 1),
              "preferences for the arms of a bandit, whose softmax is the policy")
          .add(
              "thompson",
              new Thompson(0, 1, 1, 1, 0),
              "the arm that is best by a draw from the posterior, for normal rewards")
          .add(
              "thompson-beta", new ThompsonBeta(1, 1, 0, 1, 1, 0), "the same for Bernoulli rewards")
          .add(
              "exp3",
              new Exp3(0.1, 0, 1, 0),
              "exponential weights of the arms of a bandit, for rewards from low to high");

  private Agents() {}

  /** All agents. */
  public static Registry<Agent> registry() {
    return REGISTRY;
  }
}
