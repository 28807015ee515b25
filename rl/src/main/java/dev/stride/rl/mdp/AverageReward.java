package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.Arrays;

/**
 * What a policy earns in a process without episodes and without a discount.
 *
 * @param gain g(s): average reward of a step in the long run, from s on; the same for all s unless
 *     the process can get stuck in one part or another
 * @param differential h(s) = r - g(s) + Σ p h(s'): how much more a start in s earns in all than
 *     that average, with mean zero in the long run (Sutton and Barto 2018, section 10.3)
 */
public record AverageReward(double[] gain, double[] differential) {

  /**
   * Policies come again only where rounding makes one of two equal ones look better, then other.
   */
  private static final int MOST_ROUNDS = 1000;

  /** Of a policy, exactly, however many closed classes it has. */
  public static AverageReward of(FiniteMdp mdp, double[] policy) {
    requireContinuing(mdp);
    return PolicyChain.averageReward(mdp, policy);
  }

  /**
   * Of the best ε-soft policy (ε = 0: of the best one), whose gain is the highest from every state:
   * policy iteration for any number of closed classes (Howard 1960; Puterman 1994, section 9.2).
   * The differential values are those of the policy that it ends with.
   */
  public static AverageReward optimal(FiniteMdp mdp, double epsilon) {
    requireContinuing(mdp);
    double[] policy = TrueValues.uniform(mdp);
    Improvement improvement = new Improvement(mdp, epsilon, policy);
    AverageReward average = of(mdp, policy);
    for (int round = 0; round < MOST_ROUNDS && improvement.on(average); round++) {
      average = of(mdp, policy);
    }
    return average;
  }

  private static void requireContinuing(FiniteMdp mdp) {
    Check.that(
        mdp.continuing(), "an average reward needs a task without episodes, and this one has some");
  }

  /** Makes a policy better. */
  private static final class Improvement {
    private static final double SLACK = 1e-12;

    private final FiniteMdp mdp;
    private final double[] policy;
    private final SoftChoice gains;
    private final SoftChoice totals;

    Improvement(FiniteMdp mdp, double epsilon, double[] policy) {
      this.mdp = mdp;
      this.policy = policy;
      gains = new SoftChoice(mdp, epsilon);
      totals = new SoftChoice(mdp, epsilon);
    }

    /**
     * Goes where the gain is higher, in every state from which that can be reached; if there is
     * none, to higher differential values at the same gain. Whether anything was better by more
     * than rounding.
     */
    boolean on(AverageReward average) {
      double gainSlack = SLACK * mdp.scale(average.gain);
      double slack = SLACK * mdp.scale(average.differential);
      boolean improved = false;
      for (int s = 0; s < mdp.states(); s++) {
        look(average, s);
        if (gains.value() > average.gain[s] + gainSlack) {
          improved |= take(s, gains.best());
        }
      }
      if (improved) {
        return true;
      }
      for (int s = 0; s < mdp.states(); s++) {
        look(average, s);
        int best = best(s, gains.q[gains.best()] - gainSlack);
        if (totals.value(best) > average.gain[s] + average.differential[s] + slack) {
          improved |= take(s, best);
        }
      }
      return improved;
    }

    /** Makes an action that of the policy; whether it was another. */
    private boolean take(int s, int action) {
      double[] before = Arrays.copyOfRange(policy, s * mdp.actions(), (s + 1) * mdp.actions());
      gains.put(policy, s, action);
      return !Arrays.equals(
          before, 0, before.length, policy, s * before.length, (s + 1) * before.length);
    }

    private void look(AverageReward average, int s) {
      gains.begin(s);
      totals.begin(s);
      for (int a = 0; a < mdp.actions(s); a++) {
        int pair = s * mdp.actions() + a;
        totals.q[a] = TrueValues.value(mdp, average.differential, 1, pair);
        gains.q[a] = 0;
        for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
          gains.q[a] += mdp.probability(o) * average.gain[mdp.next(o)];
        }
      }
    }

    /** The best in total of the actions that keep the gain. */
    private int best(int s, double leastGain) {
      int best = gains.best();
      for (int a = 0; a < mdp.actions(s); a++) {
        if (gains.q[a] >= leastGain && totals.q[a] > totals.q[best]) {
          best = a;
        }
      }
      return best;
    }
  }
}
