package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all agents, wherever they learn. */
class EveryAgentTest {
  /** Of each pair of an agent and an environment. */
  private static final int EPISODES = 3;

  /** A Python process, and a thousand states whose values have to be solved for, every time. */
  private static final Set<String> ELSEWHERE = Set.of("gymnasium", "long-walk");

  /**
   * All pairs of registered agents and environments that fit, with noise; discounted, since the
   * emphasis of a long episode grows without bounds where nothing is.
   */
  static Stream<Learning> pairs() {
    List<Learning> pairs = new ArrayList<>();
    for (Entry<Environment> environment : Environments.registry().entries()) {
      if (ELSEWHERE.contains(environment.name())) {
        continue;
      }
      for (Entry<Agent> agent : Agents.registry().entries()) {
        Rule<Step> rule = agent.defaults().takesRule() ? Sgd.of(0.001) : null;
        try {
          pairs.add(
              new Learning(
                  environment.defaults(),
                  agent.defaults(),
                  null,
                  rule,
                  new Gaussian(1),
                  0.9,
                  EPISODES));
        } catch (BadInput misfit) {
          assertTrue(misfit.getMessage().length() > 20);
        }
      }
    }
    return pairs.stream();
  }

  private static void assertSameBits(LearningResult one, LearningResult two) {
    assertArrayEquals(one.returns(), two.returns());
    assertArrayEquals(one.weights(), two.weights());
    assertEquals(one.valueError(), two.valueError());
    assertArrayEquals(one.curve().truth(), two.curve().truth());
  }

  /**
   * Nothing here is left to chance: three episodes have two ends between them, and the seeds are
   * fixed.
   */
  @ParameterizedTest
  @MethodSource("pairs")
  void sameSeedSameBitsAlsoFromSeveralThreads(Learning learning) throws Exception {
    LearningResult alone = Runs.of(learning, 3);
    assertAccountsForWhatItUsed(learning, alone);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<LearningResult> again = threads.submit(() -> Runs.of(learning, 3));
      Future<LearningResult> other = threads.submit(() -> Runs.of(learning, 4));
      assertSameBits(alone, again.get());
      assertNotEquals(Arrays.toString(alone.weights()), Arrays.toString(other.get().weights()));
    } finally {
      threads.shutdown();
    }
  }

  private static void assertAccountsForWhatItUsed(Learning learning, LearningResult result) {
    assertEquals(result.returns().length, result.ledger().count(Charge.EPISODES));
    assertEquals(result.steps(), result.ledger().count(Charge.STEPS));
    if (result.diverged()) { // as a step size of its own can where rewards are large
      assertFalse(learning.agent().takesRule(), learning.toString());
      assertTrue(result.returns().length <= EPISODES);
      assertFalse(result.message().isEmpty());
      assertEquals(Double.POSITIVE_INFINITY, result.valueError());
      return;
    }
    assertEquals(EPISODES, result.returns().length);
    int limit = learning.environment().world(Streams.of(0).rng()).limit();
    assertTrue(result.steps() >= EPISODES && result.steps() <= (long) EPISODES * limit);
    assertTrue(result.valueError() >= 0 && Double.isFinite(result.valueError()));
    assertEquals("", result.message());
    assertArrayEquals(new long[] {0, EPISODES}, result.curve().at());
    assertEquals(result.valueError(), result.curve().truth()[1]);
  }

  /** What 4000 more episodes allocate is returns and regrets, copied three times at most. */
  @ParameterizedTest
  @CsvSource({
    "cliff-walking, q-learning",
    "cliff-walking:slippery=true, sarsa",
    "frozen-lake, expected-sarsa",
    "frozen-lake, sarsa:lambda=0.9",
    "frozen-lake, expected-sarsa:lambda=0.9",
    "frozen-lake, watkins-q",
    "frozen-lake, double-q-learning",
    "frozen-lake, n-step-sarsa",
    "frozen-lake, n-step-expected-sarsa",
    "frozen-lake, n-step-tree-backup",
    "frozen-lake, dyna-q",
    "frozen-lake, true-online-sarsa",
    "frozen-lake, actor-critic:lambda=0.5",
    "frozen-lake, reinforce",
    "random-walk, td-lambda",
    "bandit, gradient-bandit",
    "bandit:rewards=bernoulli, epsilon-greedy",
    "'bandit:drift=0.1,change=50', epsilon-greedy",
    "bandit, 'ucb1:window=50'",
    "bandit, 'kl-ucb:discount=0.99'",
    "bandit, kl-ucb-normal",
    "bandit, thompson",
    "bandit, thompson-beta",
    "bandit, exp3",
    "random-walk, td-lambda:trace=dutch",
    "random-walk, td",
    "random-walk, true-online-td",
    "random-walk, monte-carlo",
    "random-walk, monte-carlo:visits=first",
    "random-walk, n-step-td",
    "random-walk, lambda-return",
    "random-walk, gtd2",
    "random-walk, tdc",
    "random-walk, emphatic-td:lambda=1",
    "random-walk, lstd",
    "random-walk, swift-td",
    "bandit, epsilon-greedy"
  })
  void stepsAllocateNothing(String environment, String agent) {
    Learning few = Runs.learning(environment, agent, "gaussian:1", 100);
    Learning many = Runs.learning(environment, agent, "gaussian:1", 4100);
    Runs.of(few, 1);
    Runs.of(many, 1);
    long more = allocated(many) - allocated(few);
    assertTrue(more < 4000 * 8 * 6 + 20_000, more + " bytes");
  }

  private static long allocated(Learning learning) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Runs.of(learning, 1);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
