package dev.stride.vqe.chemistry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringTokenizer;

/** The basis sets, for hydrogen to neon. */
public enum Basis {
  /** Minimal: three Gaussians a function (Hehre, Stewart and Pople 1969). */
  STO_3G("sto-3g"),
  /** Split valence (Hehre, Ditchfield and Pople 1972). */
  SIX_31G("6-31g");

  private final String text;

  Basis(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** The shells of all atoms: atoms as listed, shells as in the basis set, s before p, x, y, z. */
  List<Shell> shells(Geometry geometry) {
    Map<Element, List<String>> lines = lines();
    List<Shell> shells = new ArrayList<>();
    int first = 0;
    for (Atom atom : geometry.atoms()) {
      for (String line : Objects.requireNonNull(lines.get(atom.element()))) {
        Shell shell = shell(line, atom, first);
        shells.add(shell);
        first += shell.functions();
      }
    }
    return shells;
  }

  private Map<Element, List<String>> lines() {
    String file = text.concat(".basis");
    InputStream stream = Objects.requireNonNull(Basis.class.getResourceAsStream(file), file);
    Map<Element, List<String>> lines = new EnumMap<>(Element.class);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.charAt(0) != '#') {
          Element element = Element.of(line.substring(0, line.indexOf(' ')));
          List<String> before = lines.get(element);
          if (before == null) {
            before = new ArrayList<>();
            lines.put(element, before);
          }
          before.add(line);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return lines;
  }

  private static Shell shell(String line, Atom atom, int first) {
    StringTokenizer words = new StringTokenizer(line);
    words.nextToken();
    boolean withP = words.nextToken().equals("sp");
    int primitives = words.countTokens() / (withP ? 3 : 2);
    double[] exponents = new double[primitives];
    double[] s = new double[primitives];
    double[] p = new double[withP ? primitives : 0];
    for (int k = 0; k < primitives; k++) {
      exponents[k] = Double.parseDouble(words.nextToken());
      s[k] = Double.parseDouble(words.nextToken());
      if (withP) {
        p[k] = Double.parseDouble(words.nextToken());
      }
    }
    return new Shell(atom, first, exponents, s, p);
  }
}
