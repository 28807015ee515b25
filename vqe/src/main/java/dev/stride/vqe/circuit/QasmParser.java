package dev.stride.vqe.circuit;

import dev.stride.optim.Layout;
import dev.stride.vqe.circuit.QasmExpressions.Expression;
import dev.stride.vqe.circuit.QasmGates.Call;
import dev.stride.vqe.circuit.QasmGates.Definition;
import dev.stride.vqe.circuit.QasmRegisters.Register;
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
  private static final Set<String> MODIFIERS = Set.of("ctrl", "negctrl", "inv", "pow");

  private final QasmTokens tokens;
  private final QasmExpressions expressions;
  private final Map<String, Definition> gates;
  private final QasmRegisters registers;
  private final Map<String, Linear> inputs = new LinkedHashMap<>();
  private final List<Gate> made = new ArrayList<>();
  private final List<Double> start = new ArrayList<>();
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
    registers = new QasmRegisters(tokens);
  }

  /** Reads a whole file. */
  OpenQasm read() {
    readVersion();
    while (tokens.peek().kind() != Kind.END) {
      statement();
    }
    if (registers.qubits() == 0) {
      throw tokens.expected("a register of qubits, 'qreg q[2];' or 'qubit[2] q;',");
    }
    Layout layout = start.isEmpty() ? new Layout(List.of()) : Layout.flat(start.size());
    double[] from = start.stream().mapToDouble(d -> d).toArray();
    return new OpenQasm(new Circuit(registers.qubits(), made, layout), from);
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
      case "qreg", "creg", "qubit", "bit" -> registers.declare();
      case "gate" -> {
        tokens.take();
        define();
      }
      case "input" -> input();
      case "barrier" -> registers.barrier();
      case "measure" -> {
        registers.measure();
        if (tokens.passes("->")) {
          registers.bit();
        }
        tokens.expect(";");
      }
      case "gphase" -> globalPhase();
      default -> {
        if (registers.hasBits(first.text())) {
          registers.bit();
          tokens.expect("=");
          registers.measure();
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
      registers.whole("a width in bits");
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
    List<Register> operands = registers.operands();
    tokens.expect(";");
    requireQubits(name, gate, operands.size());
    int times = 1;
    for (Register operand : operands) {
      if (operand.size() > 1 && times > 1 && operand.size() != times) {
        throw tokens.bad(
            name.line(),
            "'"
                + name.text()
                + "' on registers of "
                + times
                + " and "
                + operand.size()
                + " qubits; they have to be of one size");
      }
      times = Math.max(times, operand.size());
    }
    for (int k = 0; k < times; k++) {
      List<Integer> on = new ArrayList<>();
      for (Register operand : operands) {
        int qubit = operand.first() + (operand.size() > 1 ? k : 0);
        registers.requireFree(name, qubit, on);
        on.add(qubit);
      }
      make(gate, angles, on);
    }
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

  /** A phase of the whole state, which changes nothing. */
  private void globalPhase() {
    tokens.take();
    tokens.expect("(");
    expressions.sum(inputs.keySet());
    tokens.expect(")");
    tokens.expect(";");
  }
}
