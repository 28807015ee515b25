package dev.stride.vqe.circuit;

import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One amplitude of a cluster operator: the excitations that share it, in spin orbitals, each with
 * the factor 1. Their order within {@code loss} and {@code gain} carries the sign.
 */
record Amplitude(List<Part> parts) {

  /** T = a†(gain 1) .. a†(gain m) a(loss m) .. a(loss 1). */
  record Part(List<Integer> loss, List<Integer> gain) {
    static Part single(int i, int a) {
      return new Part(List.of(i), List.of(a));
    }

    static Part pair(int i, int j, int a, int b) {
      return new Part(List.of(i, j), List.of(a, b));
    }
  }

  private static Amplitude of(Part... parts) {
    return new Amplitude(List.of(parts));
  }

  /** Number of electrons that it excites. */
  int rank() {
    return parts.get(0).loss.size();
  }

  /** The spatial orbitals that occur an odd number of times, as a bit mask. */
  long orbitals() {
    long odd = 0;
    for (int p : parts.get(0).loss) {
      odd ^= 1L << (p / 2);
    }
    for (int p : parts.get(0).gain) {
      odd ^= 1L << (p / 2);
    }
    return odd;
  }

  /** The spin orbitals 2p + spin of a mask, ascending. */
  static List<Integer> orbitals(int qubits, long set, int spin) {
    List<Integer> orbitals = new ArrayList<>();
    for (int q = spin; q < qubits; q += 2) {
      if ((set >>> q & 1) == 1) {
        orbitals.add(q);
      }
    }
    return orbitals;
  }

  /** All single excitations. */
  static List<Amplitude> singles(int qubits, long occupied, Uccsd.Spin spin) {
    List<Amplitude> all = new ArrayList<>();
    if (spin == Uccsd.Spin.ORBITAL) {
      for (int s = 0; s < 2; s++) {
        for (int i : orbitals(qubits, occupied, s)) {
          for (int a : orbitals(qubits, ~occupied, s)) {
            all.add(of(Part.single(i, a)));
          }
        }
      }
      return all;
    }
    requireClosedShell(occupied, spin);
    for (int i : orbitals(qubits, occupied, 0)) {
      for (int a : orbitals(qubits, ~occupied, 0)) {
        all.add(of(Part.single(i, a), Part.single(i + 1, a + 1)));
      }
    }
    return all;
  }

  /** All double excitations. */
  static List<Amplitude> doubles(int qubits, long occupied, Uccsd.Spin spin) {
    List<Amplitude> all = new ArrayList<>();
    List<Integer> i = orbitals(qubits, occupied, 0);
    List<Integer> a = orbitals(qubits, ~occupied, 0);
    switch (spin) {
      case ORBITAL -> {
        List<Integer> j = orbitals(qubits, occupied, 1);
        List<Integer> b = orbitals(qubits, ~occupied, 1);
        addAlike(all, i, a, false);
        addAlike(all, j, b, false);
        addOpposite(all, i, j, a, b);
      }
      case MIRRORED -> {
        requireClosedShell(occupied, spin);
        addAlike(all, i, a, true);
        addSinglets(all, i, a, false);
      }
      case ADAPTED -> {
        requireClosedShell(occupied, spin);
        addSinglets(all, i, a, true);
      }
    }
    return all;
  }

  /** i &lt; j, a &lt; b of one spin, alone or together with its mirror image. */
  private static void addAlike(
      List<Amplitude> to, List<Integer> occupied, List<Integer> free, boolean mirror) {
    for (int m = 0; m < occupied.size(); m++) {
      for (int n = m + 1; n < occupied.size(); n++) {
        for (int v = 0; v < free.size(); v++) {
          for (int w = v + 1; w < free.size(); w++) {
            int i = occupied.get(m);
            int j = occupied.get(n);
            int a = free.get(v);
            int b = free.get(w);
            Part part = Part.pair(i, j, a, b);
            to.add(mirror ? of(part, Part.pair(i + 1, j + 1, a + 1, b + 1)) : of(part));
          }
        }
      }
    }
  }

  private static void addOpposite(
      List<Amplitude> to, List<Integer> up, List<Integer> down, List<Integer> a, List<Integer> b) {
    for (int i : up) {
      for (int j : down) {
        for (int v : a) {
          for (int w : b) {
            to.add(of(Part.pair(i, j, v, w)));
          }
        }
      }
    }
  }

  /**
   * E_ai E_bj for all pairs (i,a) ≤ (j,b), in spin orbitals; without {@code alike} only what
   * excites opposite spins.
   */
  private static void addSinglets(
      List<Amplitude> to, List<Integer> occupied, List<Integer> free, boolean alike) {
    int pairs = occupied.size() * free.size();
    for (int m = 0; m < pairs; m++) {
      for (int n = m; n < pairs; n++) {
        int i = occupied.get(m / free.size());
        int a = free.get(m % free.size());
        int j = occupied.get(n / free.size());
        int b = free.get(n % free.size());
        List<Part> parts = new ArrayList<>();
        parts.add(Part.pair(i, j + 1, a, b + 1));
        if (m != n) {
          parts.add(Part.pair(j, i + 1, b, a + 1));
        }
        if (alike && i != j && a != b) {
          parts.add(Part.pair(i, j, a, b));
          parts.add(Part.pair(i + 1, j + 1, a + 1, b + 1));
        }
        to.add(new Amplitude(parts));
      }
    }
  }

  private static void requireClosedShell(long occupied, Uccsd.Spin spin) {
    long up = 0x5555555555555555L;
    if ((occupied & up) != (occupied >>> 1 & up)) {
      throw new BadInput(
          "uccsd:spin="
              + spin.toString().toLowerCase(Locale.ROOT)
              + " needs a closed shell, two electrons in every occupied orbital; for others take"
              + " spin=orbital");
    }
  }
}
