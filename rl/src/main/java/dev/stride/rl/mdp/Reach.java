package dev.stride.rl.mdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** The process over these states, which no action leaves; itself where they are all. */
  FiniteMdp part(FiniteMdp mdp) {
    if (states.length == mdp.states()) {
      return mdp;
    }
    double[] start = mdp.start();
    double[] first = new double[states.length];
    Arrays.setAll(first, i -> start[states[i]]);
    FiniteMdp.Dynamics dynamics = (i, a) -> outcomes(mdp, i, a);
    return mdp.continuing()
        ? FiniteMdp.continuing(first, mdp.actions(), mdp.limit(), dynamics)
        : FiniteMdp.of(first, mdp.actions(), mdp.limit(), dynamics);
  }

  /** Numbers of these states as numbers of all, NaN where there is none. */
  double[] spread(double[] numbers) {
    double[] all = new double[place.length];
    Arrays.setAll(all, s -> place[s] < 0 ? Double.NaN : numbers[place[s]]);
    return all;
  }

  private List<Outcome> outcomes(FiniteMdp mdp, int i, int action) {
    List<Outcome> outcomes = new ArrayList<>();
    int pair = states[i] * mdp.actions() + action;
    for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
      // An end, or what has no probability, can be in a state that is not among them.
      int next = Math.max(0, place[mdp.next(o)]);
      outcomes.add(
          new Outcome(mdp.probability(o), next, mdp.reward(o), mdp.terminated(o), mdp.rewardSd(o)));
    }
    return outcomes;
  }
}
