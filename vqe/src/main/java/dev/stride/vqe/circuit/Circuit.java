package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.form.BadInput;
import dev.stride.vqe.operator.Encoding;
import dev.stride.vqe.operator.PauliString;
import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gates on qubits that start in |0..0>, the first gate first. Several gates may share a parameter.
 *
 * @param layout the parameters; its blocks are the layers of a block-diagonal metric
 */
public record Circuit(int qubits, List<Gate> gates, Layout layout) {
  private static final int MOST_FREQUENCIES = 10_000;

  /** Sums of scales that differ by rounding alone. */
  private static final double SAME = 1e-9;

  public Circuit {
    Check.that(qubits >= 1 && qubits <= 62, "qubits must be from 1 to 62, not %s", qubits);
    gates = List.copyOf(gates);
    for (Gate gate : gates) {
      for (int qubit : gate.qubits()) {
        Check.that(qubit >= 0 && qubit < qubits, "%s is not on %s qubits", gate, qubits);
      }
      Check.that(
          gate.angle().parameter() < layout.size(), "%s has no parameter in %s", gate, layout);
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
   * θ, with the scales s_t, a term of the product of their polynomials has the frequency Σ_t s_t
   * k_t with |k_t| ≤ R_t; for scales of 1 all sums and differences together are the whole numbers
   * up to Σ_t R_t. Some amplitudes may be zero in a given circuit: these are the frequencies that
   * there can be.
   *
   * @throws BadInput where a parameter has more than 10,000 of them
   */
  public double[][] frequencies() {
    List<NavigableSet<Double>> sums = new ArrayList<>();
    for (int p = 0; p < parameters(); p++) {
      sums.add(new TreeSet<>(List.of(0.0)));
    }
    for (Gate gate : turns()) {
      if (gate.angle().isFree()) {
        int p = gate.angle().parameter();
        sums.set(p, widened(sums.get(p), Math.abs(gate.angle().scale()), gate.kind(), p));
      }
    }
    return sums.stream()
        .map(set -> set.tailSet(0.0, false).stream().mapToDouble(f -> f).toArray())
        .toArray(double[][]::new);
  }

  private static NavigableSet<Double> widened(
      NavigableSet<Double> sums, double scale, Gate.Kind kind, int parameter) {
    NavigableSet<Double> wider = new TreeSet<>();
    for (double sum : sums) {
      for (int k = -kind.frequencies(); k <= kind.frequencies(); k++) {
        double next = sum + k * scale;
        Double near = wider.ceiling(next - SAME);
        if (near == null || near > next + SAME) {
          wider.add(next);
        }
      }
    }
    if (wider.size() > 2 * MOST_FREQUENCIES) {
      throw new BadInput(
          "the energy has more than "
              + MOST_FREQUENCIES
              + " frequencies along parameter "
              + parameter
              + ", which many gates share: choose an optimizer that does not need them");
    }
    return wider;
  }

  /** Adds gates one by one. A new angle goes into the block of the last {@link #layer}. */
  public static final class Builder {
    private final int qubits;
    private final @Nullable Encoding encoding;
    private final List<Gate> gates = new ArrayList<>();
    private Layout layout = new Layout(List.of());
    private String layer = "theta";
    private int inLayer;

    private Builder(int qubits) {
      this(qubits, null);
    }

    /** On qubits of {@code encoding}, which makes Pauli rotations of excitations. */
    Builder(int qubits, @Nullable Encoding encoding) {
      this.qubits = qubits;
      this.encoding = encoding;
    }

    /** Opens a layer of parameters. */
    public Builder layer(String name) {
      close();
      layer = name;
      return this;
    }

    public Builder x(int qubit) {
      return add(Gate.Kind.X, List.of(qubit), Angle.NONE);
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
      return add(Gate.Kind.H, List.of(qubit), Angle.NONE);
    }

    public Builder cnot(int control, int target) {
      return add(Gate.Kind.CNOT, List.of(control, target), Angle.NONE);
    }

    public Builder cz(int a, int b) {
      return add(Gate.Kind.CZ, List.of(a, b), Angle.NONE);
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
      return excitation(loss, gain, next());
    }

    /** An excitation. */
    public Builder excitation(List<Integer> loss, List<Integer> gain, Angle angle) {
      if (encoding != null) {
        return rotations(generator(encoding, loss, gain), angle);
      }
      List<Integer> both = new ArrayList<>(loss);
      both.addAll(gain);
      return add(Gate.Kind.EXCITATION, both, angle);
    }

    private static PauliSum generator(Encoding encoding, List<Integer> loss, List<Integer> gain) {
      try {
        return encoding.generator(loss, gain);
      } catch (IllegalArgumentException leaves) {
        throw new BadInput(
            "the excitation "
                + loss
                + " -> "
                + gain
                + " breaks a symmetry by which qubits were tapered off; leave such excitations out"
                + " (uccsd:screen=symmetry), or do not taper",
            leaves);
      }
    }

    /** exp(iφA) = Π exp(iφ c_k P_k), for strings that commute. */
    private Builder rotations(PauliSum generator, Angle angle) {
      for (int k = 0; k < generator.size(); k++) {
        double factor = -2 * generator.coefficient()[k];
        pauli(
            generator.string(k),
            new Angle(angle.parameter(), factor * angle.scale(), factor * angle.offset()));
      }
      return this;
    }

    /** exp(-iφP/2) on the qubits that P does not leave alone, of which there is at least one. */
    public Builder pauli(PauliString p, Angle angle) {
      List<Integer> on = new ArrayList<>();
      StringBuilder letters = new StringBuilder();
      for (long left = p.x() | p.z(); left != 0; left &= left - 1) {
        int q = Long.numberOfTrailingZeros(left);
        on.add(q);
        boolean x = (p.x() >>> q & 1) == 1;
        boolean z = (p.z() >>> q & 1) == 1;
        letters.append(x ? z ? 'Y' : 'X' : 'Z');
      }
      return add(new Gate(Gate.Kind.PAULI, on, letters.toString(), angle));
    }

    /** A gate without letters; its angle may depend on a parameter that is there already. */
    public Builder add(Gate.Kind kind, List<Integer> on, Angle angle) {
      return add(Gate.of(kind, on, angle));
    }

    /** Any gate. */
    public Builder add(Gate gate) {
      gates.add(gate);
      return this;
    }

    public Circuit build() {
      close();
      return new Circuit(qubits, gates, layout);
    }

    /** A new parameter in the open layer, for one gate or for several. */
    public Angle next() {
      return Angle.of(layout.size() + inLayer++);
    }

    private void close() {
      if (inLayer > 0) {
        layout = layout.with(layer, inLayer);
        inLayer = 0;
      }
    }
  }
}
