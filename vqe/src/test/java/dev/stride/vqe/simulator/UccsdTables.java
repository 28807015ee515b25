package dev.stride.vqe.simulator;

import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import dev.stride.vqe.operator.JordanWigner;

/**
 * Prints what {@code src/test/c/uccsd.c} reads: the elements of the Hamiltonian among the
 * determinants and the pairs of every excitation, for {@link UccsdBenchmark}'s molecules.
 */
public final class UccsdTables {
  private UccsdTables() {}

  /** The name of a reference space, as in {@code lih_sto3g_r1.5950.full}. */
  public static void main(String[] args) {
    MolecularIntegrals m = ReferenceSpace.named(args[0]).integrals();
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(m));
    SubspaceEngine engine = new SubspaceEngine(circuit);
    StringBuilder text = new StringBuilder();
    text.append(engine.determinants()).append(' ').append(engine.start);
    text.append(' ').append(engine.operations.length);
    for (Operation operation : engine.operations) {
      print((PairRotation) operation, text);
    }
    print((SparseRows) engine.observable(JordanWigner.hamiltonian(m)), text);
    System.out.println(text);
  }

  private static void print(PairRotation rotation, StringBuilder text) {
    text.append('\n').append(rotation.first.length);
    for (int k = 0; k < rotation.first.length; k++) {
      text.append(' ').append(rotation.first[k]).append(' ').append(rotation.second[k]);
    }
  }

  private static void print(SparseRows rows, StringBuilder text) {
    text.append('\n').append(rows.column.length);
    for (int i = 0; i < rows.diagonal.length; i++) {
      text.append('\n').append(rows.diagonal[i]);
      text.append(' ').append(rows.rowStart[i + 1] - rows.rowStart[i]);
      for (int e = rows.rowStart[i]; e < rows.rowStart[i + 1]; e++) {
        text.append(' ').append(rows.column[e]).append(' ').append(rows.value[e]);
      }
    }
  }
}
