package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.random.Streams;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What learned weights are worth. */
class JudgeTest {
  @ParameterizedTest
  @CsvSource({
    "cliff-walking, 1",
    "cliff-walking, 0.9",
    "frozen-lake, 1",
    "frozen-lake, 0.99",
    "frozen-lake:map=8x8, 1",
    "frozen-lake:map=8x8, 0.99",
  })
  void exactActionValuesHaveNoError(String environment, double discount) {
    FiniteMdp mdp = model(environment);
    double[] q = actionValues(mdp, TrueValues.optimal(mdp, discount), discount);
    assertEquals(0, judge(mdp, discount, q), 1e-9);
  }

  @Test
  void walkingInCirclesIsJudgedByAnEpisode() {
    FiniteMdp mdp = model("cliff-walking");
    double[] q = new double[mdp.pairs()];
    for (int pair = 3; pair < q.length; pair += 4) {
      q[pair] = 1; // always left, into the wall: -1 in each of 1000 steps
    }
    assertEquals(1000 - 13, judge(mdp, 1, q), 1e-9);
  }

  private static double judge(FiniteMdp mdp, double discount, double[] q) {
    World world = new FiniteWorld(mdp);
    return Judge.of(
            world,
            world,
            new QLearning(0.1, 0),
            new Table.States(mdp.states()),
            discount,
            Streams.of(1))
        .applyAsDouble(q);
  }

  private static FiniteMdp model(String environment) {
    return Environments.registry().parse(environment).model(Streams.of(1).rng());
  }

  /** q(s, a), rounded so that ties are exact, as a table of a learner would hold them. */
  private static double[] actionValues(FiniteMdp mdp, double[] v, double discount) {
    double[] q = new double[mdp.pairs()];
    for (int pair = 0; pair < q.length; pair++) {
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        double rest = mdp.terminated(o) ? 0 : discount * v[mdp.next(o)];
        q[pair] += mdp.probability(o) * (mdp.reward(o) + rest);
      }
      q[pair] = Math.rint(q[pair] * 1e10) / 1e10;
    }
    return q;
  }
}
