package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.Energy;
import dev.stride.vqe.Vqe;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.FciDump;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.simulator.State;
import dev.stride.vqe.simulator.StateVector;
import dev.stride.vqe.simulator.StateVectorEngine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UccsdTest {
  private static final Uccsd SINGLES_FIRST = new Uccsd(Uccsd.Order.SINGLES_FIRST);
  private static final Uccsd DOUBLES_FIRST = new Uccsd(Uccsd.Order.DOUBLES_FIRST);

  /** LiH, four electrons in twelve spin orbitals, against a list made by others' code. */
  @Test
  void excitationsAreThoseOfTheReference() throws IOException {
    String text =
        new String(
            Objects.requireNonNull(
                    UccsdTest.class.getResourceAsStream(
                        "/reference/chemistry/uccsd/lih-excitations.txt"))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    List<List<Integer>> expected = new ArrayList<>();
    for (String line : text.strip().split("\n", -1)) {
      expected.add(
          Arrays.stream(line.replace("> ", "").split(" ", -1)).map(Integer::valueOf).toList());
    }
    assertEquals(expected, excitations(SINGLES_FIRST.circuit(Target.of(12, 0b1111))).toList());
    List<List<Integer>> doublesFirst = new ArrayList<>(expected.subList(16, 92));
    doublesFirst.addAll(expected.subList(0, 16));
    assertEquals(doublesFirst, excitations(DOUBLES_FIRST.circuit(Target.of(12, 0b1111))).toList());
  }

  @Test
  void startsFromTheGivenOccupation() {
    // Spatial orbital 1 is occupied, 0 and 2 are free.
    Circuit circuit = SINGLES_FIRST.circuit(Target.of(6, 0b001100));
    assertEquals(
        List.of(2, 3),
        circuit.gates().stream()
            .filter(g -> g.kind() == Kind.X)
            .map(g -> g.qubits().get(0))
            .toList());
    assertEquals(
        List.of(
            List.of(2, 0),
            List.of(2, 4),
            List.of(3, 1),
            List.of(3, 5),
            List.of(2, 3, 0, 1),
            List.of(2, 3, 0, 5),
            List.of(2, 3, 4, 1),
            List.of(2, 3, 4, 5)),
        excitations(circuit).toList());
    assertEquals(2, circuit.layout().blocks().size());
  }

  @Test
  void aFullShellIsItsDeterminant() {
    Circuit circuit = DOUBLES_FIRST.circuit(Target.of(2, 0b11));
    assertEquals(0, circuit.parameters());
    assertEquals(Circuit.on(2).basis(0b11).build().gates(), circuit.gates());
  }

  @Test
  void refusesAScreenThatLeavesNothing() {
    Ansatz all = Ansatzes.registry().parse("uccsd:screen=mp2,threshold=9");
    Target hydrogen = Target.of(Molecules.registry().parse("h2").integrals());
    String message = assertThrows(BadInput.class, () -> all.circuit(hydrogen)).getMessage();
    assertTrue(message.contains("nothing is left by its screen"), message);
    assertThrows(IllegalArgumentException.class, () -> DOUBLES_FIRST.circuit(Target.of(3, 0b11)));
  }

  /** Excitations and parameters, as published for singlet operators and by another program. */
  @ParameterizedTest
  @CsvSource({
    "h2, adapted, none, 3, 2",
    "h4, adapted, none, 28, 14", // 26, and a second gate for the two of like spins
    "lih:active=2e3o, adapted, none, 8, 5",
    "lih:active=4e6o, adapted, none, 104, 44",
    "h2, orbital, none, 3, 3",
    "h4, orbital, none, 26, 26",
    "lih:active=4e6o, orbital, none, 92, 92",
    "h2, mirrored, none, 3, 2",
    "h4, mirrored, none, 26, 15",
    "lih:active=4e6o, mirrored, none, 92, 50",
    "h2, orbital, symmetry, 1, 1",
    "h4, orbital, symmetry, 14, 14",
    "lih:active=4e6o, orbital, symmetry, 34, 34"
  })
  void hasSoManyParameters(String molecule, String spin, String screen, int gates, int parameters) {
    Target target = Target.of(Molecules.registry().parse(molecule).integrals());
    Circuit circuit =
        Ansatzes.registry().parse("uccsd:spin=" + spin + ",screen=" + screen).circuit(target);
    assertEquals(parameters, circuit.parameters());
    assertEquals(gates, circuit.turns().size());
  }

  /**
   * TenCirChem's lists with spins shared, screened by MP2 amplitude: H2 3 excitations with 2
   * parameters, H4 18 with 11, LiH 42 with 25, H2O 60 with 35. All its singles are kept; ours are
   * screened by symmetry, and so the doubles alone are compared.
   */
  @ParameterizedTest
  @CsvSource({
    "h2_sto3g_r0.7350.full, 3, 2",
    "h4lin_sto3g_r0.9000.full, 18, 11",
    "lih_sto3g_r1.5950.full, 42, 25",
    "h2o_sto3g_eq.full, 60, 35"
  })
  void screensWhatTenCirChemScreens(String name, int excitations, int parameters) {
    Target target = Target.of(integrals(name));
    Circuit all = Ansatzes.registry().parse("uccsd:spin=mirrored").circuit(target);
    Circuit screened = Ansatzes.registry().parse("uccsd:spin=mirrored,screen=mp2").circuit(target);
    assertEquals(excitations, of(all, 1) + of(screened, 2));
    assertEquals(parameters, block(all, "singles") + block(screened, "doubles"));
  }

  /** The totally symmetric excitations of Psi4's point group, for every file. */
  @ParameterizedTest
  @CsvSource({
    "h2_631g_r0.7414.full, 2, 5",
    "h2_sto3g_r0.5000.full, 0, 1",
    "h2o_sto3g_crawford.full, 8, 40",
    "h2o_sto3g_eq.full, 8, 40",
    "h2o_sto3g_eq.fc, 6, 24",
    "h2o_sto3g_eq.cas4e4o, 2, 4",
    "h3p_sto3g_r0.9850.full, 2, 2",
    "h4lin_sto3g_r1.8000.full, 4, 10",
    "hehp_sto3g_r0.7720.full, 2, 1",
    "lih_631g_r1.5950.full, 20, 156",
    "lih_631g_r1.5950.fc, 10, 33",
    "lih_631g_r1.5950.cas2e5o, 4, 6",
    "lih_sto3g_r1.5950.full, 8, 26",
    "lih_sto3g_r2.5000.fc, 4, 6",
    "n2_sto3g_r1.0977.full, 4, 87",
    "n2_sto3g_r1.0977.fc, 2, 51",
    "n2_sto3g_r1.0977.cas6e6o, 0, 27"
  })
  void findsTheSymmetryInTheIntegrals(String name, int singles, int doubles) {
    Circuit circuit =
        Ansatzes.registry().parse("uccsd:screen=symmetry").circuit(Target.of(integrals(name)));
    assertEquals(singles, of(circuit, 1));
    assertEquals(doubles, of(circuit, 2));
  }

  static Stream<Arguments> minima() throws IOException {
    return new String(
            Objects.requireNonNull(
                    UccsdTest.class.getResourceAsStream("/reference/chemistry/uccsd/energies.csv"))
                .readAllBytes(),
            StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(v -> integrals(v[0]).orbitals() <= 6)
        .map(v -> Arguments.of(v[0], Double.parseDouble(v[3]), Double.parseDouble(v[4])));
  }

  /** What symmetry forbids stays at zero: the minima of the whole lists, by others' code. */
  @ParameterizedTest
  @MethodSource("minima")
  void theScreenedListsHaveTheSameMinima(String name, double singlesFirst, double doublesFirst) {
    MolecularIntegrals m = integrals(name);
    assertEquals(doublesFirst, minimum(m, "uccsd:screen=symmetry"), 1e-7);
    assertEquals(singlesFirst, minimum(m, "uccsd:order=singles-first,screen=symmetry"), 1e-7);
    assertEquals(doublesFirst, minimum(m, "uccsd:screen=symmetry,start=mp2"), 1e-7);
  }

  /** Between the exact energy and Hartree-Fock, and near to what spin orbitals reach. */
  @ParameterizedTest
  @CsvSource({
    "h2_sto3g_r0.7350.full, 1e-8",
    "hehp_sto3g_r0.7720.full, 1e-8",
    "h4lin_sto3g_r0.9000.full, 1e-4",
    "lih_sto3g_r1.5950.full, 1e-4",
    "h2o_sto3g_eq.fc, 3e-4"
  })
  void spinAdaptedIsNearlyExactToo(String name, double within) {
    MolecularIntegrals m = integrals(name);
    double exact = FullCi.groundState(m).energy().orElseThrow();
    for (String spin : List.of("mirrored", "adapted")) {
      double energy = minimum(m, "uccsd:spin=" + spin + ",screen=mp2,start=mp2");
      assertTrue(energy > exact - 1e-9, spin);
      assertEquals(exact, energy, within, spin);
    }
  }

  /** G = Σ (T - T†) of a parameter and S² commute, on any state. */
  @Test
  void theAdaptedGeneratorsAreSinglets() {
    for (String spin : List.of("adapted", "mirrored", "orbital")) {
      Circuit circuit =
          Ansatzes.registry().parse("uccsd:spin=" + spin).circuit(Target.of(8, 0b1111));
      double worst = 0;
      for (int p = 0; p < circuit.parameters(); p++) {
        worst = Math.max(worst, mixing(circuit, p));
      }
      assertTrue(spin.equals("adapted") ? worst < 1e-12 : worst > 0.1, spin + " " + worst);
    }
  }

  /** d⟨S²⟩/dt along exp(tG) from a random real state: half of q(ψ+Gψ) - q(ψ-Gψ), q = ⟨S²⟩. */
  private static double mixing(Circuit circuit, int parameter) {
    State psi = new State(circuit.qubits(), false);
    State image = new State(circuit.qubits(), false);
    double[] amplitude = new Random(parameter).doubles(psi.size(), -1, 1).toArray();
    double[] g = new double[amplitude.length];
    for (int i = 0; i < amplitude.length; i++) {
      psi.set(i, amplitude[i], 0);
    }
    for (Gate gate : circuit.turns()) {
      if (gate.angle().parameter() == parameter) {
        new StateVectorEngine(circuit)
            .observable(Excitation.of(gate).generator(circuit.qubits()))
            .apply(psi, image);
        for (int i = 0; i < g.length; i++) {
          g[i] -= image.im(i); // T - T† = iA
        }
      }
    }
    State plus = new State(circuit.qubits(), false);
    State minus = new State(circuit.qubits(), false);
    for (int i = 0; i < g.length; i++) {
      plus.set(i, amplitude[i] + g[i], 0);
      minus.set(i, amplitude[i] - g[i], 0);
    }
    return Math.abs(Operators.spinSquared(plus) - Operators.spinSquared(minus)) / 2;
  }

  /** First-order amplitudes give the second-order energy: Σ t ⟨ij||ab⟩, Psi4's MP2. */
  @ParameterizedTest
  @CsvSource({
    "h2_sto3g_r0.7350.full, -1.130020877",
    "h4lin_sto3g_r0.9000.full, -2.159686372",
    "lih_sto3g_r1.5950.full, -7.874888498",
    "h2o_sto3g_eq.fc, -74.998621442",
    "n2_sto3g_r1.0977.cas6e6o, -107.617222077"
  })
  void startsAtPublishedMp2(String name, double mp2) {
    MolecularIntegrals m = integrals(name);
    Target target = Target.of(m);
    for (String spin : List.of("orbital", "mirrored", "adapted")) {
      Uccsd ansatz = (Uccsd) Ansatzes.registry().parse("uccsd:start=mp2,spin=" + spin);
      Circuit circuit = ansatz.circuit(target);
      double[] start = ansatz.start(target, circuit, Streams.of(1).rng());
      // dE/dθ at zero is twice Σ ⟨ij||ab⟩ over the gates of θ, and E(2) = Σ t ⟨ij||ab⟩.
      Trial trial = Trial.free(start.length);
      Energy.exact(target.hamiltonian(), circuit, Streams.of(1).rng())
          .evaluate(trial.order(Order.GRADIENT));
      double second = 0;
      for (int k = 0; k < start.length; k++) {
        second += 0.5 * trial.gradient[k] * start[k];
      }
      assertEquals(mp2, Aufbau.hartreeFockEnergy(m) + second, 2e-9, spin);
    }
  }

  /** An open shell: the sum over both spins' own orbital energies, from integrals that are ours. */
  @Test
  void openShellsHaveTheirOwnOrbitalEnergies() {
    MolecularIntegrals m = integrals("h3p_sto3g_r0.9850.full");
    MolecularIntegrals triplet =
        new MolecularIntegrals(3, 2, 2, m.core(), m.one(), m.two(), new double[] {-1, 0, 1});
    FirstOrder first = new FirstOrder(Target.of(triplet));
    double up = m.one(0, 0) + m.two(0, 0, 1, 1) - m.two(0, 1, 1, 0);
    double down = m.one(0, 0) + m.two(0, 0, 0, 0) + m.two(0, 0, 1, 1);
    assertEquals(up, first.energy(0), 1e-12);
    assertEquals(down, first.energy(1), 1e-12);
    String message =
        assertThrows(
                BadInput.class,
                () -> Ansatzes.registry().parse("uccsd:spin=adapted").circuit(Target.of(triplet)))
            .getMessage();
    assertTrue(message.contains("uccsd:spin=adapted needs a closed shell"), message);
    assertThrows(
        BadInput.class,
        () -> Ansatzes.registry().parse("uccsd:spin=mirrored").circuit(Target.of(triplet)));
  }

  /** H4's fourteen singlet operators, in their order. */
  @Test
  void adaptedOperatorsAreThoseStated() {
    Circuit circuit = Ansatzes.registry().parse("uccsd:spin=adapted").circuit(Target.of(8, 0b1111));
    List<String> gates =
        circuit.turns().stream().map(g -> g.angle().parameter() + " " + g.qubits()).toList();
    assertEquals("0 [0, 1, 4, 5]", gates.get(0)); // (0,4)(0,4)
    assertEquals(List.of("1 [0, 1, 4, 7]", "1 [0, 1, 6, 5]"), gates.subList(1, 3));
    assertEquals(List.of("2 [0, 3, 4, 5]", "2 [2, 1, 4, 5]"), gates.subList(3, 5));
    assertEquals(
        List.of("3 [0, 3, 4, 7]", "3 [2, 1, 6, 5]", "3 [0, 2, 4, 6]", "3 [1, 3, 5, 7]"),
        gates.subList(5, 9));
    assertEquals("4 [0, 1, 6, 7]", gates.get(9));
    assertEquals(
        List.of("5 [0, 3, 6, 5]", "5 [2, 1, 4, 7]", "5 [0, 2, 6, 4]", "5 [1, 3, 7, 5]"),
        gates.subList(10, 14));
    assertEquals(
        List.of("10 [0, 4]", "10 [1, 5]", "11 [0, 6]", "11 [1, 7]", "12 [2, 4]", "12 [3, 5]"),
        gates.subList(20, 26));
    List<String> mirrored =
        Ansatzes.registry()
            .parse("uccsd:spin=mirrored")
            .circuit(Target.of(8, 0b1111))
            .turns()
            .stream()
            .map(g -> g.angle().parameter() + " " + g.qubits())
            .toList();
    assertEquals(
        List.of("0 [0, 2, 4, 6]", "0 [1, 3, 5, 7]", "1 [0, 1, 4, 5]"), mirrored.subList(0, 3));
    assertEquals(
        List.of("4 [0, 3, 4, 7]", "4 [2, 1, 6, 5]", "5 [0, 1, 6, 7]"), mirrored.subList(7, 10));
  }

  /** Above the threshold everything goes, and the message says so. */
  @Test
  void aScreenCanLeaveNothing() {
    Target target = Target.of(integrals("h2_sto3g_r0.7350.full"));
    Ansatz all = Ansatzes.registry().parse("uccsd:screen=mp2,threshold=0.07");
    assertEquals(1, all.circuit(target).parameters()); // |t| = 0.0720
    String message =
        assertThrows(
                BadInput.class,
                () -> Ansatzes.registry().parse("uccsd:screen=mp2,threshold=0.08").circuit(target))
            .getMessage();
    assertTrue(message.contains("nothing is left by its screen"), message);
    // With the threshold above the integrals that couple them, nothing else is symmetric either.
    assertEquals(
        1,
        Ansatzes.registry()
            .parse("uccsd:screen=symmetry,threshold=0.17")
            .circuit(target)
            .parameters());
  }

  private static MolecularIntegrals integrals(String name) {
    try {
      return FciDump.read(
          Path.of(
              Objects.requireNonNull(
                      UccsdTest.class.getResource(
                          "/reference/chemistry/fcidump/" + name + ".FCIDUMP"))
                  .toURI()));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static double minimum(MolecularIntegrals m, String ansatz) {
    Target target = Target.of(m);
    Ansatz uccsd = Ansatzes.registry().parse(ansatz);
    Circuit circuit = uccsd.circuit(target);
    return new Vqe(
            target.hamiltonian(),
            circuit,
            new StateVector(),
            new Lbfgs(10, 1e-7),
            uccsd.start(target, circuit, Streams.of(1).rng()),
            0,
            Budget.UNLIMITED)
        .run(Streams.of(1))
        .energy();
  }

  private static int of(Circuit circuit, int rank) {
    return (int) circuit.turns().stream().filter(g -> g.qubits().size() == 2 * rank).count();
  }

  private static int block(Circuit circuit, String name) {
    return circuit.layout().blocks().stream()
        .filter(b -> b.name().equals(name))
        .mapToInt(b -> b.size())
        .sum();
  }

  private static Stream<List<Integer>> excitations(Circuit circuit) {
    return circuit.gates().stream().filter(Gate::turns).map(Gate::qubits);
  }
}
