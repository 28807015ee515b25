package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Unitary coupled cluster with singles and doubles in one Trotter step: Π exp(θ_k(T_k-T_k†)) on the
 * reference determinant, over excitations from it that keep the number of electrons of either spin
 * (Romero et al. 2018, section 2; Grimsley et al. 2020 on the order). Each excitation is exact.
 *
 * <p>{@link Spin} says which excitations share a parameter, {@link Screen} which are left out. With
 * o occupied and v free orbitals of a closed shell, and N = ov:
 *
 * <ul>
 *   <li>{@code ORBITAL}: every excitation has its own. Singles: spin up (i outer, a inner), then
 *       down. Doubles: up-up (i&lt;j outer, a&lt;b inner), down-down, up-down (i up, j down, a up,
 *       b down, the last fastest).
 *   <li>{@code MIRRORED}: two excitations that differ by exchange of the spins share one. N singles
 *       (up, down); o(o-1)v(v-1)/4 doubles of like spins; N(N+1)/2 of opposite spins. Total spin is
 *       not kept, but no odd one is mixed in.
 *   <li>{@code ADAPTED}: the singlet operators E_ai, with E_ai = a†_a↑ a_i↑ + a†_a↓ a_i↓, and E_ai
 *       E_bj for the N(N+1)/2 pairs (i,a) ≤ (j,b), where the 2 of E_ai E_ai = 2 a†_a↑ a†_a↓ a_i↓
 *       a_i↑ is left out. In spin orbitals E_ai E_bj is i↑j↓→a↑b↓ + j↑i↓→b↑a↓ + i↑j↑→a↑b↑ +
 *       i↓j↓→a↓b↓, the last two where i≠j and a≠b; these excitations stand in E_bi E_aj, too, with
 *       the other sign, and so there are two gates of each. exp(Σ θ_k(T_k-T_k†)) keeps the total
 *       spin; its Trotter step does to first order.
 * </ul>
 *
 * <p>Where no orbital of a spin is free, as in helium in STO-3G, there is one determinant, and the
 * circuit that prepares it, without parameters, is exact.
 *
 * @param order which of the two acts on the determinant first
 * @param spin which excitations share a parameter
 * @param screen which are left out
 * @param threshold with {@code symmetry}, integrals at or below it, in hartree, are zero; with
 *     {@code mp2}, doubles whose amplitude is at or below it are left out, too
 * @param start where to start
 */
public record Uccsd(Order order, Spin spin, Screen screen, double threshold, Start start)
    implements Ansatz {

  /** What comes first. */
  public enum Order {
    DOUBLES_FIRST,
    SINGLES_FIRST
  }

  /** Which excitations share a parameter. */
  public enum Spin {
    ORBITAL,
    MIRRORED,
    ADAPTED
  }

  /** What is left out. */
  public enum Screen {
    NONE,
    /** Excitations that are not totally symmetric, by {@link OrbitalSymmetry}. */
    SYMMETRY,
    /** These, and doubles whose MP2 amplitude vanishes. */
    MP2
  }

  /** The amplitudes to start from. */
  public enum Start {
    /** The reference determinant itself, where the gradient of the doubles does not vanish. */
    ZERO,
    /** Doubles at their MP2 amplitudes, by {@link FirstOrder}. */
    MP2
  }

  public Uccsd {
    Check.notNegative("threshold", threshold);
  }

  /** All excitations, each with its own parameter, from zero. */
  public Uccsd(Order order) {
    this(order, Spin.ORBITAL, Screen.NONE, 1e-8, Start.ZERO);
  }

  @Override
  public Circuit circuit(Target target) {
    int qubits = target.spinOrbitals();
    Check.that(qubits % 2 == 0, "uccsd needs pairs of spin orbitals, not %s", qubits);
    Circuit.Builder circuit = target.reference();
    int rank = 0;
    for (Amplitude amplitude : amplitudes(target)) {
      if (amplitude.rank() != rank) {
        rank = amplitude.rank();
        circuit.layer(rank == 1 ? "singles" : "doubles");
      }
      Angle angle = circuit.next();
      for (Amplitude.Part part : amplitude.parts()) {
        circuit.excitation(part.loss(), part.gain(), angle);
      }
    }
    Circuit built = circuit.build();
    if (built.parameters() == 0 && screen != Screen.NONE) {
      throw new BadInput(
          "uccsd has nothing to excite: nothing is left by its screen; take screen=none or a lower"
              + " threshold");
    }
    return built;
  }

  @Override
  public double[] start(Target target, Circuit circuit, UniformRandomProvider rng) {
    double[] theta = new double[circuit.parameters()];
    if (start == Start.MP2) {
      FirstOrder mp2 = new FirstOrder(target);
      List<Amplitude> amplitudes = amplitudes(target);
      for (int k = 0; k < theta.length; k++) {
        theta[k] = mp2.amplitude(amplitudes.get(k));
      }
    }
    return theta;
  }

  /** By parameter. */
  private List<Amplitude> amplitudes(Target target) {
    List<Amplitude> singles = Amplitude.singles(target.spinOrbitals(), target.occupied(), spin);
    List<Amplitude> doubles = Amplitude.doubles(target.spinOrbitals(), target.occupied(), spin);
    boolean doublesFirst = order == Order.DOUBLES_FIRST;
    List<Amplitude> all = new ArrayList<>(doublesFirst ? doubles : singles);
    all.addAll(doublesFirst ? singles : doubles);
    return screen == Screen.NONE ? all : kept(all, target);
  }

  private List<Amplitude> kept(List<Amplitude> all, Target target) {
    double zero = screen == Screen.SYMMETRY ? threshold : Math.min(threshold, 1e-8);
    OrbitalSymmetry symmetry = new OrbitalSymmetry(target.molecule(), zero);
    FirstOrder mp2 = new FirstOrder(target);
    List<Amplitude> kept = new ArrayList<>();
    for (Amplitude amplitude : all) {
      boolean large =
          screen == Screen.SYMMETRY || amplitude.rank() == 1 || mp2.exceeds(amplitude, threshold);
      if (large && symmetry.allows(amplitude.orbitals())) {
        kept.add(amplitude);
      }
    }
    return kept;
  }
}
