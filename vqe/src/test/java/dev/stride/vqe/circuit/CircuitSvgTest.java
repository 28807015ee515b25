package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CircuitSvgTest {
  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static List<Element> all(Element svg, String name) {
    NodeList nodes = svg.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int k = 0; k < nodes.getLength(); k++) {
      elements.add((Element) nodes.item(k));
    }
    return elements;
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  /** x1, y1, x2, y2. */
  private static int[] ends(Element path) {
    return Arrays.stream(path.getAttribute("d").substring(1).split("[ L]", -1))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  @Test
  void drawsAllGates() throws Exception {
    Element svg = parse(CircuitSvg.of(CircuitTextTest.every()));
    assertEquals("currentColor", svg.getAttribute("stroke"));
    assertEquals("none", svg.getAttribute("fill"));
    assertEquals("Circuit of 4 qubits, 10 gates and 2 parameters", svg.getAttribute("aria-label"));
    List<String> labels = all(svg, "text").stream().map(Element::getTextContent).sorted().toList();
    List<String> expected = new ArrayList<>(List.of("q0", "q1", "q2", "q3"));
    expected.addAll(
        List.of("H", "RY θ0", "X -0.5θ0+0.25", "Y", "Z", "a θ1", "a", "a†", "a†", "σ -1.5", "σ†"));
    expected.addAll(List.of("S†", "T†"));
    assertEquals(expected.stream().sorted().toList(), labels);
    assertEquals(13, all(svg, "rect").size());
    assertEquals(4, all(svg, "circle").size());
    // The wires and what links gates: the swap has two crosses of two strokes, the NOT one cross.
    assertFalse(CircuitSvg.of(CircuitTextTest.every()).contains("#"));
  }

  /** By hand: wire, control, target, link, wire. */
  @Test
  void aCnotByHand() {
    assertEquals(
        """
        <svg xmlns="http://www.w3.org/2000/svg" class="circuit" viewBox="0 0 84 68" \
        width="84" height="68" fill="none" stroke="currentColor" font-family="sans-serif" \
        font-size="13" role="img" aria-label="Circuit of 2 qubits, 1 gates and 0 parameters">
        <text x="24" y="22" text-anchor="end" fill="currentColor" stroke="none">q0</text>
        <text x="24" y="56" text-anchor="end" fill="currentColor" stroke="none">q1</text>
        <circle cx="54" cy="17" r="4" fill="currentColor"/>
        <circle cx="54" cy="51" r="9"/>
        <path d="M45 51L63 51"/>
        <path d="M54 42L54 60"/>
        <path d="M54 17L54 51"/>
        <path d="M30 17L84 17"/>
        <path d="M30 51L84 51"/>
        </svg>
        """,
        CircuitSvg.of(Circuit.on(2).cnot(0, 1).build()));
  }

  /** Everything is inside the picture, and no line goes through a box or its label. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12})
  void nothingIsOverAnythingElse(int qubits) throws Exception {
    Circuit circuit = RandomCircuits.of(qubits, 80, new Random(qubits));
    Element svg = parse(CircuitSvg.of(circuit));
    String[] box = svg.getAttribute("viewBox").split(" ", -1);
    int width = Integer.parseInt(box[2]);
    int height = Integer.parseInt(box[3]);
    assertTrue(width <= 960 + 60, "wide " + width);
    List<Element> rects = all(svg, "rect");
    for (Element path : all(svg, "path")) {
      int[] e = ends(path);
      assertTrue(e[0] >= 0 && e[2] <= width && e[1] >= 0 && e[3] <= height);
      for (Element rect : rects) {
        int left = number(rect, "x");
        int top = number(rect, "y");
        int right = left + number(rect, "width");
        int bottom = top + number(rect, "height");
        boolean crosses =
            Math.max(e[0], e[2]) > left
                && Math.min(e[0], e[2]) < right
                && Math.max(e[1], e[3]) > top
                && Math.min(e[1], e[3]) < bottom;
        assertFalse(crosses, path.getAttribute("d") + " in " + left + " " + top);
      }
    }
    for (int a = 0; a < rects.size(); a++) {
      assertTrue(number(rects.get(a), "x") + number(rects.get(a), "width") <= width);
      for (int b = a + 1; b < rects.size(); b++) {
        assertFalse(
            overlap(rects.get(a), rects.get(b), "x", "width")
                && overlap(rects.get(a), rects.get(b), "y", "height"));
      }
    }
  }

  private static boolean overlap(Element a, Element b, String at, String length) {
    return number(a, at) < number(b, at) + number(b, length)
        && number(b, at) < number(a, at) + number(a, length);
  }

  @Test
  void rowsContinueBelow() throws Exception {
    Circuit.Builder circuit = Circuit.on(1);
    for (int k = 0; k < 60; k++) {
      circuit.ry(0);
    }
    Element svg = parse(CircuitSvg.of(circuit.build()));
    // A box is 8·5+8 or 8·6+8 wide and 12 apart; 912 hold 10 + 3, and then 13 a row.
    List<Integer> tops = all(svg, "rect").stream().map(r -> number(r, "y")).distinct().toList();
    assertEquals(List.of(5, 73, 141, 209, 277), tops);
    assertEquals("0 0 932 306", svg.getAttribute("viewBox"));
    assertEquals(5, all(svg, "text").stream().filter(t -> t.getTextContent().equals("q0")).count());
  }

  @Test
  void sumsUpWhatIsLong() throws Exception {
    Circuit.Builder circuit = Circuit.on(1);
    for (int k = 0; k < 301; k++) {
      circuit.h(0);
    }
    Element svg = parse(CircuitSvg.of(circuit.build()));
    List<String> labels = all(svg, "text").stream().map(Element::getTextContent).toList();
    assertEquals(
        List.of(
            "1 qubits, 0 parameters, 301 gates: 301 H",
            "in one- and two-qubit gates: 301 on one qubit, 0 on two (0 CNOTs), depth 301"),
        labels);
    assertEquals("20", all(svg, "text").get(0).getAttribute("y"));
    assertEquals("44", all(svg, "text").get(1).getAttribute("y"));
    assertEquals("0 0 960 72", svg.getAttribute("viewBox"));
  }
}
