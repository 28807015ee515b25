package dev.stride.vqe.simulator;

import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import dev.stride.vqe.operator.JordanWigner;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Prints what {@code src/test/c/uccsd.c} reads: the elements of the Hamiltonian among the
 * determinants and the pairs of every excitation, for {@link UccsdBenchmark}'s molecules.
 */
public final class UccsdTables {
  private UccsdTables() {}

  /** The name of a reference space, as in {@code lih_sto3g_r1.5950.full}. */
  public static void main(String[] args) throws IOException {
    MolecularIntegrals m = ReferenceSpace.named(args[0]).integrals();
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(m));
    SubspaceEngine engine = new SubspaceEngine(circuit);
    try (Writer out =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
      engine.print(out);
      ((SparseRows) engine.observable(JordanWigner.hamiltonian(m))).print(out);
    }
  }
}
