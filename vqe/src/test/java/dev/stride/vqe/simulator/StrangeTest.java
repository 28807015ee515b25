package dev.stride.vqe.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.RandomCircuits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redfx.strange.Block;
import org.redfx.strange.BlockGate;
import org.redfx.strange.ControlledBlockGate;
import org.redfx.strange.Gate;
import org.redfx.strange.Program;
import org.redfx.strange.QuantumExecutionEnvironment;
import org.redfx.strange.Result;
import org.redfx.strange.Step;
import org.redfx.strange.gate.Cnot;
import org.redfx.strange.gate.Cr;
import org.redfx.strange.gate.Cz;
import org.redfx.strange.gate.Fourier;
import org.redfx.strange.gate.Hadamard;
import org.redfx.strange.gate.Measurement;
import org.redfx.strange.gate.Oracle;
import org.redfx.strange.gate.ProbabilitiesGate;
import org.redfx.strange.gate.RotationX;
import org.redfx.strange.gate.RotationY;
import org.redfx.strange.gate.Swap;
import org.redfx.strange.gate.Toffoli;
import org.redfx.strange.gate.X;
import org.redfx.strange.gate.Y;
import org.redfx.strange.gate.Z;
import org.redfx.strange.local.SimpleQuantumExecutionEnvironment;

