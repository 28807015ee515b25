package dev.stride.vqe;

import dev.stride.vqe.operator.PauliString;
import dev.stride.vqe.operator.PauliSum;
import java.util.HashMap;
import java.util.Map;

/**
 * H2 at 0.735 ångström in STO-3G: published Jordan-Wigner coefficients (interleaved spins, hartree,
 * twelve decimals), independent of the code that makes them from integrals.
 */
public final class HydrogenMolecule {
  public static final double HARTREE_FOCK = -1.11699900;
  public static final double FULL_CI = -1.137306036;

  private HydrogenMolecule() {}

  public static PauliSum hamiltonian() {
    Map<PauliString, Double> terms = new HashMap<>();
    put(terms, -0.090578986088, "I");
    put(terms, 0.172183932619, "Z0", "Z1");
    put(terms, -0.225753492224, "Z2", "Z3");
    put(terms, 0.168927538701, "Z0 Z1");
    put(terms, 0.174643430683, "Z2 Z3");
    put(terms, 0.120912632618, "Z0 Z2", "Z1 Z3");
    put(terms, 0.166145432564, "Z0 Z3", "Z1 Z2");
    put(terms, 0.045232799946, "X0 Y1 Y2 X3", "Y0 X1 X2 Y3");
    put(terms, -0.045232799946, "X0 X1 Y2 Y3", "Y0 Y1 X2 X3");
    return PauliSum.of(4, terms, 0);
  }

  private static void put(Map<PauliString, Double> terms, double c, String... strings) {
    for (String string : strings) {
      terms.put(PauliString.parse(string), c);
    }
  }
}
