package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gates on qubits that start in |0..0>, the first gate first. Several gates may share a parameter.
 *
 * @param layout the parameters; its blocks are the layers of a block-diagonal metric
 */
public record Circuit(int qubits, List<Gate> gates, Layout layout) {

  public Circuit {
    Check.that(qubits >= 1 && qubits <= 62, "qubits must be from 1 to 62, not %s", qubits);
    gates = List.copyOf(gates);
    for (Gate gate : gates) {
      for (int qubit : gate.qubits()) {
        Check.that(qubit >= 0 && qubit < qubits, "%s is not on %s qubits", gate, qubits);
      }
      Check.that(gate.parameter() < layout.size(), "%s has no parameter in %s", gate, layout);
    }
  }

  /** A circuit to fill. */
  public static Builder on(int qubits) {
    return new Builder(qubits);
  }

  /** Number of parameters. */
  public int parameters() {
    return layout.size();
  }

  /** The gates that have an angle, in order; an engine takes one angle for each. */
  public List<Gate> turns() {
    return gates.stream().filter(Gate::turns).toList();
  }

  /**
   * The positive frequencies of any energy along each parameter θ, the others fixed; ascending, one
   * row for each.
   *
   * <p>An energy is a trigonometric polynomial of every single angle: in U†HU the eigenvalues λ of
   * the gate's generator meet in pairs, as exp(i(λ-λ′)a). They are ±1/2 for exp(-iaP/2), whose
   * differences are 0 and ±1, and 0, ±1 for exp(a(T-T†)) = exp(iaA), whose differences go to ±2:
   * the whole numbers up to {@link Gate.Kind#frequencies()}. Where several gates turn by the same
   * θ, a term of the product of their polynomials has the frequency Σ_t k_t with |k_t| ≤ R_t; all
   * sums and differences together are the whole numbers up to Σ_t R_t. Some amplitudes may be zero
   * in a given circuit: these are the frequencies that there can be.
   */
  public double[][] frequencies() {
    int[] highest = new int[parameters()];
    for (Gate gate : turns()) {
      highest[gate.parameter()] += gate.kind().frequencies();
    }
    return Arrays.stream(highest)
        .mapToObj(r -> IntStream.rangeClosed(1, r).asDoubleStream().toArray())
        .toArray(double[][]::new);
  }

  /** Adds gates one by one. A new angle goes into the block of the last {@link #layer}. */
  public static final class Builder {
    private final int qubits;
    private final List<Gate> gates = new ArrayList<>();
    private Layout layout = new Layout(List.of());
    private String layer = "theta";
    private int inLayer;

    private Builder(int qubits) {
      this.qubits = qubits;
    }

    /** Opens a layer of parameters. */
    public Builder layer(String name) {
      close();
      layer = name;
      return this;
    }

    public Builder x(int qubit) {
      return add(Gate.Kind.X, List.of(qubit), Gate.FIXED);
    }

    /** The basis state with these bits set. */
    public Builder basis(long mask) {
      for (int q = 0; q < qubits; q++) {
        if ((mask >>> q & 1) == 1) {
          x(q);
        }
      }
      return this;
    }

    public Builder h(int qubit) {
      return add(Gate.Kind.H, List.of(qubit), Gate.FIXED);
    }

    public Builder cnot(int control, int target) {
      return add(Gate.Kind.CNOT, List.of(control, target), Gate.FIXED);
    }

    public Builder cz(int a, int b) {
      return add(Gate.Kind.CZ, List.of(a, b), Gate.FIXED);
    }

    /** RX by an angle of its own. */
    public Builder rx(int qubit) {
      return add(Gate.Kind.RX, List.of(qubit), next());
    }

    /** RY by an angle of its own. */
    public Builder ry(int qubit) {
      return add(Gate.Kind.RY, List.of(qubit), next());
    }

    /** RZ by an angle of its own. */
    public Builder rz(int qubit) {
      return add(Gate.Kind.RZ, List.of(qubit), next());
    }

    /** An excitation by an angle of its own. */
    public Builder excitation(List<Integer> loss, List<Integer> gain) {
      List<Integer> both = new ArrayList<>(loss);
      both.addAll(gain);
      return add(Gate.Kind.EXCITATION, both, next());
    }

    /** Any gate; one with an angle shares a parameter that is there already. */
    public Builder add(Gate.Kind kind, List<Integer> on, int parameter) {
      gates.add(new Gate(kind, on, parameter));
      return this;
    }

    public Circuit build() {
      close();
      return new Circuit(qubits, gates, layout);
    }

    private int next() {
      return layout.size() + inLayer++;
    }

    private void close() {
      if (inLayer > 0) {
        layout = layout.with(layer, inLayer);
        inLayer = 0;
      }
    }
  }
}
