package dev.stride.vqe.chemistry;

import dev.stride.optim.form.BadInput;
import java.util.Locale;

/** The elements that have basis sets here, in the order of their nuclear charges from 1. */
public enum Element {
  H,
  HE,
  LI,
  BE,
  B,
  C,
  N,
  O,
  F,
  NE;

  /** Z, the charge of the nucleus. */
  public int charge() {
    return ordinal() + 1;
  }

  /** As chemists write it. */
  public String symbol() {
    String name = name();
    return name.length() == 1 ? name : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The number of electrons that a frozen core takes: the pair in 1s from lithium on. */
  int coreElectrons() {
    return ordinal() < LI.ordinal() ? 0 : 2;
  }

  /**
   * The element of a symbol, in any case.
   *
   * @throws BadInput when there is none
   */
  public static Element of(String symbol) {
    for (Element element : values()) {
      if (element.name().equalsIgnoreCase(symbol)) {
        return element;
      }
    }
    throw new BadInput("'" + symbol + "' is not an element from H to Ne");
  }
}
