package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.optim.form.BadInput;
import dev.stride.vqe.circuit.Gate.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Circuits as OpenQASM 2.0 (Cross, Bishop, Smolin and Gambetta 2017) and 3 (Cross et al. 2022), up
 * to a global phase. Registers follow each other in the order of their declaration; their qubits
 * are those of the circuit, the first one qubit 0.
 *
 * <p>What is read: registers, calls of the gates of qelib1.inc and stdgates.inc (included or not)
 * and of gates that the file defines, on qubits or whole registers; {@code barrier}, and {@code
 * measure} behind the last gate of a qubit, which mean nothing here. Angles are numbers, pi and
 * what {@code + - * / ^} and the usual functions make of them, and linear in the parameters.
 * Everything else is bad input. The parameters are
 *
 * <ul>
 *   <li>in version 3, what is declared {@code input float} or {@code input angle}, with or without
 *       a width; they start at zero;
 *   <li>in version 2, which has none, every angle of a call outside a gate's definition; they start
 *       at their values. A call on a register has one parameter for all its qubits.
 * </ul>
 *
 * @param circuit the circuit, its parameters in the order of the text
 * @param start where the file has its parameters
 */
public record OpenQasm(Circuit circuit, double[] start) {
  private static final double QUARTER = Math.PI / 2;

  /**
   * Reads a file.
   *
   * @throws BadInput with file and line when it is not there or not in order
   */
  public static OpenQasm read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(file + ": there is no such file; an OpenQASM file is needed");
    }
    try {
      // What is not UTF-8 becomes a character that no statement has, and so fails with its line.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return read(file.toString(), text);
    } catch (IOException unreadable) {
      throw new BadInput(
          file + ": the file cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  /** Reads what is called {@code name} in messages. */
  public static OpenQasm read(String name, String text) {
    return new QasmParser(new QasmTokens(name, text)).read();
  }

  /** In version 3, with inputs theta0, theta1, .. and the gates of {@link Elementary}. */
  public static String write3(Circuit circuit) {
    StringBuilder text = new StringBuilder("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
    for (int p = 0; p < circuit.parameters(); p++) {
      text.append("input float[64] theta").append(p).append(";\n");
    }
    text.append("qubit[").append(circuit.qubits()).append("] q;\n");
    write(circuit, text, OpenQasm::symbolic);
    return text.toString();
  }

  /** In version 2, at the given parameters. */
  public static String write2(Circuit circuit, double[] theta) {
    Check.that(
        theta.length == circuit.parameters(),
        "%s values are given for %s parameters",
        theta.length,
        circuit.parameters());
    StringBuilder text = new StringBuilder("OPENQASM 2.0;\ninclude \"qelib1.inc\";\n");
    text.append("qreg q[").append(circuit.qubits()).append("];\n");
    write(circuit, text, angle -> number(angle.at(theta)));
    return text.toString();
  }

  private interface Spelling {
    String of(Angle angle);
  }

  private static void write(Circuit circuit, StringBuilder text, Spelling spelling) {
    Elementary.each(
        circuit,
        (kind, first, second, angle) -> {
          text.append(name(kind));
          if (kind.frequencies() > 0) {
            text.append('(').append(spelling.of(angle)).append(')');
          }
          text.append(" q[").append(first).append(']');
          if (second >= 0) {
            text.append(", q[").append(second).append(']');
          }
          text.append(";\n");
        });
  }

  static String name(Kind kind) {
    return kind == Kind.CNOT ? "cx" : kind.name().toLowerCase(Locale.ROOT);
  }

  private static String symbolic(Angle angle) {
    if (!angle.isFree()) {
      return number(angle.offset());
    }
    StringBuilder text = new StringBuilder();
    if (angle.scale() == -1) {
      text.append('-');
    } else if (angle.scale() != 1) {
      text.append(number(angle.scale())).append("*");
    }
    text.append("theta").append(angle.parameter());
    if (angle.offset() != 0) {
      text.append(angle.offset() < 0 ? " - " : " + ").append(number(Math.abs(angle.offset())));
    }
    return text.toString();
  }

  /** Shortest text that reads back to the same double. */
  private static String number(double value) {
    return Math.abs(value) == QUARTER ? value < 0 ? "-pi/2" : "pi/2" : Double.toString(value);
  }
}
