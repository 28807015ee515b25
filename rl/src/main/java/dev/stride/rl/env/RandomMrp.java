package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
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
 * <p>The process is drawn anew for every run, and so are the features of its own, where it has
 * some: n standard normal deviates for each state, divided by their length.
 *
 * @param states k
 * @param branches b
 * @param deviation σ
 * @param features n; 0 for none of its own
 * @param limit how many steps count as an episode
 */
public record RandomMrp(int states, int branches, double deviation, int features, int limit)
    implements FiniteEnvironment {
  public RandomMrp {
    Check.count("states", states, 1, 10_000);
    Check.count("branches", branches, 1, states);
    Check.notNegative("deviation", deviation);
    Check.count("features", features, 0, 10_000);
    Check.atLeastOne("limit", limit);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return FiniteMdp.continuing(
        FiniteMdp.startIn(0, states), 1, limit, deviation, (state, action) -> outcomes(rng));
  }

  private List<Outcome> outcomes(UniformRandomProvider rng) {
    double[] cuts = new double[branches];
    for (int k = 0; k < branches - 1; k++) {
      cuts[k] = rng.nextDouble();
    }
    cuts[branches - 1] = 1;
    Arrays.sort(cuts);
    int[] all = new int[states];
    Arrays.setAll(all, s -> s);
    List<Outcome> outcomes = new ArrayList<>();
    double before = 0;
    for (int k = 0; k < branches; k++) {
      int pick = k + rng.nextInt(states - k);
      int next = all[pick];
      all[pick] = all[k];
      outcomes.add(new Outcome(cuts[k] - before, next, Samplers.gaussian(rng), false));
      before = cuts[k];
    }
    return outcomes;
  }

  @Override
  public World world(UniformRandomProvider rng) {
    FiniteMdp mdp = model(rng);
    return new FiniteWorld(mdp, null, null, own(rng));
  }

  private @Nullable Encoder own(UniformRandomProvider rng) {
    if (features == 0) {
      return null;
    }
    double[][] rows = new double[states][features];
    for (double[] row : rows) {
      double sum = 0;
      for (int i = 0; i < features; i++) {
        row[i] = Samplers.gaussian(rng);
        sum += row[i] * row[i];
      }
      for (int i = 0; i < features; i++) {
        row[i] /= Math.sqrt(sum);
      }
    }
    return new Tabulated(rows);
  }
}
