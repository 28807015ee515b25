package dev.stride.vqe.chemistry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.random.Streams;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliMatrix;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectra of systems that are no molecules, against the same sector of the qubit Hamiltonian. */
class FullCiSpectrumTest {

  /** Random integrals have no symmetry but the eightfold one, and no dominant diagonal. */
  @ParameterizedTest
  @CsvSource({
    "4,4,0,1",
    "4,4,0,36",
    "4,4,2,16",
    "4,3,-1,24",
    "5,3,1,9",
    "5,3,-1,50",
    "5,4,0,1",
    "5,4,0,9",
    "5,4,0,30",
    "5,5,1,40",
    "5,6,0,20",
    "5,8,0,25"
  })
  void meetsTheQubitsForRandomIntegrals(int orbitals, int electrons, int ms2, int count) {
    UniformRandomProvider rng = Streams.of(7).at("integrals").rng();
    double[] one = new double[MolecularIntegrals.pairs(orbitals)];
    double[] two = new double[MolecularIntegrals.pairs(one.length)];
    for (double[] table : List.of(one, two)) {
      for (int i = 0; i < table.length; i++) {
        table[i] = rng.nextDouble() - 0.5;
      }
    }
    MolecularIntegrals m =
        new MolecularIntegrals(orbitals, electrons, ms2, 0.25, one, two, new double[0]);
    double[] expected =
        PauliMatrix.eigenvalues(JordanWigner.hamiltonian(m), m.alphaElectrons(), m.betaElectrons());
    List<FullCi.State> states = FullCi.lowest(m, count, Progress.NONE);
    for (int k = 0; k < count; k++) {
      assertEquals(expected[k], states.get(k).energy(), 1e-9, "state " + k);
    }
    assertEquals(expected[0], FullCi.groundState(m).energy().orElseThrow(), 1e-10);
  }

  /** Where a triple bond is broken, states of all spins lie within millihartrees. */
  @ParameterizedTest
  @CsvSource({"2.0", "2.5", "3", "5"})
  void convergesWhereATripleBondBreaks(double bond) {
    MolecularIntegrals m =
        Molecules.registry().parse("n2:frozenCore=true,bond=" + bond).integrals();
    FullCi.GroundState ground = FullCi.groundState(m);
    assertEquals(3136, ground.coefficient().length, ground.reason());
    double[] psi = new double[1 << (2 * m.orbitals())];
    for (int i = 0; i < ground.coefficient().length; i++) {
      psi[(int) ground.basisState()[i]] = ground.coefficient()[i];
    }
    double energy = ground.energy().orElseThrow();
    double[] image = PauliMatrix.times(JordanWigner.hamiltonian(m), psi);
    double squares = 0;
    for (int i = 0; i < psi.length; i++) {
      squares += (image[i] - energy * psi[i]) * (image[i] - energy * psi[i]);
    }
    assertEquals(0, Math.sqrt(squares), 1e-6);
  }
}
