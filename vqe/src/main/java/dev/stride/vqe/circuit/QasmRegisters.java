package dev.stride.vqe.circuit;

import dev.stride.vqe.circuit.QasmTokens.Kind;
import dev.stride.vqe.circuit.QasmTokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The registers of an OpenQASM file, and what refers to them. */
final class QasmRegisters {
  private static final int MOST_QUBITS = 62;

  /** A run of qubits. */
  record Register(int first, int size) {}

  private final QasmTokens tokens;
  private final Map<String, Register> registers = new LinkedHashMap<>();
  private final Map<String, Integer> bits = new HashMap<>();
  private final Set<Integer> measured = new HashSet<>();
  private int qubits;

  QasmRegisters(QasmTokens tokens) {
    this.tokens = tokens;
  }

  /** Number of qubits declared so far. */
  int qubits() {
    return qubits;
  }

  /** Whether a register of bits has this name. */
  boolean hasBits(String name) {
    return bits.containsKey(name);
  }

  /** {@code qreg q[2];}, {@code qubit[2] q;} or {@code qubit q;}, and the same for bits. */
  void declare() {
    Token keyword = tokens.take();
    boolean old = keyword.text().endsWith("reg");
    int size = old ? 1 : size();
    Token name = tokens.take(Kind.NAME, "the name of a register");
    size = old ? size() : size;
    tokens.expect(";");
    if (registers.containsKey(name.text()) || bits.containsKey(name.text())) {
      throw tokens.bad(name.line(), "'" + name.text() + "' is declared twice");
    }
    if (keyword.text().startsWith("q")) {
      registers.put(name.text(), new Register(qubits, size));
      qubits += size;
      if (qubits > MOST_QUBITS) {
        throw tokens.bad(
            name.line(), "these are " + qubits + " qubits; at most " + MOST_QUBITS + " can be");
      }
    } else {
      bits.put(name.text(), size);
    }
  }

  private int size() {
    if (!tokens.passes("[")) {
      return 1;
    }
    int size = whole("the size of a register, a whole number from 1 to 1000,");
    if (size < 1 || size > 1000) {
      throw tokens.bad(tokens.peek().line(), "a register has a size from 1 to 1000, not " + size);
    }
    tokens.expect("]");
    return size;
  }

  /** A whole number below 10^9. */
  int whole(String wanted) {
    Token token = tokens.peek();
    if (token.kind() != Kind.NUMBER || token.text().length() > 9) {
      throw tokens.expected(wanted);
    }
    try {
      int value = Integer.parseInt(token.text());
      tokens.take();
      return value;
    } catch (NumberFormatException notWhole) {
      throw tokens.expected(wanted);
    }
  }

  /** {@code q, r[1]}. */
  List<Register> operands() {
    List<Register> operands = new ArrayList<>();
    do {
      operands.add(operand());
    } while (tokens.passes(","));
    return operands;
  }

  /** {@code q} or {@code q[1]}. */
  private Register operand() {
    Token name = tokens.take(Kind.NAME, "a qubit");
    Register register = registers.get(name.text());
    if (register == null) {
      throw tokens.bad(
          name.line(),
          "there is no register '"
              + name.text()
              + "' of qubits; it is declared before, as in 'qreg q[2];' or 'qubit[2] q;'");
    }
    return tokens.isNext("[")
        ? new Register(register.first + index(name, register.size), 1)
        : register;
  }

  private int index(Token name, int size) {
    tokens.expect("[");
    int index = whole("the number of a qubit or bit");
    tokens.expect("]");
    if (index >= size) {
      throw tokens.bad(
          name.line(),
          "there is no "
              + name.text()
              + "["
              + index
              + "]: "
              + name.text()
              + " has "
              + size
              + " from 0");
    }
    return index;
  }

  /** {@code barrier q, r[0];}, which changes nothing. */
  void barrier() {
    tokens.take();
    if (!tokens.isNext(";")) {
      operands();
    }
    tokens.expect(";");
  }

  /** {@code measure q}: behind it the qubits are not touched any more. */
  void measure() {
    tokens.expect("measure");
    Register of = operand();
    for (int k = 0; k < of.size; k++) {
      measured.add(of.first + k);
    }
  }

  /** A bit, or a register of bits. */
  void bit() {
    Token name = tokens.take(Kind.NAME, "a bit");
    Integer size = bits.get(name.text());
    if (size == null) {
      throw tokens.bad(name.line(), "there is no register '" + name.text() + "' of bits");
    }
    if (tokens.isNext("[")) {
      index(name, size);
    }
  }

  /** Fails where a gate cannot act on a qubit beside the others. */
  void requireFree(Token name, int qubit, List<Integer> others) {
    if (others.contains(qubit)) {
      throw tokens.bad(
          name.line(),
          "'" + name.text() + "' is twice on " + nameOf(qubit) + "; its qubits differ");
    }
    if (measured.contains(qubit)) {
      throw tokens.bad(
          name.line(),
          "'"
              + name.text()
              + "' acts on "
              + nameOf(qubit)
              + " behind its measurement; measure at the end, or not at all");
    }
  }

  private String nameOf(int qubit) {
    for (Map.Entry<String, Register> entry : registers.entrySet()) {
      int at = qubit - entry.getValue().first;
      if (at >= 0 && at < entry.getValue().size) {
        return entry.getKey() + "[" + at + "]";
      }
    }
    return "qubit " + qubit;
  }
}
