package dev.stride.vqe;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Found states against the exact spectrum. In the order of their energies, each new state is the
 * nearest level that no other has; a state that repeats another is the nearest of all, whoever has
 * it.
 *
 * @param level by state, the number of its level
 * @param error by state, its exact energy minus that level, in hartree
 * @param repeated by state, whether it was found before
 * @param skipped levels below the highest one found that no state is
 */
public record Levels(int[] level, double[] error, boolean[] repeated, List<Integer> skipped) {
  /** Levels that differ by less, in hartree, are one. */
  private static final double SAME = 1e-8;

  /**
   * Of {@code found}.
   *
   * @param exact eigenvalues of the Hamiltonian, as many as are equal each for itself; ascending
   */
  static Levels of(ExcitedStates found, double[] exact) {
    int n = found.states().size();
    Check.that(n <= exact.length, "%s states cannot be compared with %s levels", n, exact.length);
    Levels levels = new Levels(new int[n], new double[n], new boolean[n], new ArrayList<>());
    boolean[] taken = new boolean[exact.length];
    boolean[] done = new boolean[n];
    int highest = -1;
    for (int round = 0; round < n; round++) {
      int s = lowest(found, done);
      done[s] = true;
      double energy = found.states().get(s).energy();
      levels.repeated[s] = found.states().get(s).repeats() >= 0;
      int at = nearest(energy, exact, levels.repeated[s] ? new boolean[exact.length] : taken);
      levels.level[s] = at;
      levels.error[s] = energy - exact[at];
      if (!levels.repeated[s]) {
        taken[at] = true;
        highest = Math.max(highest, at);
      }
    }
    for (int k = 0; k < highest; k++) {
      if (!taken[k]) {
        levels.skipped.add(k);
      }
    }
    return levels;
  }

  private static int lowest(ExcitedStates found, boolean[] done) {
    int lowest = -1;
    for (int s = 0; s < done.length; s++) {
      if (!done[s]
          && (lowest < 0 || found.states().get(s).energy() < found.states().get(lowest).energy())) {
        lowest = s;
      }
    }
    return lowest;
  }

  /** The first of those that are equally near but for rounding. */
  private static int nearest(double energy, double[] exact, boolean[] taken) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < exact.length; k++) {
      double distance = Math.abs(exact[k] - energy);
      if (!taken[k] && distance < least - SAME) {
        nearest = k;
        least = distance;
      }
    }
    return nearest;
  }

  /** {@code "state 1: level 2, +0.013 mHa; repeated"}, a line for each, and what was skipped. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < level.length; s++) {
      text.append("state ").append(s).append(": level ").append(level[s]).append(", ");
      text.append(Math.round(error[s] * 1e6) / 1e3).append(" mHa");
      text.append(repeated[s] ? "; found before\n" : "\n");
    }
    return skipped.isEmpty() ? text.toString() : text + "skipped levels: " + skipped + "\n";
  }
}
