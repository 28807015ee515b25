package dev.stride.vqe;

import dev.stride.optim.Charge;
import java.util.Map;

/** Energies as the solvers use them. */
final class Energies {
  private Energies() {}

  /** What one estimate takes. */
  static Map<Charge, Long> value(Energy energy, long shots) {
    return Map.of(Charge.VALUES, 1L, Charge.CIRCUITS, (long) energy.groups(), Charge.SHOTS, shots);
  }
}
