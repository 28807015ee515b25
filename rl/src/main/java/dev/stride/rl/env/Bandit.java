package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The testbed of bandits (Sutton and Barto 2018, section 2.3): the level of every arm is drawn from
 * N(mean, spread²) for each run, and a reward from N(level, 1). A pull is an episode of one step.
 *
 * <p>Bernoulli rewards are 1 with probability 1/(1 + e^-level), else 0: the levels are log-odds.
 *
 * <p>The levels can walk (exercise 2.5 is {@code spread=0,drift=0.01}), and be drawn anew: after a
 * change the walks start over. The wrappers {@code drift} and {@code abrupt} do such things to any
 * environment, from outside: they add to rewards, and do not know the regret.
 *
 * @param arms number of arms
 * @param mean of the levels when they are drawn
 * @param spread standard deviation of the levels when they are drawn; 0 makes all arms equal
 * @param rewards what the levels stand for
 * @param drift standard deviation of what is added to each level after every pull
 * @param change pulls after which all levels are drawn anew, again and again; 0 for never
 */
public record Bandit(
    int arms, double mean, double spread, Rewards rewards, double drift, int change)
    implements Environment {
  /** What comes of a pull. */
  public enum Rewards {
    /** A normal deviate with unit variance around the level. */
    NORMAL,
    /** 1 or 0, with log-odds that are the level. */
    BERNOULLI
  }

  public Bandit {
    Check.count("arms", arms, 2, 10_000);
    Check.that(Double.isFinite(mean), "mean must be finite, not %s", mean);
    Check.notNegative("spread", spread);
    Check.notNegative("drift", drift);
    Check.notNegative("change", (long) change);
  }

  /** The stationary testbed with normal rewards. */
  public Bandit(int arms) {
    this(arms, 0, 1, Rewards.NORMAL, 0, 0);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Arms(this, rng);
  }

  private static final class Arms implements World {
    private final Bandit bandit;
    private final double[] levels;
    private int pulls;
    private double reward;
    private double regret;

    Arms(Bandit bandit, UniformRandomProvider rng) {
      this.bandit = bandit;
      levels = new double[bandit.arms];
      draw(rng);
    }

    private void draw(UniformRandomProvider rng) {
      for (int a = 0; a < levels.length; a++) {
        levels[a] = bandit.mean + bandit.spread * Samplers.gaussian(rng);
      }
    }

    @Override
    public Space space() {
      return Space.finite(1);
    }

    @Override
    public int actions() {
      return levels.length;
    }

    @Override
    public int limit() {
      return 1;
    }

    @Override
    public void reset(UniformRandomProvider rng) {}

    @Override
    public void step(int action, UniformRandomProvider rng) {
      double mean = reward(action);
      reward =
          switch (bandit.rewards) {
            case NORMAL -> mean + Samplers.gaussian(rng);
            case BERNOULLI -> rng.nextDouble() < mean ? 1 : 0;
          };
      regret = loss(action, mean);
      move(rng);
    }

    /** The mean reward of the best arm minus that of this one; zero for the best alone. */
    private double loss(int action, double mean) {
      int best = 0;
      for (int a = 1; a < levels.length; a++) {
        best = levels[a] > levels[best] ? a : best;
      }
      return levels[best] == levels[action] ? 0 : reward(best) - mean;
    }

    /** The mean reward of an arm as it stands now. */
    private double reward(int arm) {
      return switch (bandit.rewards) {
        case NORMAL -> levels[arm];
        case BERNOULLI -> 1 / (1 + StrictMath.exp(-levels[arm]));
      };
    }

    private void move(UniformRandomProvider rng) {
      pulls++;
      if (pulls == bandit.change) {
        pulls = 0;
        draw(rng);
      } else if (bandit.drift > 0) {
        for (int a = 0; a < levels.length; a++) {
          levels[a] += bandit.drift * Samplers.gaussian(rng);
        }
      }
    }

    @Override
    public double reward() {
      return reward;
    }

    @Override
    public boolean terminated() {
      return true;
    }

    @Override
    public int state() {
      return 0;
    }

    @Override
    public double regret() {
      return regret;
    }

    @Override
    public FiniteMdp model() {
      boolean normal = bandit.rewards == Rewards.NORMAL;
      return FiniteMdp.of(
          new double[] {1},
          levels.length,
          1,
          (s, a) -> {
            double r = reward(a);
            return normal
                ? List.of(new Outcome(1, 0, r, true, 1))
                : List.of(new Outcome(1 - r, 0, 0, true), new Outcome(r, 0, 1, true));
          });
    }
  }
}
