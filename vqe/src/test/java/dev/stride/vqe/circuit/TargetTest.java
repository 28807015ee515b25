package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.Energy;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.Mappings;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ansätze under other mappings, against the same under Jordan-Wigner. */
class TargetTest {
  static Stream<Arguments> encoded() {
    return Stream.of("jordan-wigner", "parity", "parity:reduced=true", "bravyi-kitaev")
        .flatMap(
            mapping ->
                Stream.of("h2", "heh+", "h4", "lih:active=2e3o")
                    .flatMap(
                        molecule ->
                            Stream.of("uccsd", "uccsd:spin=adapted", "k-upccgsd:k=1", "givens")
                                .map(ansatz -> Arguments.of(mapping, molecule, ansatz))));
  }

  private static MolecularIntegrals integrals(String molecule) {
    return Molecules.registry().parse(molecule).integrals();
  }

  private static Target target(MolecularIntegrals m, String mapping, boolean tapered) {
    return Target.of(m, Mappings.registry().parse(mapping), tapered);
  }

  /** The energy, and its gradient. */
  private static double[] at(Target target, Circuit circuit, double[] theta) {
    Energy energy = Energy.exact(target.hamiltonian(), circuit, Streams.of(1).rng());
    Trial trial = Trial.free(theta.length);
    System.arraycopy(theta, 0, trial.x, 0, theta.length);
    energy.evaluate(trial.order(Order.VALUE, Order.GRADIENT));
    double[] both = new double[theta.length + 1];
    both[0] = trial.value;
    System.arraycopy(trial.gradient, 0, both, 1, theta.length);
    return both;
  }

  @ParameterizedTest
  @MethodSource("encoded")
  void sameEnergyAndGradientUnderEveryMapping(String mapping, String molecule, String ansatz) {
    MolecularIntegrals m = integrals(molecule);
    Ansatz family = Ansatzes.registry().parse(ansatz);
    Target plain = Target.of(m);
    Target encoded = target(m, mapping, false);
    Circuit expected = family.circuit(plain);
    Circuit circuit = family.circuit(encoded);
    assertEquals(encoded.qubits(), circuit.qubits());
    assertEquals(expected.layout(), circuit.layout());
    double[] theta = RandomCircuits.parameters(expected, new Random(3));
    assertArrayEquals(at(plain, expected, theta), at(encoded, circuit, theta), 1e-11);
  }

  @ParameterizedTest
  @CsvSource({
    "jordan-wigner, h2, 1",
    "bravyi-kitaev, h2, 1",
    "parity, h4, 5",
    "jordan-wigner, heh+, 2",
    "parity:reduced=true, h3+, 3",
    "jordan-wigner, lih:active=2e3o, 4"
  })
  void taperedCircuitsKeepTheEnergy(String mapping, String molecule, int qubits) {
    MolecularIntegrals m = integrals(molecule);
    Ansatz family = Ansatzes.registry().parse("uccsd:screen=symmetry");
    Target plain = Target.of(m);
    Target tapered = target(m, mapping, true);
    assertEquals(qubits, tapered.qubits());
    Circuit expected = family.circuit(plain);
    Circuit circuit = family.circuit(tapered);
    double[] theta = RandomCircuits.parameters(expected, new Random(4));
    assertArrayEquals(at(plain, expected, theta), at(tapered, circuit, theta), 1e-11);
  }

  @Test
  void taperingRefusesExcitationsThatBreakItsSymmetries() {
    Target tapered = target(integrals("h2"), "jordan-wigner", true);
    String message =
        assertThrows(BadInput.class, () -> Ansatzes.registry().parse("uccsd").circuit(tapered))
            .getMessage();
    assertTrue(message.contains("uccsd:screen=symmetry"), message);
  }

  @ParameterizedTest
  @CsvSource({"parity", "parity:reduced=true", "bravyi-kitaev"})
  void qubitAnsaetzeStartFromTheEncodedDeterminant(String mapping) {
    MolecularIntegrals m = integrals("h4");
    Target encoded = target(m, mapping, false);
    Ansatz family = Ansatzes.registry().parse("hardware-efficient:layers=1");
    Circuit circuit = family.circuit(encoded);
    double reference = at(encoded, circuit, new double[circuit.parameters()])[0];
    assertEquals(Aufbau.hartreeFockEnergy(m), reference, 1e-11);
    assertFalse(encoded.isJordanWigner());
    assertEquals(8, encoded.spinOrbitals());
    assertEquals(0b1111, encoded.occupied());
    assertThrows(BadInput.class, () -> Ansatzes.registry().parse("qaoa").circuit(encoded));
    Circuit variational = Ansatzes.registry().parse("hamiltonian-variational").circuit(encoded);
    assertEquals(
        reference, at(encoded, variational, new double[variational.parameters()])[0], 1e-11);
  }

  @Test
  void jordanWignerIsTheDefault() {
    MolecularIntegrals m = integrals("h2");
    Target target = Target.of(m, new JordanWigner(), false);
    assertTrue(target.isJordanWigner());
    assertEquals(0b11, target.basisState());
    assertEquals(4, target.qubits());
    assertEquals(
        List.of(Gate.Kind.X, Gate.Kind.X, Gate.Kind.EXCITATION),
        Ansatzes.registry().parse("uccsd:screen=symmetry").circuit(target).gates().stream()
            .map(Gate::kind)
            .limit(3)
            .toList());
  }
}
