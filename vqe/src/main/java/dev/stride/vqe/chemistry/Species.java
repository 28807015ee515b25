package dev.stride.vqe.chemistry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a molecule with a name consists of: atoms in the order of its geometry, and its charge. */
public record Species(List<Element> elements, int charge) {
  public Species {
    elements = List.copyOf(elements);
  }

  // By hand, as in a fresh JVM the generated methods take longer than a molecule.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Species species
        && charge == species.charge
        && elements.equals(species.elements);
  }

  @Override
  public int hashCode() {
    return 31 * elements.hashCode() + charge;
  }

  /** From symbols separated by blanks. */
  static Species of(String symbols, int charge) {
    List<Element> elements = new ArrayList<>();
    for (String symbol : symbols.split(" ", -1)) {
      elements.add(Element.of(symbol));
    }
    return new Species(elements, charge);
  }
}
