package dev.stride.rl.mdp;

import java.util.Arrays;

/**
 * The Markov chain that a policy makes of a process, walked forward in time: the probabilities of
 * the states in which an episode can be, step by step. Belongs to one thread.
 */
final class PolicyWalk {
  private final double[] start;

  /** Expected reward of a step from each state that can be met, in the order of these. */
  private final double[] reward;

  /** First transition of each state, then the number of transitions. */
  private final int[] first;

  private int[] next;
  private double[] probability;

  PolicyWalk(FiniteMdp mdp, double[] policy) {
    Reach reach = Reach.of(mdp, policy);
    int n = reach.states.length;
    start = new double[n];
    for (int o = mdp.first(mdp.pairs()); o < mdp.end(mdp.pairs()); o++) {
      start[reach.place[mdp.next(o)]] = mdp.probability(o);
    }
    reward = new double[n];
    first = new int[n + 1];
    next = new int[n];
    probability = new double[n];
    for (int i = 0; i < n; i++) {
      first[i + 1] = first[i];
      int begin = reach.states[i] * mdp.actions();
      for (int pair = begin; pair < begin + mdp.actions(); pair++) {
        for (int o = mdp.first(pair); policy[pair] != 0 && o < mdp.end(pair); o++) {
          double p = policy[pair] * mdp.probability(o);
          reward[i] += p * mdp.reward(o);
          if (p != 0 && !mdp.terminated(o)) {
            add(first[i + 1]++, reach.place[mdp.next(o)], p);
          }
        }
      }
    }
  }

  private void add(int at, int state, double p) {
    if (at == next.length) {
      next = Arrays.copyOf(next, 2 * at);
      probability = Arrays.copyOf(probability, 2 * at);
    }
    next[at] = state;
    probability[at] = p;
  }

  /** What an episode returns on average that is cut after so many steps. */
  double expectedReturn(double discount, int horizon) {
    Mass here = new Mass(start.length);
    Mass then = new Mass(start.length);
    for (int s = 0; s < start.length; s++) {
      here.add(s, start[s]);
    }
    double sum = 0;
    double weight = 1;
    for (int h = 0; h < horizon && here.size > 0; h++) {
      sum += weight * move(here, then);
      weight *= discount;
      Mass spare = here;
      here = then;
      then = spare;
    }
    return sum;
  }

  /** Moves all mass by one step, and returns what is paid for it. */
  private double move(Mass from, Mass to) {
    double paid = 0;
    for (int k = 0; k < from.size; k++) {
      int s = from.at[k];
      double mass = from.of[s];
      from.of[s] = 0;
      paid += mass * reward[s];
      for (int t = first[s]; t < first[s + 1]; t++) {
        to.add(next[t], mass * probability[t]);
      }
    }
    from.size = 0;
    return paid;
  }

  /** Probabilities of states, with a list of those where there is any. */
  private static final class Mass {
    private final double[] of;
    private final int[] at;
    private int size;

    Mass(int states) {
      of = new double[states];
      at = new int[states];
    }

    void add(int s, double mass) {
      // A state whose share has become too small for a double is not one to be in.
      if (mass != 0) {
        if (of[s] == 0) {
          at[size++] = s;
        }
        of[s] += mass;
      }
    }
  }
}
