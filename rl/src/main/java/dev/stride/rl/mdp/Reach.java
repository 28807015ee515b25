package dev.stride.rl.mdp;

import java.util.Arrays;

/** Some states of a process, numbered by their places among them. */
final class Reach {
  /** The states. */
  final int[] states;

  /** The place of each state of the process that is one of them. */
  final int[] place;

  private Reach(int[] states, int[] place) {
    this.states = states;
    this.place = place;
  }

  /** All states, in their order. */
  static Reach ofAll(FiniteMdp mdp) {
    int[] states = new int[mdp.states()];
    Arrays.setAll(states, s -> s);
    return new Reach(states, states);
  }

  /** The states in which an episode of a policy can be, in the order in which it can meet them. */
  static Reach of(FiniteMdp mdp, double[] policy) {
    int[] states = new int[mdp.states()];
    int[] place = new int[mdp.states()];
    Arrays.fill(place, -1);
    int n = 0;
    for (int o = mdp.first(mdp.pairs()); o < mdp.end(mdp.pairs()); o++) {
      place[mdp.next(o)] = n;
      states[n++] = mdp.next(o);
    }
    for (int i = 0; i < n; i++) {
      for (int pair = states[i] * mdp.actions(); pair < (states[i] + 1) * mdp.actions(); pair++) {
        for (int o = mdp.first(pair); policy[pair] != 0 && o < mdp.end(pair); o++) {
          if (mdp.probability(o) != 0 && !mdp.terminated(o) && place[mdp.next(o)] < 0) {
            place[mdp.next(o)] = n;
            states[n++] = mdp.next(o);
          }
        }
      }
    }
    return new Reach(Arrays.copyOf(states, n), place);
  }
}
