package dev.stride.vqe.chemistry;

import dev.stride.optim.form.Registry;

/**
 * The molecules that can be chosen by name.
 *
 * <p>Bond lengths and angles that are not given are those of equilibrium, measured: of diatomic
 * molecules r_e of Huber and Herzberg (1979, Constants of Diatomic Molecules), of the others as in
 * the NIST Computational Chemistry Comparison and Benchmark Database; h2 is at the minimum of its
 * energy in STO-3G, h3+ near that of its exact one, and the chains h4 and h6, which have no
 * equilibrium, at 0.9 Å.
 */
public final class Molecules {
  private static final Registry<Molecule> REGISTRY =
      new Registry<Molecule>("molecule", Molecule.class)
          .fixed(Species.class)
          .codec(Active.class, Active::new, Active::text)
          .add("h2", chain("H H", 0, 0.735), "hydrogen, 4 qubits; bond in angstrom")
          .add("heh+", chain("He H", 1, 0.772), "helium hydride ion, 4 qubits; bond in angstrom")
          .add(
              "h3+",
              new Ring(Species.of("H H H", 1), 0.985, Basis.STO_3G, Active.ALL, false),
              "equilateral triangle, 6 qubits; bond in angstrom")
          .add(
              "h4",
              chain("H H H H", 0, 0.9),
              "linear chain of hydrogen, 8 qubits; bond in angstrom")
          .add("h6", chain("H H H H H H", 0, 0.9), "linear chain, 12 qubits; bond in angstrom")
          .add(
              "he",
              new SingleAtom(Species.of("He", 0), Basis.STO_3G, Active.ALL, false),
              "helium atom, 2 qubits; 4 qubits with basis=6-31g")
          .add(
              "lih",
              chain("Li H", 0, 1.595),
              "lithium hydride, 12 qubits; 6 qubits with active=2e3o; bond in angstrom")
          .add(
              "beh2",
              chain("H Be H", 0, 1.3264),
              "beryllium hydride, linear, 14 qubits; bond in angstrom")
          .add("bh", chain("B H", 0, 1.2324), "boron hydride, 12 qubits; bond in angstrom")
          .add("hf", chain("H F", 0, 0.9168), "hydrogen fluoride, 12 qubits; bond in angstrom")
          .add(
              "h2o",
              pyramid("O H H", 0.9584, 104.45),
              "water, 14 qubits; bond in angstrom, angle in degrees")
          .add(
              "nh3",
              pyramid("N H H H", 1.012, 106.7),
              "ammonia, 16 qubits; bond in angstrom, angle HNH in degrees")
          .add(
              "ch4",
              new Tetrahedron(Species.of("C H H H H", 0), 1.087, Basis.STO_3G, Active.ALL, false),
              "methane, 18 qubits; bond in angstrom")
          .add("n2", chain("N N", 0, 1.0977), "nitrogen, 20 qubits; bond in angstrom");

  private Molecules() {}

  /** All molecules. */
  public static Registry<Molecule> registry() {
    return REGISTRY;
  }

  private static Chain chain(String symbols, int charge, double bond) {
    return new Chain(Species.of(symbols, charge), bond, Basis.STO_3G, Active.ALL, false);
  }

  private static Pyramid pyramid(String symbols, double bond, double angle) {
    return new Pyramid(Species.of(symbols, 0), bond, angle, Basis.STO_3G, Active.ALL, false);
  }
}
