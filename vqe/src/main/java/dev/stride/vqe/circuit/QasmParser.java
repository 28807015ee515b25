package dev.stride.vqe.circuit;

import dev.stride.optim.Layout;
import dev.stride.vqe.circuit.QasmExpressions.Expression;
import dev.stride.vqe.circuit.QasmGates.Call;
import dev.stride.vqe.circuit.QasmGates.Definition;
import dev.stride.vqe.circuit.QasmTokens.Kind;
import dev.stride.vqe.circuit.QasmTokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads OpenQASM statement by statement, and makes the gates of each call when it meets it. */
final class QasmParser {
  private static final int MOST_QUBITS = 62;
  private static final Set<String> MODIFIERS = Set.of("ctrl", "negctrl", "inv", "pow");

  /** A run of qubits. */
  private record Register(int first, int size) {}

  private final QasmTokens tokens;
  private final QasmExpressions expressions;
  private final Map<String, Definition> gates;
  private final Map<String, Register> registers = new LinkedHashMap<>();
  private final Map<String, Integer> bits = new HashMap<>();
  private final Map<String, Linear> inputs = new LinkedHashMap<>();
  private final Set<Integer> measured = new HashSet<>();
  private final List<Gate> made = new ArrayList<>();
  private final List<Double> start = new ArrayList<>();
  private int qubits;
  private int version;

  QasmParser(QasmTokens tokens) {
    this(tokens, QasmGates.standard());
  }

  /**
   * @param gates that can be called; definitions are added
   */
  QasmParser(QasmTokens tokens, Map<String, Definition> gates) {
    this.tokens = tokens;
    this.gates = gates;
    expressions = new QasmExpressions(tokens);
  }

  /** Reads a whole file. */
  OpenQasm read() {
    readVersion();
    while (tokens.peek().kind() != Kind.END) {
      statement();
    }
    if (qubits == 0) {
      throw tokens.expected("a register of qubits, 'qreg q[2];' or 'qubit[2] q;',");
    }
    Layout layout = start.isEmpty() ? new Layout(List.of()) : Layout.flat(start.size());
    double[] from = start.stream().mapToDouble(d -> d).toArray();
    return new OpenQasm(new Circuit(qubits, made, layout), from);
  }

  /** Reads a text of definitions. */
  void readGates() {
    while (tokens.passes("gate")) {
      define();
    }
  }

  private void readVersion() {
    if (!tokens.passes("OPENQASM")) {
      throw tokens.expected("'OPENQASM 2.0;' or 'OPENQASM 3.0;'");
    }
    Token number = tokens.take(Kind.NUMBER, "the version, 2.0 or 3.0,");
    version =
        switch (number.text()) {
          case "2.0", "2" -> 2;
          case "3.0", "3.1", "3" -> 3;
          default ->
              throw tokens.bad(
                  number.line(), "OpenQASM " + number.text() + " is not known; 2.0 and 3.0 are");
        };
    tokens.expect(";");
  }

  private void statement() {
    Token first = tokens.peek();
    switch (first.text()) {
      case "include" -> include();
      case "qreg", "creg", "qubit", "bit" -> register();
      case "gate" -> {
        tokens.take();
        define();
      }
      case "input" -> input();
      case "barrier" -> barrier();
      case "measure" -> {
        measure();
        if (tokens.passes("->")) {
          bit();
        }
        tokens.expect(";");
      }
      case "gphase" -> globalPhase();
      default -> {
        if (bits.containsKey(first.text())) {
          bit();
          tokens.expect("=");
          measure();
          tokens.expect(";");
        } else {
          call();
        }
      }
    }
  }

  private void include() {
    tokens.take();
    Token name = tokens.take(Kind.STRING, "the name of a file in quotes");
    if (!name.text().equals("qelib1.inc") && !name.text().equals("stdgates.inc")) {
      throw tokens.bad(
          name.line(),
          "'"
              + name.text()
              + "' cannot be included, only qelib1.inc and stdgates.inc can; define its gates in"
              + " this file");
    }
    tokens.expect(";");
  }

