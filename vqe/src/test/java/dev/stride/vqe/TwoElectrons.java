package dev.stride.vqe;

import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.Target;

/** Molecules with two electrons in two orbitals, and circuits that reach all their states. */
final class TwoElectrons {
  /** Lowest four with as many electrons of either spin, by Psi4 and by others' full CI. */
  static final double[] H2_LEVELS = {
    -1.1373060357533396, -0.5246155557956578, -0.16275315618846128, 0.4950577407847921
  };

  static final double[] HEH_LEVELS = {
    -2.851024030048664, -2.0387412474586433, -1.8170194982471537, -0.49213455647811744
  };

  private TwoElectrons() {}

  /** Not zero, where symmetry keeps gradients at zero. */
  static double[] small(Circuit circuit) {
    double[] start = new double[circuit.parameters()];
    for (int i = 0; i < start.length; i++) {
      start[i] = .4 * Math.sin(i + 1);
    }
    return start;
  }

  static MolecularIntegrals h2() {
    return ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
  }

  static MolecularIntegrals hehPlus() {
    return ReferenceSpace.named("hehp_sto3g_r0.7720.full").integrals();
  }

  static Circuit uccsd(MolecularIntegrals m) {
    return Ansatzes.registry().parse("uccsd").circuit(Target.of(m));
  }

  /** All excitations of UCCSD, and then all of them again. */
  static Circuit twice(MolecularIntegrals m) {
    Target target = Target.of(m);
    Circuit.Builder twice = Circuit.on(target.qubits()).basis(target.occupied());
    for (int k = 0; k < 2; k++) {
      for (Gate gate : uccsd(m).turns()) {
        twice.add(gate.kind(), gate.qubits(), twice.next());
      }
    }
    return twice.build();
  }
}
