package dev.stride.vqe.circuit;

import dev.stride.vqe.circuit.QasmExpressions.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gates that an OpenQASM text can call, by name. */
final class QasmGates {
  /**
   * A gate.
   *
   * @param kind what it is by itself; null for one that is made of others
   * @param parameters names of its angles
   * @param qubits names of its qubits
   * @param body what it is made of
   */
  record Definition(
      Gate.@org.jspecify.annotations.Nullable Kind kind,
      List<String> parameters,
      List<String> qubits,
      List<Call> body) {}

  /** A call in a body, its qubits by their position in the definition. */
  record Call(Definition gate, List<Expression> angles, List<Integer> qubits) {}

  /**
   * What qelib1.inc and stdgates.inc have beyond the gates of circuits, up to a global phase: U(θ,
   * φ, λ) is RZ(φ) RY(θ) RZ(λ), its controlled form has the phase (φ+λ)/2 on the control.
   */
  private static final String STANDARD =
      """
      gate id a {}
      gate u0(g) a {}
      gate U(t,p,l) a { rz(l) a; ry(t) a; rz(p) a; }
      gate u(t,p,l) a { U(t,p,l) a; }
      gate u3(t,p,l) a { U(t,p,l) a; }
      gate u2(p,l) a { U(pi/2,p,l) a; }
      gate u1(l) a { rz(l) a; }
      gate p(l) a { rz(l) a; }
      gate phase(l) a { rz(l) a; }
      gate sx a { rx(pi/2) a; }
      gate sxdg a { rx(-pi/2) a; }
      gate CX a,b { cx a,b; }
      gate cy a,b { sdg b; cx a,b; s b; }
      gate ch a,b { ry(-pi/4) b; cz a,b; ry(pi/4) b; }
      gate crz(l) a,b { rz(l/2) b; cx a,b; rz(-l/2) b; cx a,b; }
      gate cry(t) a,b { ry(t/2) b; cx a,b; ry(-t/2) b; cx a,b; }
      gate crx(t) a,b { h b; crz(t) a,b; h b; }
      gate cu1(l) a,b { rz(l/2) a; crz(l) a,b; }
      gate cp(l) a,b { cu1(l) a,b; }
      gate cphase(l) a,b { cu1(l) a,b; }
      gate cu3(t,p,l) a,b { rz((p+l)/2) a; crz(l) a,b; cry(t) a,b; crz(p) a,b; }
      gate cu(t,p,l,g) a,b { rz(g) a; cu3(t,p,l) a,b; }
      gate csx a,b { t a; crx(pi/2) a,b; }
      gate rzz(t) a,b { cx a,b; rz(t) b; cx a,b; }
      gate rxx(t) a,b { h a; h b; rzz(t) a,b; h a; h b; }
      gate ryy(t) a,b { rx(pi/2) a; rx(pi/2) b; rzz(t) a,b; rx(-pi/2) a; rx(-pi/2) b; }
      gate ccz a,b,c {
        cx b,c; tdg c; cx a,c; t c; cx b,c; tdg c; cx a,c; t c; t b; cx a,b; tdg b; cx a,b; t a;
      }
      gate ccx a,b,c { h c; ccz a,b,c; h c; }
      gate cswap a,b,c { cx c,b; ccx a,b,c; cx c,b; }
      """;

  private QasmGates() {}

  /** A new table of what is known without a definition. */
  static Map<String, Definition> standard() {
    Map<String, Definition> gates = new HashMap<>();
    for (Gate.Kind kind : Gate.Kind.values()) {
      switch (kind) {
        case PAULI, EXCITATION, QUBIT_EXCITATION -> {}
        case CNOT, CZ, SWAP -> gates.put(OpenQasm.name(kind), plain(kind, List.of("a", "b")));
        default -> gates.put(OpenQasm.name(kind), plain(kind, List.of("a")));
      }
    }
    new QasmParser(new QasmTokens("standard gates", STANDARD), gates).readGates();
    return gates;
  }

  private static Definition plain(Gate.Kind kind, List<String> qubits) {
    List<String> angles = kind.frequencies() > 0 ? List.of("theta") : List.of();
    return new Definition(kind, angles, qubits, List.of());
  }
}
