package dev.stride.vqe.circuit;

import java.util.List;

/**
 * Circuits as pictures, in the signs of {@link CircuitText}: self-contained SVG, drawn in {@code
 * currentColor} and without fill, so that it is read on a light and on a dark page. Rows that are
 * too wide continue below.
 */
public final class CircuitSvg {
  private static final int PITCH = 34;
  private static final int BOX = 24;
  private static final int LETTER = 8;
  private static final int GAP = 12;
  private static final int MARGIN = 36;
  private static final int WIDTH = 960;

  private final StringBuilder svg = new StringBuilder();
  private final int qubits;

  private CircuitSvg(int qubits) {
    this.qubits = qubits;
  }

  /** The picture; of a longer circuit than {@link CircuitText#MOST_GATES} its summary as text. */
  public static String of(Circuit circuit) {
    CircuitSvg to = new CircuitSvg(circuit.qubits());
    return circuit.gates().size() > CircuitText.MOST_GATES
        ? to.summary(circuit)
        : to.drawing(circuit);
  }

  private String summary(Circuit circuit) {
    String[] lines = CircuitText.summary(circuit).split("\n", -1);
    open(WIDTH, 24 * lines.length, circuit);
    for (int k = 0; k < lines.length - 1; k++) {
      text(0, 20 + 24 * k, "start", lines[k]);
    }
    return svg.append("</svg>\n").toString();
  }

  private String drawing(Circuit circuit) {
    List<List<Gate>> columns = Columns.of(circuit);
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = width(columns.get(c)) + GAP;
    }
    List<Integer> ends = Columns.rows(widths, WIDTH - MARGIN - GAP);
    int height = (qubits + 1) * PITCH;
    int from = 0;
    int widest = 0;
    for (int to : ends) {
      widest = Math.max(widest, right(widths, from, to));
      from = to;
    }
    open(widest, height * ends.size() - PITCH, circuit);
    from = 0;
    int top = 0;
    for (int to : ends) {
      row(columns, widths, from, to, top);
      from = to;
      top += height;
    }
    return svg.append("</svg>\n").toString();
  }

  private static int right(int[] widths, int from, int to) {
    int x = MARGIN + GAP;
    for (int c = from; c < to; c++) {
      x += widths[c];
    }
    return x;
  }

  private void open(int width, int height, Circuit circuit) {
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"circuit\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\" fill=\"none\" stroke=\"currentColor\" font-family=\"sans-serif\"")
        .append(" font-size=\"13\" role=\"img\" aria-label=\"Circuit of ")
        .append(circuit.qubits())
        .append(" qubits, ")
        .append(circuit.gates().size())
        .append(" gates and ")
        .append(circuit.parameters())
        .append(" parameters\">\n");
  }

  private void row(List<List<Gate>> columns, int[] widths, int from, int to, int top) {
    int right = right(widths, from, to);
    int[] end = new int[qubits];
    for (int q = 0; q < qubits; q++) {
      text(MARGIN - GAP, y(top, q) + 5, "end", "q" + q);
      end[q] = MARGIN - 6;
    }
    int x = MARGIN;
    for (int c = from; c < to; c++) {
      for (Gate gate : columns.get(c)) {
        gate(gate, x + widths[c] / 2, top, end);
      }
      x += widths[c];
    }
    for (int q = 0; q < qubits; q++) {
      line(end[q], y(top, q), right, y(top, q));
    }
  }

  /**
   * @param end how far each wire is drawn
   */
  private void gate(Gate gate, int x, int top, int[] end) {
    int low = GateLabels.lowest(gate);
    int high = GateLabels.highest(gate);
    int[] half = new int[qubits];
    for (int k = 0; k < gate.qubits().size(); k++) {
      int q = gate.qubits().get(k);
      String label = GateLabels.label(gate, k);
      if (GateLabels.isMark(label)) {
        mark(label, x, y(top, q));
      } else {
        int width = width(label);
        half[q] = BOX / 2;
        line(end[q], y(top, q), x - width / 2, y(top, q));
        end[q] = x + width / 2;
        box(x - width / 2, y(top, q) - BOX / 2, width);
        text(x, y(top, q) + 5, "middle", label);
      }
    }
    for (int q = low; q < high; q++) {
      line(x, y(top, q) + half[q], x, y(top, q + 1) - half[q + 1]);
    }
  }

  private void mark(String label, int x, int y) {
    switch (label) {
      case GateLabels.CONTROL -> circle(x, y, 4, " fill=\"currentColor\"");
      case GateLabels.NOT -> {
        circle(x, y, 9, "");
        line(x - 9, y, x + 9, y);
        line(x, y - 9, x, y + 9);
      }
      default -> {
        line(x - 6, y - 6, x + 6, y + 6);
        line(x - 6, y + 6, x + 6, y - 6);
      }
    }
  }

  private static int width(List<Gate> column) {
    int width = BOX;
    for (Gate gate : column) {
      for (int k = 0; k < gate.qubits().size(); k++) {
        width = Math.max(width, width(GateLabels.label(gate, k)));
      }
    }
    return width;
  }

  private static int width(String label) {
    return Math.max(BOX, LETTER * label.length() + 8);
  }

  private static int y(int top, int qubit) {
    return top + PITCH * qubit + PITCH / 2;
  }

  private void line(int x1, int y1, int x2, int y2) {
    svg.append("<path d=\"M").append(x1).append(' ').append(y1).append('L').append(x2);
    svg.append(' ').append(y2).append("\"/>\n");
  }

  private void circle(int x, int y, int radius, String more) {
    svg.append("<circle cx=\"").append(x).append("\" cy=\"").append(y).append("\" r=\"");
    svg.append(radius).append('"').append(more).append("/>\n");
  }

  private void box(int x, int y, int width) {
    svg.append("<rect x=\"").append(x).append("\" y=\"").append(y).append("\" width=\"");
    svg.append(width).append("\" height=\"").append(BOX).append("\" rx=\"3\"/>\n");
  }

  /** Labels have no characters that XML would need to have escaped. */
  private void text(int x, int y, String anchor, String label) {
    svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"");
    svg.append(anchor).append("\" fill=\"currentColor\" stroke=\"none\">").append(label);
    svg.append("</text>\n");
  }
}
