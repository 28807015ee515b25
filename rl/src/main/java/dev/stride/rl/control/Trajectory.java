package dev.stride.rl.control;

import dev.stride.optim.Entries;
import java.util.Arrays;
import java.util.Objects;

/**
 * An episode from its beginning: features and number of actions of the state, action and reward of
 * every step. Grows as it must.
 */
final class Trajectory {
  private int[] allowed = new int[64];
  private int[] actions = new int[64];
  private double[] rewards = new double[64];

  /** Where the features of each step end. */
  private int[] ends = new int[64];

  private int[] index = new int[64];
  private double[] value = new double[64];
  private int size;

  /** Forgets everything. */
  void clear() {
    size = 0;
  }

  /** How many steps there are. */
  int size() {
    return size;
  }

  /** One more step. */
  void add(Softmax state, int action, double reward) {
    Entries x = state.x;
    int begin = begin(size);
    if (size == ends.length) {
      allowed = Arrays.copyOf(allowed, 2 * size);
      actions = Arrays.copyOf(actions, 2 * size);
      rewards = Arrays.copyOf(rewards, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    if (begin + x.size > index.length) {
      index = Arrays.copyOf(index, 2 * (begin + x.size));
      value = Arrays.copyOf(value, 2 * (begin + x.size));
    }
    System.arraycopy(Objects.requireNonNull(x.index), 0, index, begin, x.size);
    System.arraycopy(x.value, 0, value, begin, x.size);
    allowed[size] = state.end;
    actions[size] = action;
    rewards[size] = reward;
    ends[size++] = begin + x.size;
  }

  private int begin(int t) {
    return t == 0 ? 0 : ends[t - 1];
  }

  /** Writes the state of step {@code t}. */
  void situation(int t, Softmax into) {
    int begin = begin(t);
    Entries x = into.x;
    x.size = ends[t] - begin;
    System.arraycopy(index, begin, Objects.requireNonNull(x.index), 0, x.size);
    System.arraycopy(value, begin, x.value, 0, x.size);
    into.end = allowed[t];
  }

  /** The action of step {@code t}. */
  int action(int t) {
    return actions[t];
  }

  /** The reward of step {@code t}, or the return from there on after {@link #accumulate}. */
  double reward(int t) {
    return rewards[t];
  }

  /**
   * Turns rewards into returns, G_t = r_{t+1} + γ G_{t+1}, with the value that stands at the end.
   */
  void accumulate(double discount, double last) {
    double following = last;
    for (int t = size - 1; t >= 0; t--) {
      following = rewards[t] + discount * following;
      rewards[t] = following;
    }
  }
}
