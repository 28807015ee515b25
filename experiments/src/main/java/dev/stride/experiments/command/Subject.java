package dev.stride.experiments.command;

import dev.stride.vqe.chemistry.Active;
import dev.stride.vqe.chemistry.ElectronicStructure;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The molecule of a command, solved.
 *
 * @param label what it is
 * @param structure null where an FCIDUMP file gave the integrals
 * @param integrals those of the active orbitals
 */
record Subject(Label label, @Nullable ElectronicStructure structure, MolecularIntegrals integrals) {

  /** What Hartree-Fock says that a reader should know. */
  List<String> warnings() {
    return structure == null ? List.of() : structure.warnings();
  }

  /**
   * What a molecule is.
   *
   * @param name what the user called it
   * @param key under which the name stands in a result: molecule, xyz, geometry or fcidump
   * @param molecule null where an FCIDUMP file gave the integrals
   */
  record Label(String name, String key, @Nullable Molecule molecule) {

    /** Puts in what it is. */
    void put(Json json) {
      json.put(key, name);
      if (molecule != null) {
        json.put("basis", molecule.basis().toString())
            .put("charge", molecule.charge())
            .put("active", molecule.active().toString())
            .put("frozenCore", molecule.frozenCore());
      }
    }

    /** The name, and what is not as usual. */
    String title() {
      StringBuilder title = new StringBuilder(name);
      if (molecule != null) {
        title.append(", ").append(molecule.basis());
        if (!molecule.active().equals(Active.ALL) && !name.contains("active=")) {
          title.append(", active ").append(molecule.active());
        }
        if (molecule.frozenCore() && !name.contains("frozenCore=")) {
          title.append(", frozen core");
        }
      }
      return title.toString();
    }
  }
}