/** Our circuits on Strange, and Strange's programs on our engine. Strange computes in float. */
class StrangeTest {
  private static final double SINGLE = 5e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5})
  void ourCircuitsRunOnStrange(int qubits) {
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(qubits, 12, random);
      double[] angles = new Angles(circuit).at(RandomCircuits.parameters(circuit, random));
      State theirs = new Strange().engine(circuit).prepare(angles);
      State ours = new StateVector().engine(circuit).prepare(angles);
      for (int i = 0; i < ours.size(); i++) {
        assertEquals(theirs.re(i), ours.re(i), SINGLE, circuit::toString);
        assertEquals(theirs.im(i), ours.im(i), SINGLE, circuit::toString);
      }
    }
  }

  /** What Strange computes correctly: each two-qubit gate alone in its step. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void safeProgramsAgree(int qubits) {
    for (int seed = 0; seed < 30; seed++) {
      assertAmplitudes(
          run(new SimpleQuantumExecutionEnvironment(), safe(qubits, seed)),
          run(new StrangeEnvironment(), safe(qubits, seed)));
    }
  }

  /** Several two-qubit gates in a step: Strange is off by 0.4 here. */
  @Test
  void gatesThatShareAStepDoNotDisturbEachOther() {
    Program program = new Program(5);
    program.addStep(new Step(new Hadamard(0), new RotationY(.7, 1), new RotationX(.4, 3)));
    program.addStep(new Step(new Cnot(0, 4), new Cnot(3, 1), new Hadamard(2)));
    program.addStep(new Step(new Cnot(4, 2), new RotationY(1.1, 3)));
    Circuit same =
        Circuit.on(5).h(0).ry(1).rx(3).cnot(0, 4).cnot(3, 1).h(2).cnot(4, 2).ry(3).build();
    Complex[] expected = DenseSimulation.run(same, new double[] {.7, .4, 1.1});
    assertDense(expected, run(new StrangeEnvironment(), program));
  }

  /** Strange is wrong in 9 of the 24 orders. */
  @Test
  void toffoliIsRightInEveryOrder() {
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        for (int t = 0; t < 4; t++) {
          if (a == b || b == t || a == t) {
            continue;
          }
          Program program = new Program(4);
          Circuit.Builder start = Circuit.on(4);
          Step step = new Step();
          double[] angles = {.3, .8, 1.3, 1.8};
          for (int q = 0; q < 4; q++) {
            step.addGate(new RotationY(angles[q], q));
            start.ry(q);
          }
          program.addStep(step);
          program.addStep(new Step(new Toffoli(a, b, t)));
          Complex[] before = DenseSimulation.run(start.build(), angles);
          Complex[] expected = new Complex[16];
          for (int i = 0; i < 16; i++) {
            boolean both = (i >> a & 1) == 1 && (i >> b & 1) == 1;
            expected[both ? i ^ (1 << t) : i] = before[i];
          }
          assertDense(expected, run(new StrangeEnvironment(), program));
        }
      }
    }
  }

  @Test
  void fourierIsTheDiscreteFourierTransform() {
    for (int at = 0; at < 3; at++) {
      Program program =
          new Program(4, new Step(new X(at), new X(at + 1)), new Step(new Fourier(2, at)));
      org.redfx.strange.Complex[] actual = run(new StrangeEnvironment(), program);
      for (int k = 0; k < 4; k++) {
        double phase = 2 * Math.PI * 3 * k / 4;
        assertEquals(.5 * Math.cos(phase), actual[k << at].r, SINGLE);
        assertEquals(.5 * Math.sin(phase), actual[k << at].i, SINGLE);
      }
    }
  }

  /** Blocks, controlled blocks, oracles, initial values: as Strange has them, after some gates. */
  @Test
  void theOtherKindsOfGatesAreAsInStrange() {
    assertAmplitudes(
        run(new SimpleQuantumExecutionEnvironment(), others()),
        run(new StrangeEnvironment(), others()));
  }

  @Test
  void fillsEverythingIntoTheResult() throws InterruptedException {
    Program program = new Program(2, new Step(new X(1)), new Step(new Hadamard(0)));
    ProbabilitiesGate watch = new ProbabilitiesGate(0);
    program.addStep(new Step(watch));
    program.addStep(new Step(new X(0), new Measurement(1)));
    BlockingQueue<Result> answers = new ArrayBlockingQueue<>(1);
    new StrangeEnvironment().runProgram(program, answers::add);
    Result result = answers.poll(30, TimeUnit.SECONDS);
    assertEquals(1, result.getIntermediateProbability(0)[2].r, SINGLE);
    assertEquals(Math.sqrt(.5), result.getIntermediateProbability(1)[3].r, SINGLE);
    assertEquals(Math.sqrt(.5), watch.getProbabilities()[3].r, SINGLE);
    assertEquals(result, program.getResult());
    assertEquals(1, result.getQubits()[1].measure());
    assertEquals(1, result.getQubits()[1].getProbability(), SINGLE);
  }

  private static Program safe(int qubits, int seed) {
    Random random = new Random(seed);
    Program program = new Program(qubits);
    for (int k = 0; k < 15; k++) {
      List<Integer> on = new ArrayList<>();
      for (int q = 0; q < qubits; q++) {
        on.add(q);
      }
      Collections.shuffle(on, random);
      int kind = random.nextInt(qubits > 1 ? 10 : 6);
      double angle = 6 * random.nextDouble();
      int a = on.get(0);
      int b = on.get(qubits > 1 ? 1 : 0);
      Gate gate =
          switch (kind) {
            case 0 -> new X(a);
            case 1 -> new Y(a);
            case 2 -> new Z(a);
            case 3 -> new Hadamard(a);
            case 4 -> new RotationX(angle, a);
            case 5 -> new RotationY(angle, a);
            case 6 -> new Cnot(a, b);
            case 7 -> new Cz(a, b);
            case 8 -> new Swap(a, b);
            default -> new Cr(a, b, angle);
          };
      Step step = new Step(gate);
      if (kind < 6 && qubits > 1) {
        step.addGate(new RotationY(angle / 2, b));
      }
      program.addStep(step);
    }
    return program;
  }

  private static Program others() {
    Program program = new Program(3);
    program.initializeQubit(0, .6);
    program.addStep(new Step(new RotationY(.5, 0), new RotationY(.9, 1), new RotationX(.3, 2)));
    Block block = new Block(2);
    block.addStep(new Step(new Hadamard(0)));
    block.addStep(new Step(new Cnot(0, 1)));
    program.addStep(new Step(new BlockGate<>(block, 1)));
    Block flip = new Block(1);
    flip.addStep(new Step(new RotationY(.7, 0)));
    program.addStep(new Step(new ControlledBlockGate<>(flip, 1, 0)));
    org.redfx.strange.Complex o = org.redfx.strange.Complex.ZERO;
    org.redfx.strange.Complex l = org.redfx.strange.Complex.ONE;
    org.redfx.strange.Complex[][] cycle = new org.redfx.strange.Complex[8][8];
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        cycle[i][j] = i == (j + 3) % 8 ? l : o;
      }
    }
    program.addStep(new Step(new Oracle(cycle)));
    program.addStep(new Step(new RotationX(.4, 1)));
    return program;
  }

  private static org.redfx.strange.Complex[] run(
      QuantumExecutionEnvironment environment, Program program) {
    return environment.runProgram(program).getProbability();
  }

  private static void assertAmplitudes(
      org.redfx.strange.Complex[] expected, org.redfx.strange.Complex[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i].r, actual[i].r, SINGLE);
      assertEquals(expected[i].i, actual[i].i, SINGLE);
    }
  }

  private static void assertDense(Complex[] expected, org.redfx.strange.Complex[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i].getReal(), actual[i].r, SINGLE);
      assertEquals(expected[i].getImaginary(), actual[i].i, SINGLE);
    }
  }
}
