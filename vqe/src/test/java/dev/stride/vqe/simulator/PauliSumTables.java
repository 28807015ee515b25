package dev.stride.vqe.simulator;

import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import java.util.Arrays;

/**
 * Prints what {@code src/test/c/paulisum.c} reads: qubits, and the distinct X-masks of a molecule.
 */
public final class PauliSumTables {
  private PauliSumTables() {}

  /** The name of a reference space, as in {@code lih_sto3g_r1.5950.full}. */
  public static void main(String[] args) {
    PauliSum sum = JordanWigner.hamiltonian(ReferenceSpace.named(args[0]).integrals());
    long[] masks = Arrays.stream(sum.x()).distinct().toArray();
    StringBuilder text = new StringBuilder();
    text.append(sum.qubits()).append(' ').append(masks.length);
    for (long mask : masks) {
      text.append(' ').append(mask);
    }
    System.out.println(text);
  }
}
