package dev.stride.vqe;

import dev.stride.optim.Check;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.operator.FermionOperator;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliString;
import dev.stride.vqe.operator.PauliSum;
import java.util.Map;

/**
 * The states that a search is for, and what keeps it among them where the circuit does not
 * (Ryabinkin, Genin and Izmaylov 2019).
 *
 * @param electrons n
 * @param ms2 twice the spin projection, alpha minus beta electrons
 * @param multiplicity 2s+1; 0 for any total spin
 */
public record SectorPenalty(int electrons, int ms2, int multiplicity) {
  public SectorPenalty {
    Check.that(
        electrons >= 0 && Math.abs((long) ms2) <= electrons && (electrons - ms2) % 2 == 0,
        "%s electrons cannot have twice the spin projection %s",
        electrons,
        ms2);
    boolean possible =
        multiplicity > Math.abs(ms2)
            && multiplicity <= electrons + 1
            && (multiplicity - 1 - ms2) % 2 == 0;
    Check.that(
        multiplicity == 0 || possible,
        "%s electrons with twice the spin projection %s cannot have the multiplicity %s",
        electrons,
        ms2,
        multiplicity);
  }

  /** As many electrons of either spin as {@code m} has, whatever the total spin. */
  public static SectorPenalty of(MolecularIntegrals m) {
    return new SectorPenalty(m.electrons(), m.ms2(), 0);
  }

  /** The same with a total spin. */
  public SectorPenalty with(int newMultiplicity) {
    return new SectorPenalty(electrons, ms2, newMultiplicity);
  }

  /**
   * w[(N-n)² + (S_z-m)² + (S²-s(s+1))²] under Jordan-Wigner, the last without its square for
   * singlets, where S² alone is not negative either, and left out for any total spin. It vanishes
   * on the states of the sector and is at least w on all others with given N, S_z and S².
   *
   * @param weight w in hartree: more than what lies below the state wanted
   */
  public PauliSum operator(int qubits, double weight) {
    Check.positive("weight", weight);
    PauliSum sum =
        squared(FermionOperator.number(qubits), qubits, electrons)
            .plus(squared(FermionOperator.spinZ(qubits), qubits, 0.5 * ms2));
    if (multiplicity == 1) {
      sum = sum.plus(observable(FermionOperator.spinSquared(qubits), qubits));
    } else if (multiplicity > 1) {
      double s = 0.5 * (multiplicity - 1);
      sum = sum.plus(squared(FermionOperator.spinSquared(qubits), qubits, s * (s + 1)));
    }
    return sum.times(weight);
  }

  private static PauliSum squared(FermionOperator operator, int qubits, double wanted) {
    PauliSum shift = PauliSum.of(qubits, Map.of(PauliString.IDENTITY, -wanted), 0);
    PauliSum difference = observable(operator, qubits).plus(shift);
    return difference.symmetricProduct(difference);
  }

  private static PauliSum observable(FermionOperator operator, int qubits) {
    return new JordanWigner().encoding(qubits, 0).observable(operator);
  }
}
