package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Which orbitals are correlated, as text:
 *
 * <ul>
 *   <li>{@code all};
 *   <li>{@code 2e3o}: 2 electrons in 3 orbitals around the Fermi level. The occupied ones are taken
 *       from the highest downwards, the empty ones from the lowest upwards; a set of degenerate
 *       orbitals (within 1e-6 hartree) that does not fit as a whole is passed over;
 *   <li>{@code 1,2,5}: these orbitals, counted from 0 in the order of their energies.
 * </ul>
 *
 * <p>Occupied orbitals that are not active are frozen, empty ones are left out.
 */
public record Active(String text) {
  /** All orbitals. */
  public static final Active ALL = new Active("all");

  /** Checks the form; whether it fits a molecule shows when that is known. */
  public Active {
    if (!text.equals("all") && electrons(text) < 0) {
      list(text);
    }
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * The space for a molecule in canonical orbitals by energy, the first of them occupied.
   *
   * @param core how many of the lowest orbitals have to stay frozen
   */
  ActiveSpace space(MolecularIntegrals m, int core) {
    int occupied = m.electrons() / 2;
    List<Integer> active = new ArrayList<>();
    if (text.equals("all")) {
      add(active, core, m.orbitals());
    } else if (electrons(text) >= 0) {
      around(m, core, active);
    } else {
      active.addAll(list(text));
      for (int p : active) {
        Check.that(
            p < m.orbitals(),
            "active=%s: there is no orbital %s; they are 0 to %s",
            text,
            p,
            m.orbitals() - 1);
        Check.that(p >= core, "active=%s: orbital %s is in the frozen core", text, p);
      }
    }
    List<Integer> frozen = new ArrayList<>();
    int electrons = 0;
    for (int p = 0; p < occupied; p++) {
      if (active.contains(p)) {
        electrons += 2;
      } else {
        frozen.add(p);
      }
    }
    Check.that(electrons > 0, "active=%s: no electron is left in the active orbitals", text);
    return new ActiveSpace(frozen, active);
  }

  private void around(MolecularIntegrals m, int core, List<Integer> active) {
    int electrons = electrons(text);
    int orbitals = orbitals(text);
    int occupied = m.electrons() / 2;
    int most = m.electrons() - 2 * core;
    Check.that(
        electrons <= most,
        "active=%s: there are %s electrons%s",
        text,
        most,
        core > 0 ? " outside of the frozen core" : "");
    int empty = orbitals - electrons / 2;
    Check.that(
        empty <= m.orbitals() - occupied,
        "active=%s: there are %s orbitals for %s electrons, %s of them empty",
        text,
        m.orbitals() - core,
        most,
        m.orbitals() - occupied);
    double[] energies = m.orbitalEnergies();
    int left = electrons / 2;
    for (int end = occupied; end > core && left > 0; ) {
      int first = end - 1;
      while (first > core && energies[first] - energies[first - 1] < HartreeFock.DEGENERATE) {
        first--;
      }
      left -= take(active, first, end, left);
      end = first;
    }
    for (int first = occupied; first < m.orbitals() && empty > 0; ) {
      int end = first + 1;
      while (end < m.orbitals() && energies[end] - energies[end - 1] < HartreeFock.DEGENERATE) {
        end++;
      }
      empty -= take(active, first, end, empty);
      first = end;
    }
    Check.that(
        left == 0 && empty == 0,
        "active=%s would take one of a set of degenerate orbitals without the others; take another"
            + " number, or list the orbitals",
        text);
    active.sort(null);
  }

  /** Adds the set if it fits. */
  private static int take(List<Integer> active, int first, int end, int room) {
    if (end - first > room) {
      return 0;
    }
    add(active, first, end);
    return end - first;
  }

  private static void add(List<Integer> active, int first, int end) {
    for (int p = first; p < end; p++) {
      active.add(p);
    }
  }

  /** The number before the e of {@code 2e3o}; -1 where the text is of another form. */
  private static int electrons(String text) {
    int e = text.indexOf('e');
    if (e < 1 || e > 3 || !text.endsWith("o") || !digits(text, 0, e) || orbitals(text) < 0) {
      return -1;
    }
    int electrons = Integer.parseInt(text.substring(0, e));
    int orbitals = orbitals(text);
    Check.that(
        electrons % 2 == 0 && electrons > 0,
        "the number of active electrons has to be even and above 0, not %s",
        electrons);
    Check.that(
        electrons <= 2 * orbitals, "%s electrons do not fit %s orbitals", electrons, orbitals);
    return electrons;
  }

  private static int orbitals(String text) {
    int e = text.indexOf('e');
    int length = text.length() - 2 - e;
    return length >= 1 && length <= 3 && digits(text, e + 1, text.length() - 1)
        ? Integer.parseInt(text.substring(e + 1, text.length() - 1))
        : -1;
  }

  private static boolean digits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return to > from;
  }

  private static List<Integer> list(String text) {
    List<Integer> list = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      String number = word.strip();
      Check.that(
          number.length() <= 3 && digits(number, 0, number.length()),
          "it has to be all, as 2e3o (electrons and orbitals), or a list of orbitals counted from"
              + " 0, as 1,2,5");
      list.add(Integer.valueOf(number));
    }
    return list;
  }
}
