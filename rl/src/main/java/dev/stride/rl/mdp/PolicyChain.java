package dev.stride.rl.mdp;

import java.util.Arrays;

/**
 * The Markov chain that a policy makes of a process, over all states or over those that it can come
 * to from the start: all that is exactly known of a policy without a time limit comes from one
 * {@link Elimination} of them.
 */
final class PolicyChain {
  private final FiniteMdp mdp;
  private final double[] policy;

  /** Its states; the arrays below go by their places there. */
  private final int[] states;

  /** Expected reward of a step from each of them. */
  private final double[] reward;

  private final Elimination chain;

  /** One state of each class in which the chain stays for ever. */
  private final int[] kept;

  /** Over all states. */
  PolicyChain(FiniteMdp mdp, double[] policy, double discount) {
    this(mdp, policy, discount, Reach.ofAll(mdp), new int[0]);
  }

  /** Over the states in which an episode can be, for {@link #valueAtStart}. */
  static PolicyChain fromStart(FiniteMdp mdp, double[] policy, double discount) {
    return new PolicyChain(mdp, policy, discount, Reach.of(mdp, policy), new int[0]);
  }

  private PolicyChain(FiniteMdp mdp, double[] policy, double discount, Reach reach, int[] keep) {
    this.mdp = mdp;
    this.policy = policy;
    states = reach.states;
    int[] place = reach.place;
    reward = new double[states.length];
    chain = new Elimination(states.length);
    for (int i = 0; i < states.length; i++) {
      if (discount < 1) {
        chain.end(i, 1 - discount);
      }
      for (int pair = first(i); pair < end(i); pair++) {
        for (int o = mdp.first(pair); policy[pair] != 0 && o < mdp.end(pair); o++) {
          double p = policy[pair] * mdp.probability(o);
          reward[i] += p * mdp.reward(o);
          if (mdp.terminated(o)) {
            chain.end(i, discount * p);
          } else {
            chain.move(i, place[mdp.next(o)], discount * p);
          }
        }
      }
    }
    for (int i : keep) {
      chain.keep(i);
    }
    chain.run();
    kept = chain.kept();
  }

  private int first(int i) {
    return states[i] * mdp.actions();
  }

  private int end(int i) {
    return (states[i] + 1) * mdp.actions();
  }

  /** Whether nothing is paid where the chain stays for ever. */
  boolean isFinite() {
    double[] paid = paidInCircles();
    return Arrays.stream(kept).allMatch(i -> paid[i] == 0);
  }

  /** What is paid in all, of either sign, from a kept state until the chain returns there. */
  private double[] paidInCircles() {
    if (kept.length == 0) {
      return new double[0];
    }
    double[] size = new double[states.length];
    for (int i = 0; i < size.length; i++) {
      for (int pair = first(i); pair < end(i); pair++) {
        for (int o = mdp.first(pair); policy[pair] != 0 && o < mdp.end(pair); o++) {
          boolean paid = mdp.probability(o) != 0 && mdp.reward(o) != 0;
          size[i] += paid ? policy[pair] * mdp.probability(o) : 0;
        }
      }
    }
    return chain.gather(size);
  }

  /** Expected sums of rewards; NaN where they are infinite. */
  double[] values() {
    double[] v = chain.gather(reward);
    double[] paid = paidInCircles();
    for (int s : kept) {
      v[s] = paid[s] == 0 ? 0 : Double.NaN;
    }
    return chain.spread(v);
  }

  /** Their expectation over the first state of an episode. */
  double valueAtStart() {
    double[] start = mdp.start();
    double[] v = values();
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += start[states[i]] * v[i];
    }
    return sum;
  }

  /** Share of all steps in each state, from the start distribution on. */
  double[] weights() {
    double[] mass = chain.flow(mdp.start());
    double stays = 0;
    for (int s : kept) {
      stays += mass[s];
    }
    if (stays > 0) {
      // Steps without end outnumber those before.
      double[] cycle = cycles();
      double[] forever = new double[mass.length];
      for (int s : kept) {
        forever[s] = mass[s] / cycle[s];
      }
      mass = forever;
    }
    double[] visits = chain.visits(mass);
    double total = Arrays.stream(visits).sum();
    for (int s = 0; s < visits.length; s++) {
      visits[s] /= total;
    }
    return visits;
  }

  /** Average reward of a step of the policy in the long run, and differential values. */
  static AverageReward averageReward(FiniteMdp mdp, double[] policy) {
    int[] often = new PolicyChain(mdp, policy, 1).mostVisited();
    return new PolicyChain(mdp, policy, 1, Reach.ofAll(mdp), often).averageReward();
  }

  /**
   * The state of each closed class in which it is most often. Sums of differences until a return
   * there are short, so that little of them cancels.
   */
  private int[] mostVisited() {
    double[] cycle = cycles();
    double[] mass = new double[cycle.length];
    double[] number = new double[cycle.length];
    for (int k = 0; k < kept.length; k++) {
      mass[kept[k]] = 1 / cycle[kept[k]];
      number[kept[k]] = k;
    }
    double[] share = chain.visits(mass);
    chain.spread(number);
    int[] often = kept.clone();
    for (int s = 0; s < share.length; s++) {
      // Of a state in a closed class that is its number; of others the share is zero.
      int k = (int) Math.rint(number[s]);
      often[k] = share[s] > share[often[k]] ? s : often[k];
    }
    return often;
  }

  private AverageReward averageReward() {
    double[] cycle = cycles();
    double[] gain = longRun(reward, cycle);
    double[] differential = new double[gain.length];
    for (int s = 0; s < gain.length; s++) {
      differential[s] = reward[s] - gain[s];
    }
    differential = chain.gather(differential);
    for (int s : kept) {
      differential[s] = 0;
    }
    chain.spread(differential);
    double[] mean = longRun(differential, cycle);
    for (int s = 0; s < mean.length; s++) {
      differential[s] -= mean[s];
    }
    return new AverageReward(gain, differential);
  }

  /** In kept states the mean number of steps until the chain returns. */
  private double[] cycles() {
    double[] ones = new double[states.length];
    Arrays.fill(ones, 1);
    return chain.gather(ones);
  }

  /** The long-run mean of what is paid per step: that of the class which the chain ends up in. */
  private double[] longRun(double[] paid, double[] cycle) {
    double[] sum = chain.gather(paid);
    double[] mean = new double[paid.length];
    for (int s : kept) {
      mean[s] = sum[s] / cycle[s];
    }
    return chain.spread(mean);
  }
}
