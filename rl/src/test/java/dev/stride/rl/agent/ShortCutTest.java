package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.rl.Agents;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.env.Environments;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradient descent gives the same bits in the run itself as through the optimizer. */
class ShortCutTest {
  @ParameterizedTest
  @CsvSource({
    "cliff-walking, q-learning, none",
    "cliff-walking, sarsa, gaussian:1",
    "frozen-lake, expected-sarsa, none",
    "frozen-lake, q-learning, gaussian:0.5",
    "gamblers-problem, q-learning, none",
    "gamblers-problem, sarsa, gaussian:1",
    "dyna-maze, dyna-q, none",
    "blocking-maze, 'dyna-q:bonus=0.001', gaussian:1",
    "bandit, epsilon-greedy, gaussian:1",
    "random-walk, 'td-lambda:lambda=0.8', gaussian:1",
    "windy-gridworld, 'sarsa:lambda=0.9,trace=replacing', none",
  })
  void sameBits(String environment, String agent, String noise) {
    LearningResult shortCut = run(environment, agent, noise, "sgd:0.3", false);
    LearningResult chain = run(environment, agent, noise, "sgd:0.3+sgd:1", false);
    LearningResult watched = run(environment, agent, noise, "sgd:0.3", true);
    assertTrue(Arrays.stream(shortCut.weights()).anyMatch(w -> w != 0));
    for (LearningResult other : new LearningResult[] {chain, watched}) {
      assertArrayEquals(shortCut.weights(), other.weights());
      assertArrayEquals(shortCut.returns(), other.returns());
      assertEquals(shortCut.steps(), other.steps());
      assertEquals(shortCut.valueError(), other.valueError());
    }
  }

  private static LearningResult run(
      String environment, String agent, String noise, String rule, boolean recorded) {
    Learning learning =
        new Learning(
            Environments.registry().parse(environment),
            Agents.registry().parse(agent),
            Rules.parse(rule, TraceStep.class, "learning"),
            Noises.registry().parse(noise),
            1,
            300);
    Recording recording = recorded ? learning.recording() : null;
    LearningResult result =
        learning.run(Streams.of(7), Curve.every(Charge.EPISODES, 50), null, recording);
    if (recording != null) {
      assertEquals(result.steps(), Arrays.stream(recording.visits()).sum());
      assertEquals(300, recording.firstActions().length);
    }
    return result;
  }
}
