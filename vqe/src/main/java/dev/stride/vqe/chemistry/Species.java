package dev.stride.vqe.chemistry;

import java.util.ArrayList;
import java.util.List;

/** What a molecule with a name consists of: atoms in the order of its geometry, and its charge. */
public record Species(List<Element> elements, int charge) {
  public Species {
    elements = List.copyOf(elements);
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
