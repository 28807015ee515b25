package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.operator.PauliString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenQasmTest {
  private static final String THREE = "OPENQASM 3.0; include \"stdgates.inc\"; ";
  private static final String TWO = "OPENQASM 2.0; include \"qelib1.inc\"; ";

  private static OpenQasm read(String text) {
    return OpenQasm.read("my.qasm", text);
  }

  private static List<String> gates(Circuit circuit) {
    return circuit.gates().stream()
        .map(g -> g.kind() + "" + g.qubits() + (g.turns() ? GateLabels.angle(g.angle()) : ""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5})
  void readsBackWhatItWrites(int qubits) {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(qubits, 15, random);
      double[] theta = RandomCircuits.parameters(circuit, random);
      Complex[] expected = States.of(circuit, theta);
      OpenQasm three = read(OpenQasm.write3(circuit));
      assertEquals(circuit.parameters(), three.circuit().parameters());
      assertArrayEquals(new double[theta.length], three.start());
      States.assertSame(expected, States.of(three.circuit(), theta), circuit::toString);
      OpenQasm two = read(OpenQasm.write2(circuit, theta));
      States.assertSame(expected, States.of(two.circuit(), two.start()), circuit::toString);
    }
  }

  /** Some two hundred in each other, a thousand in a row, and neither a stack that overflows. */
  @Test
  void anglesHaveASize() {
    String start = TWO + "qreg q[1]; rx(";
    assertEquals(1, read(start + "(".repeat(150) + "1" + ")".repeat(150) + ") q[0];").start()[0]);
    assertEquals(1000, read(start + "1+".repeat(999) + "1) q[0];").start()[0]);
    for (String angle :
        List.of(
            "(".repeat(30_000) + "1" + ")".repeat(30_000),
            "-".repeat(30_000) + "1",
            "sin(".repeat(30_000) + "1" + ")".repeat(30_000),
            "1^".repeat(30_000) + "1",
            "1+".repeat(30_000) + "1",
            "1*".repeat(30_000) + "1")) {
      String message =
          assertThrows(BadInput.class, () -> read(start + angle + ") q[0];")).getMessage();
      assertTrue(message.startsWith("my.qasm:1: an angle may have up to "), message);
    }
  }

  /** By hand, from the specification's grammar. */
  @Test
  void writesVersionThree() {
    Circuit circuit =
        Circuit.on(3)
            .x(0)
            .ry(1)
            .add(Kind.RZ, List.of(2), new Angle(0, -1, 0.5))
            .add(Kind.RX, List.of(0), new Angle(1, 0.5, -0.25).times(1))
            .add(Kind.SDG, List.of(2), Angle.NONE)
            .cnot(2, 0)
            .add(Kind.SWAP, List.of(0, 1), Angle.NONE)
            .rz(2)
            .pauli(PauliString.parse("Y0 Z2"), Angle.fixed(-1.5))
            .build();
    assertEquals(
        """
        OPENQASM 3.0;
        include "stdgates.inc";
        input float[64] theta0;
        input float[64] theta1;
        qubit[3] q;
        x q[0];
        ry(theta0) q[1];
        rz(-theta0 + 0.5) q[2];
        rx(0.5*theta1 - 0.25) q[0];
        sdg q[2];
        cx q[2], q[0];
        swap q[0], q[1];
        rz(theta1) q[2];
        rx(pi/2) q[0];
        cx q[0], q[2];
        rz(-1.5) q[2];
        cx q[0], q[2];
        rx(-pi/2) q[0];
        """,
        OpenQasm.write3(circuit));
  }

  @Test
  void writesVersionTwo() {
    Circuit circuit =
        Circuit.on(2).h(0).ry(1).cz(0, 1).add(Kind.RX, List.of(0), Angle.of(0, 2)).build();
    assertEquals(
        """
        OPENQASM 2.0;
        include "qelib1.inc";
        qreg q[2];
        h q[0];
        ry(1.0E-5) q[1];
        cz q[0], q[1];
        rx(2.0E-5) q[0];
        """,
        OpenQasm.write2(circuit, new double[] {1e-5}));
    assertThrows(
        IllegalArgumentException.class, () -> OpenQasm.write2(circuit, new double[] {1, 2}));
  }

  @Test
  void readsVersionThree() {
    OpenQasm read =
        read(
            """
            // a comment
            OPENQASM 3;
            include 'stdgates.inc';
            input float alpha;
            input angle[32] beta; /* two
            lines */
            input float[64] γ;
            qubit[2] a;
            qubit b;
            bit[2] c;
            bit d;
            gate both(x, y) p, q {
              barrier p, q;
              rz(x + 2*y) p;
              ry(-x/2 + pi) q;
              cx q, p;
            }
            h a;
            cx a, b;
            both(alpha, 0.25) b, a[1];
            both(beta*3 - alpha, γ) a[0], b;
            barrier;
            barrier a, b[0];
            gphase(pi);
            c[0] = measure a[0];
            measure a[1] -> c[1];
            measure b;
            """);
    assertEquals(
        List.of(
            "H[0]",
            "H[1]",
            "CNOT[0, 2]",
            "CNOT[1, 2]",
            "RZ[2]θ0+0.5",
            "RY[1]-0.5θ0+3.142",
            "CNOT[1, 2]",
            "RZ[0]-θ0",
            "RZ[0]3θ1",
            "RZ[0]2θ2",
            "RY[2]0.5θ0+3.142",
            "RY[2]-1.5θ1",
            "CNOT[2, 0]"),
        gates(read.circuit()));
    assertEquals(3, read.circuit().parameters());
    assertArrayEquals(new double[3], read.start());
  }

  @Test
  void anglesOfVersionTwoAreParameters() {
    OpenQasm read =
        read(
            """
            OPENQASM 2.0;
            include "qelib1.inc";
            gate half(t) a { rx(t/2) a; rz(0.5) a; }
            qreg q[2];
            qreg r[1];
            creg c[2];
            ry(pi/4) q;
            half(-3e-1) r[0];
            u3(.1, 2, -(1+2)*2^2/4.) q[1];
            s r;
            measure q -> c;
            """);
    assertEquals(
        List.of(
            "RY[0]θ0",
            "RY[1]θ0",
            "RX[2]0.5θ1",
            "RZ[2]0.5",
            "RZ[1]θ4",
            "RY[1]θ2",
            "RZ[1]θ3",
            "S[2]"),
        gates(read.circuit()));
    assertArrayEquals(new double[] {Math.PI / 4, -0.3, 0.1, 2, -3}, read.start(), 1e-15);
    assertEquals(5, read.circuit().parameters());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1+2*3 | 7",
        "-2^2 | -4",
        "2**-1 | 0.5",
        "2^3^2 | 512",
        "(1+2)*3 | 9",
        "8/2/2 | 2",
        "5-2-1 | 2",
        "-(-3) | 3",
        "+4 | 4",
        "2*pi | 6.283185307179586",
        "π/τ | 0.5",
        "tau | 6.283185307179586",
        "euler | 2.718281828459045",
        "sin(pi/6) | 0.5",
        "cos(0) | 1",
        "tan(pi/4) | 1",
        "exp(1) | 2.718281828459045",
        "ln(exp(2)) | 2",
        "log(1) | 0",
        "sqrt(16) | 4",
        "arcsin(1) | 1.5707963267948966",
        "arccos(1) | 0",
        "arctan(1) | 0.7853981633974483",
        "1.5e2 | 150",
        "1E+1 | 10",
        ".5 | 0.5",
        "3. | 3"
      })
  void worksOutAngles(String text, double value) {
    assertEquals(value, read(TWO + "qreg q[1]; rx(" + text + ") q[0];").start()[0], 1e-14);
  }

  /** Amplitudes of |+⟩-like products behind each gate, by its matrix from the specification. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id a; | ",
        "u0(1) a; | ",
        "U(.3,.4,.5) a; | rz(.5) a; ry(.3) a; rz(.4) a;",
        "u(.3,.4,.5) a; | U(.3,.4,.5) a;",
        "u3(.3,.4,.5) a; | U(.3,.4,.5) a;",
        "u2(.4,.5) a; | U(pi/2,.4,.5) a;",
        "u2(0,pi) a; | h a;",
        "u1(.4) a; | rz(.4) a;",
        "p(pi/4) a; | t a;",
        "phase(pi/2) a; | s a;",
        "u3(pi,0,pi) a; | x a;",
        "u3(pi,pi/2,pi/2) a; | y a;",
        "sx a; sx a; | x a;",
        "sxdg a; sx a; | ",
        "sx a; | h a; s a; h a;",
        "CX a,b; | cx a,b;",
        "cy a,b; | sdg b; cx a,b; s b;",
        "cy a,b; | cz a,b; cx a,b; s a;", // Y = iXZ
        "ch a,b; ch a,b; | ",
        "ch a,b; cz a,b; ch a,b; | cx a,b;",
        "crz(2*pi) a,b; | z a;",
        "crz(.7) a,b; crz(-.7) a,b; | ",
        "crz(.7) a,b; x a; crz(.7) a,b; x a; | rz(.7) b;",
        "cry(.7) a,b; x a; cry(.7) a,b; x a; | ry(.7) b;",
        "crx(.7) a,b; x a; crx(.7) a,b; x a; | rx(.7) b;",
        "cu1(pi) a,b; | cz a,b;",
        "cp(pi) a,b; | cz a,b;",
        "cphase(.4) a,b; | cu1(.4) b,a;",
        "cu1(.7) a,b; x a; cu1(.7) a,b; x a; | u1(.7) b;",
        "cu3(.3,.4,.5) a,b; | u1(.45) a; crz(.5) a,b; cry(.3) a,b; crz(.4) a,b;",
        "cu3(pi/2,0,pi) a,b; | ch a,b;",
        "cu3(pi,0,pi) a,b; | cx a,b;",
        "cu(pi,0,pi,0) a,b; | cx a,b;",
        "cu(.3,.4,.5,.6) a,b; | u1(.6) a; cu3(.3,.4,.5) a,b;",
        "csx a,b; csx a,b; | cx a,b;",
        "rzz(.7) a,b; | cx b,a; rz(.7) a; cx b,a;",
        "rxx(.7) a,b; | ry(-pi/2) a; ry(-pi/2) b; rzz(.7) a,b; ry(pi/2) a; ry(pi/2) b;",
        "ryy(.7) a,b; | s a; s b; s a; s b; s a; s b; rxx(.7) a,b; s a; s b;",
        "ccz a,b,c; | h c; ccx a,b,c; h c;",
        "ccx a,b,c; | ccx b,a,c;",
        "ccx a,b,c; cx a,c; | x b; ccx a,b,c; x b;",
        "cswap a,b,c; x a; cswap a,b,c; x a; | swap b,c;",
        "cswap a,b,c; | cx c,b; ccx a,b,c; cx c,b;"
      })
  void standardGates(String gate, String same) {
    String start =
        TWO
            + "qreg a[1]; qreg b[1]; qreg c[1]; ry(.4) a; rz(.9) a; ry(1.1) b; rx(.2) b;"
            + " ry(.8) c; cx a,c; rx(.6) c; cx c,b; ry(.5) b;";
    OpenQasm expected = read(start + (same == null ? "" : same));
    OpenQasm actual = read(start + gate);
    States.assertSameUpToPhase(
        States.of(expected.circuit(), expected.start()),
        States.of(actual.circuit(), actual.start()),
        () -> gate);
  }

  /** On basis states: which control, which target. */
  @ParameterizedTest
  @CsvSource({
    "ccx, 0, 0", "ccx, 3, 7", "ccx, 5, 5", "ccx, 6, 6", "ccx, 7, 3",
    "cswap, 3, 5", "cswap, 5, 3", "cswap, 2, 2", "cswap, 7, 7", "cswap, 6, 6"
  })
  void permutations(String gate, int from, int to) {
    StringBuilder text = new StringBuilder(TWO + "qreg q[3]; ");
    for (int q = 0; q < 3; q++) {
      text.append((from >> q & 1) == 1 ? "x q[" + q + "]; " : "");
    }
    Circuit circuit = read(text + gate + " q[0], q[1], q[2];").circuit();
    assertEquals(1, States.of(circuit, new double[0])[to].abs(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "qreg q[1]; | 1: 'OPENQASM 2.0;' or 'OPENQASM 3.0;' is expected here, not 'qreg'",
        "~~ | 1: 'OPENQASM 2.0;' or 'OPENQASM 3.0;' is expected here, not the end of the file",
        "OPENQASM 4.0; | 1: OpenQASM 4.0 is not known; 2.0 and 3.0 are",
        "OPENQASM x; | 1: the version, 2.0 or 3.0, is expected here, not 'x'",
        "OPENQASM 2.0 | 1: ';' is expected here, not the end of the file",
        "OPENQASM 2.0; | 1: a register of qubits, 'qreg q[2];' or 'qubit[2] q;', is expected",
        "2;include \"my.inc\"; | 2: 'my.inc' cannot be included, only qelib1.inc and stdgates.inc",
        "2;include qelib1.inc; | 2: the name of a file in quotes is expected here, not 'qelib1'",
        "2;qreg q[2];NEWcx q[0],q[2]; | 3: there is no q[2]: q has 2 from 0",
        "2;qreg q[2];cx q[1],q[1]; | 2: 'cx' is twice on q[1]; its qubits differ",
        "2;qreg q[2]; qreg r[3];cx q,r; | 2: 'cx' on registers of 2 and 3 qubits; they have to be",
        "2;qreg q[2];NEWNEWfoo q[0]; | 4: the gate 'foo' is not known; those of qelib1.inc and",
        "2;qreg q[2];h r[0]; | 2: there is no register 'r' of qubits; it is declared before",
        "2;qreg q[2];qreg q[1]; | 2: 'q' is declared twice",
        "2;qreg q[2];creg q[1]; | 2: 'q' is declared twice",
        "2;qreg q[0]; | 2: a register has a size from 1 to 1000, not 0",
        "2;qreg q[1001]; | 2: a register has a size from 1 to 1000, not 1001",
        "2;qreg q[x]; | 2: the size of a register, a whole number from 1 to 1000, is expected here",
        "2;qreg q[1.5]; | 2: the size of a register, a whole number from 1 to 1000, is expected",
        "2;qreg q[62]; qreg r[1]; | 2: these are 63 qubits; at most 62 can be",
        "2;qreg q[1];rx q[0]; | 2: 'rx' has 1 angles, not 0",
        "2;qreg q[1];h(0.3) q[0]; | 2: 'h' has 0 angles, not 1",
        "2;qreg q[1];cx q[0]; | 2: 'cx' acts on 2 qubits, not 1",
        "2;qreg q[1];rx(0.1 q[0]; | 2: ')' is expected here, not 'q'",
        "2;qreg q[1];rx(theta) q[0]; | 2: 'theta' is neither a parameter nor a number; parameters",
        "2;qreg q[1];rx(1/0) q[0]; | 2: this is not a finite number",
        "2;qreg q[1];rx(1e999) q[0]; | 2: this is not a finite number",
        "2;qreg q[1];rx(ln(0)) q[0]; | 2: this is not a finite number",
        "2;qreg q[1];rx((-1)^.5) q[0]; | 2: this is not a finite number",
        "2;qreg q[1];rx(*) q[0]; | 2: an angle is expected here, not '*'",
        "2;input float t; | 2: version 2 has no 'input'",
        "3;input int t; | 2: an input has to be float or angle, not int",
        "3;input float t; input float t; | 2: 't' is declared twice",
        "3;input float t; qubit q;NEWrx(t*t) q; | 3: an angle has to be linear in the parameters",
        "3;input float t; qubit q;rx(1/t) q; | a divisor cannot depend on one here",
        "3;input float t; qubit q;rx(t^2) q; | a power cannot depend on one here",
        "3;input float t; qubit q;rx(2^t) q; | an exponent cannot depend on one here",
        "3;input float t; qubit q;rx(sin(t)) q; | what sin is taken of cannot depend on one here",
        "3;qubit q;if (true) x q; | 2: 'if' is not supported: a circuit for an energy is",
        "3;qubit q;reset q; | 2: 'reset' is not supported",
        "3;qubit q;const float a = 1; | 2: 'const' is not supported",
        "3;qubit[2] q;ctrl @ x q[0], q[1]; | 2: modifiers such as 'ctrl @' are not supported",
        "3;qubit q;pow(2) @ x q; | 2: modifiers such as 'pow @' are not supported",
        "2;opaque magic q; | 2: 'opaque' is not supported",
        "2;qreg q[1]; creg c[1];measure q -> c;NEWh q; | 3: 'h' acts on q[0] behind its measurement",
        "2;qreg q[1];measure q -> c; | 2: there is no register 'c' of bits",
        "2;qreg q[1]; creg c[1];measure q[0] -> c[1]; | 2: there is no c[1]: c has 1 from 0",
        "2;gate g a { h b; } | 2: 'b' is no qubit of this gate; they are [a]",
        "2;gate g a { cx a, a; } | 2: 'a' is there twice",
        "2;gate g(x,x) a { } | 2: 'x' is there twice",
        "2;gate g a { g a; } | 2: the gate 'g' is not known",
        "2;gate g a { rx(y) a; } | 2: 'y' is neither a parameter nor a number",
        "2;gate g a { cx a; } | 2: 'cx' acts on 2 qubits, not 1",
        "2;gate g a { h a; | 2: a gate or a declaration is expected here, not the end of the file",
        "2;/* no end | 2: this comment has no end",
        "2;include \"qelib1.inc | 2: this string has no end on its line",
        "2;qreg q[1];3 q; | 2: a gate or a declaration is expected here, not '3'",
        "3;qubit q;h q[0:1]; | 2: ']' is expected here, not ':'"
      })
  void saysWhereWhatIsWrong(String text, String message) {
    String whole = text.replaceFirst("^([23]);", "OPENQASM $1.0;\n").replace("NEW", "\n");
    String said = assertThrows(BadInput.class, () -> read(whole)).getMessage();
    assertTrue(said.startsWith("my.qasm:"), said);
    assertTrue(said.contains(message), said);
  }

  @Test
  void anOwnGateStandsBeforeAStandardOne() {
    Circuit circuit =
        read(TWO + "gate rzz(t) a,b { cx a,b; rz(2*t) b; cx a,b; } qreg q[2]; rzz(1) q[0],q[1];")
            .circuit();
    assertEquals(List.of("CNOT[0, 1]", "RZ[1]2θ0", "CNOT[0, 1]"), gates(circuit));
    // What the standard gates are made of does not change with it.
    Circuit other = read(TWO + "gate rz(t) a { x a; } qreg q[1]; u1(1) q[0];").circuit();
    assertEquals(List.of("RZ[0]θ0"), gates(other));
  }

  @Test
  void factorsThatCancelLeaveNoParameter() {
    Circuit circuit =
        read(THREE + "input float t; qubit q; rx(t - t + 1) q; rx(0*t) q; ry(t) q;").circuit();
    assertEquals(List.of("RX[0]1", "RX[0]0", "RY[0]θ0"), gates(circuit));
  }

  @Test
  void isAnAnsatz(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.qasm");
    Files.writeString(file, TWO + "qreg q[4]; x q[0]; x q[1]; ry(0.3) q[2]; ry(-1) q[3];");
    Target target = Target.of(4, 0b11);
    Ansatz ansatz = Ansatzes.registry().parse("qasm:file=" + file);
    Circuit circuit = ansatz.circuit(target);
    assertEquals(2, circuit.parameters());
    assertArrayEquals(new double[] {.3, -1}, ansatz.start(target, circuit, Streams.of(1).rng()));
    Ansatz spread = new Qasm(file.toString(), 0.1);
    double[] start = spread.start(target, circuit, Streams.of(1).rng());
    assertTrue(start[0] != .3 && Math.abs(start[0] - .3) < .6 && Math.abs(start[1] + 1) < .6);
    assertMessage(
        "the circuit has 4 qubits, and the Hamiltonian 6",
        () -> ansatz.circuit(Target.of(6, 0b11)));
    assertMessage("needs a file, as in qasm:file=", () -> new Qasm("").circuit(target));
    assertMessage("there is no such file", () -> new Qasm("no/such").circuit(target));
    assertMessage("not the name of a file", () -> new Qasm("a\0b").circuit(target));
    Files.writeString(file, TWO + "qreg q[4]; x q[0];");
    assertMessage("has no parameter to optimise", () -> ansatz.circuit(target));
  }

  private static void assertMessage(String part, Runnable what) {
    String said = assertThrows(BadInput.class, what::run).getMessage();
    assertTrue(said.contains(part), said);
  }
}
