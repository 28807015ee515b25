package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Tabulated;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Markov reward process drawn at random, values to predict without end (van Seijen, Mahmood,
 * Pilarski, Machado and Sutton 2016, section on random processes): from every state there are b
 * different ones to go to, with probabilities by b - 1 uniform cuts of the unit interval. The
 * expected reward of each transition is a standard normal deviate, and every reward has a normal
 * one of deviation σ besides. There is a single action, and the start is state 0; without a
 * discount values are differential.
 *
 * <p>Features of its own, where it has some, are n standard normal deviates for each state, divided
 * by their length.
 *
 * <p>Drawn is in the order of the authors' program (github.com/armahmood/totd-rndmdp-experiments),
 * with the stream that it uses, so that their seed, 1000, gives their processes.
 *
 * @param states k
 * @param branches b
 * @param deviation σ
 * @param features n; 0 for none of its own
 * @param seed of the process; 0 draws another one for each run
 * @param limit how many steps count as an episode
 */
public record RandomMrp(
    int states, int branches, double deviation, int features, int seed, int limit)
    implements FiniteEnvironment {
  public RandomMrp {
    Check.count("states", states, 1, 2000);
    Check.count("branches", branches, 1, states);
    Check.notNegative("deviation", deviation);
    Check.count("features", features, 0, 2000);
    Check.notNegative("seed", (long) seed);
    Check.atLeastOne("limit", limit);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return draw(stream(rng));
  }

  @Override
  public World world(UniformRandomProvider rng) {
    NumpyRandom random = stream(rng);
    FiniteMdp mdp = draw(random);
    return new FiniteWorld(mdp, null, null, own(random));
  }

  private NumpyRandom stream(UniformRandomProvider rng) {
    return new NumpyRandom(seed == 0 ? rng.nextInt() : seed);
  }

  private FiniteMdp draw(NumpyRandom random) {
    int[][] next = new int[states][];
    double[][] cuts = new double[states][branches];
    for (int s = 0; s < states; s++) {
      next[s] = Arrays.copyOf(random.permutation(states), branches);
      for (int k = 0; k < branches - 1; k++) {
        cuts[s][k] = random.uniform();
      }
      cuts[s][branches - 1] = 1;
      Arrays.sort(cuts[s]);
    }
    double[][] rewards = new double[states][states];
    for (double[] row : rewards) {
      Arrays.setAll(row, s -> random.normal());
    }
    return FiniteMdp.continuing(
        FiniteMdp.startIn(0, states),
        1,
        limit,
        (s, action) -> outcomes(next[s], cuts[s], rewards[s]));
  }

  private List<Outcome> outcomes(int[] next, double[] cuts, double[] rewards) {
    List<Outcome> outcomes = new ArrayList<>();
    double before = 0;
    for (int k = 0; k < next.length; k++) {
      outcomes.add(new Outcome(cuts[k] - before, next[k], rewards[next[k]], false, deviation));
      before = cuts[k];
    }
    return outcomes;
  }

  private @Nullable Encoder own(NumpyRandom random) {
    if (features == 0) {
      return null;
    }
    for (int s = 0; s < states; s++) {
      random.uniform(); // the only action's share of the policy
    }
    double[][] rows = new double[states][features];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> random.normal());
      double length = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
      Arrays.setAll(row, i -> row[i] / length);
    }
    return new Tabulated(rows);
  }
}
