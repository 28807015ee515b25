package dev.stride.vqe.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Divides the terms of an operator into groups whose members one circuit can measure together. */
public final class Grouping {

  /**
   * Terms that commute on every qubit.
   *
   * @param basis what to measure on each qubit: X, Y or Z, and I where no member asks
   * @param terms positions in the {@link PauliSum}, by descending |c|
   */
  public record Group(PauliString basis, int[] terms) {}

  private Grouping() {}

  /**
   * Qubit-wise commuting groups: by descending |c|, ties in the order of the sum, each term joins
   * the first group that it commutes with on every qubit, or opens one. The identity, which needs
   * no measurement, is in none.
   *
   * <p>Cost: terms times groups. Verteletskyi, Yen and Izmaylov 2020 compare such heuristics.
   */
  public static List<Group> qubitWise(PauliSum sum) {
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < sum.size(); k++) {
      if (sum.string(k).weight() > 0) {
        order.add(k);
      }
    }
    order.sort(Comparator.comparingDouble(k -> -Math.abs(sum.coefficient()[k])));
    List<PauliString> bases = new ArrayList<>();
    List<List<Integer>> members = new ArrayList<>();
    for (int k : order) {
      join(k, sum.string(k), bases, members);
    }
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < bases.size(); g++) {
      int[] terms = new int[members.get(g).size()];
      Arrays.setAll(terms, members.get(g)::get);
      groups.add(new Group(bases.get(g), terms));
    }
    return groups;
  }

  private static void join(
      int k, PauliString string, List<PauliString> bases, List<List<Integer>> members) {
    int g = 0;
    while (g < bases.size() && !bases.get(g).commutesQubitWiseWith(string)) {
      g++;
    }
    if (g == bases.size()) {
      bases.add(PauliString.IDENTITY);
      members.add(new ArrayList<>());
    }
    PauliString basis = bases.get(g);
    bases.set(g, new PauliString(basis.x() | string.x(), basis.z() | string.z()));
    members.get(g).add(k);
  }
}