  /** {@code qreg q[2];}, {@code qubit[2] q;} or {@code qubit q;}, and the same for bits. */
  private void register() {
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

  private int whole(String wanted) {
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

  private void input() {
    int line = tokens.take().line();
    if (version == 2) {
      throw tokens.bad(line, "version 2 has no 'input': write OPENQASM 3.0, or angles as numbers");
    }
    Token type = tokens.take(Kind.NAME, "float or angle");
    if (!type.text().equals("float") && !type.text().equals("angle")) {
      throw tokens.bad(line, "an input has to be float or angle, not " + type.text());
    }
    if (tokens.passes("[")) {
      whole("a width in bits");
      tokens.expect("]");
    }
    Token name = tokens.take(Kind.NAME, "the name of the input");
    tokens.expect(";");
    if (inputs.put(name.text(), Linear.parameter(start.size())) != null) {
      throw tokens.bad(name.line(), "'" + name.text() + "' is declared twice");
    }
    start.add(0.0);
  }

  private void define() {
    Token name = tokens.take(Kind.NAME, "the name of a gate");
    List<String> parameters = new ArrayList<>();
    if (tokens.passes("(") && !tokens.passes(")")) {
      parameters = names("the name of an angle");
      tokens.expect(")");
    }
    List<String> on = names("the name of a qubit");
    tokens.expect("{");
    List<Call> body = new ArrayList<>();
    while (!tokens.passes("}")) {
      if (tokens.passes("barrier")) {
        names("the name of a qubit");
        tokens.expect(";");
      } else {
        body.add(inner(parameters, on));
      }
    }
    gates.put(name.text(), new Definition(null, parameters, on, body));
  }

  private List<String> names(String wanted) {
    List<String> names = new ArrayList<>();
    do {
      Token name = tokens.take(Kind.NAME, wanted);
      if (names.contains(name.text())) {
        throw tokens.bad(name.line(), "'" + name.text() + "' is there twice");
      }
      names.add(name.text());
    } while (tokens.passes(","));
    return names;
  }

  /** A call in the body of a gate. */
  private Call inner(List<String> parameters, List<String> on) {
    Token name = gateName();
    Definition gate = gate(name);
    List<Expression> angles = angles(name, gate, new HashSet<>(parameters));
    List<Integer> qubitsOf = new ArrayList<>();
    for (String qubit : names("a qubit of the gate")) {
      if (!on.contains(qubit)) {
        throw tokens.bad(name.line(), "'" + qubit + "' is no qubit of this gate; they are " + on);
      }
      qubitsOf.add(on.indexOf(qubit));
    }
    requireQubits(name, gate, qubitsOf.size());
    tokens.expect(";");
    return new Call(gate, angles, qubitsOf);
  }

  /** A call on qubits or on registers. */
  private void call() {
    Token name = gateName();
    Definition gate = gate(name);
    List<Linear> angles = new ArrayList<>();
    for (Expression angle : angles(name, gate, inputs.keySet())) {
      angles.add(parameter(angle.value(inputs)));
    }
    List<Register> operands = operands();
    tokens.expect(";");
    requireQubits(name, gate, operands.size());
    int times = 1;
    for (Register operand : operands) {
      if (operand.size > 1 && times > 1 && operand.size != times) {
        throw tokens.bad(
            name.line(),
            "'"
                + name.text()
                + "' on registers of "
                + times
                + " and "
                + operand.size
                + " qubits; they have to be of one size");
      }
      times = Math.max(times, operand.size);
    }
    for (int k = 0; k < times; k++) {
      List<Integer> on = new ArrayList<>();
      for (Register operand : operands) {
        int qubit = operand.first + (operand.size > 1 ? k : 0);
        requireFree(name, qubit, on);
        on.add(qubit);
      }
      make(gate, angles, on);
    }
  }

  private void requireFree(Token name, int qubit, List<Integer> others) {
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

  /** In version 2 a number is the start of a parameter. */
  private Linear parameter(Linear angle) {
    if (version == 3) {
      return angle;
    }
    start.add(angle.constant());
    return Linear.parameter(start.size() - 1);
  }

  private void make(Definition gate, List<Linear> angles, List<Integer> on) {
    Gate.Kind kind = gate.kind();
    if (kind == null) {
      Map<String, Linear> names = new HashMap<>();
      for (int k = 0; k < angles.size(); k++) {
        names.put(gate.parameters().get(k), angles.get(k));
      }
      for (Call call : gate.body()) {
        List<Linear> inner = call.angles().stream().map(a -> a.value(names)).toList();
        make(call.gate(), inner, call.qubits().stream().map(on::get).toList());
      }
    } else if (angles.isEmpty()) {
      made.add(Gate.of(kind, on, Angle.NONE));
    } else if (angles.get(0).isConstant()) {
      made.add(Gate.of(kind, on, Angle.fixed(angles.get(0).constant())));
    } else {
      // Rotations about one axis add up: a gate for each parameter.
      double[] offset = {angles.get(0).constant()};
      angles
          .get(0)
          .scales()
          .forEach(
              (p, scale) -> {
                made.add(Gate.of(kind, on, new Angle(p, scale, offset[0])));
                offset[0] = 0;
              });
    }
  }

  private Token gateName() {
    Token name = tokens.take(Kind.NAME, "a gate or a declaration");
    if (MODIFIERS.contains(name.text())) {
      throw tokens.bad(
          name.line(),
          "modifiers such as '" + name.text() + " @' are not supported; write the gate out");
    }
    return name;
  }

  private Definition gate(Token name) {
    Definition gate = gates.get(name.text());
    if (gate != null) {
      return gate;
    }
    throw tokens.bad(name.line(), unknown(name.text()));
  }

  private static String unknown(String name) {
    return switch (name) {
      case "if",
          "else",
          "for",
          "while",
          "switch",
          "def",
          "extern",
          "return",
          "break",
          "continue",
          "end",
          "reset",
          "let",
          "const",
          "int",
          "uint",
          "float",
          "angle",
          "bool",
          "complex",
          "array",
          "duration",
          "stretch",
          "delay",
          "box",
          "cal",
          "defcal",
          "defcalgrammar",
          "output",
          "opaque",
          "pragma" ->
          "'"
              + name
              + "' is not supported: a circuit for an energy is declarations and gates, without"
              + " classical control";
      default ->
          "the gate '"
              + name
              + "' is not known; those of qelib1.inc and stdgates.inc are, and those that the file"
              + " defines before";
    };
  }

  private List<Expression> angles(Token name, Definition gate, Set<String> names) {
    List<Expression> angles = new ArrayList<>();
    if (tokens.passes("(") && !tokens.passes(")")) {
      do {
        angles.add(expressions.sum(names));
      } while (tokens.passes(","));
      tokens.expect(")");
    }
    int wanted = gate.parameters().size();
    if (angles.size() != wanted) {
      throw tokens.bad(
          name.line(), "'" + name.text() + "' has " + wanted + " angles, not " + angles.size());
    }
    return angles;
  }

  private void requireQubits(Token name, Definition gate, int given) {
    int wanted = gate.qubits().size();
    if (given != wanted) {
      throw tokens.bad(
          name.line(), "'" + name.text() + "' acts on " + wanted + " qubits, not " + given);
    }
  }

  private List<Register> operands() {
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

  private void barrier() {
    tokens.take();
    if (!tokens.isNext(";")) {
      operands();
    }
    tokens.expect(";");
  }

  private void measure() {
    tokens.expect("measure");
    Register of = operand();
    for (int k = 0; k < of.size; k++) {
      measured.add(of.first + k);
    }
  }

  private void bit() {
    Token name = tokens.take(Kind.NAME, "a bit");
    Integer size = bits.get(name.text());
    if (size == null) {
      throw tokens.bad(name.line(), "there is no register '" + name.text() + "' of bits");
    }
    if (tokens.isNext("[")) {
      index(name, size);
    }
  }

  /** A phase of the whole state, which changes nothing. */
  private void globalPhase() {
    tokens.take();
    tokens.expect("(");
    expressions.sum(inputs.keySet());
    tokens.expect(")");
    tokens.expect(";");
  }
}
