package dev.stride.vqe.differentiate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout.Block;
import dev.stride.vqe.HydrogenMolecule;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.HardwareEfficient;
import dev.stride.vqe.circuit.RandomCircuits;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.DenseSimulation;
import dev.stride.vqe.simulator.Engine;
import dev.stride.vqe.simulator.Observable;
import dev.stride.vqe.simulator.StateVectorEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class FubiniStudyTest {
  /** H2, |0000⟩, three layers of RY with CZ ladders between: published as telling metrics apart. */
  private static final Circuit LAYERED =
      new HardwareEfficient(
              3,
              HardwareEfficient.Rotations.RY,
              HardwareEfficient.Entangler.LINEAR,
              HardwareEfficient.Entangling.CZ,
              HardwareEfficient.From.ZERO,
              1)
          .circuit(Target.of(4, 0b11));

  /** Published: RX(.1) RY(.2) on qubit 0, CNOT 0 to 1, RZ(.4) on 1, RZ(.5) on 0. */
  @Test
  void publishedMetric() {
    Circuit circuit =
        Circuit.on(2)
            .layer("rx")
            .rx(0)
            .layer("ry")
            .ry(0)
            .cnot(0, 1)
            .layer("rz")
            .rz(1)
            .rz(0)
            .build();
    double[] g = of(metric(circuit)::full, new double[] {.1, .2, .4, .5});
    double[] diagonal = {.25, .2475, .0123, .0123};
    for (int i = 0; i < 4; i++) {
      assertEquals(diagonal[i], g[5 * i], 5e-5);
    }
    assertEquals(-.04967, g[2], 5e-6);
    assertEquals(-.04967, g[3], 5e-6);
    assertEquals(.02434, g[6], 5e-6);
    assertEquals(.02434, g[7], 5e-6);
  }

  /** Published: natural gradient of ⟨X0+X1⟩ with RX(θ0) RY(θ1) both on qubit 0. */
  @Test
  void publishedNaturalStep() {
    Circuit circuit = Circuit.on(2).rx(0).ry(0).build();
    PauliSum sum = new PauliSum(2, new long[] {1, 2}, new long[2], new double[] {1, 1});
    double[] theta = {.011, .012};
    double[] next = naturalStep(circuit, sum, theta, .01, 0);
    assertEquals(.01100528, next[0], 1e-8);
    assertEquals(-.02799954, next[1], 1e-8);
  }

  @Test
  void twelveParametersHaveRankTen() {
    double[] g = of(metric(LAYERED)::full, layeredStart());
    EigenDecomposition eigen = new EigenDecomposition(matrix(g, 12));
    long rank = Arrays.stream(eigen.getRealEigenvalues()).filter(v -> v > 1e-10).count();
    assertEquals(10, rank);
    assertTrue(eigen.getRealEigenvalue(11) > -1e-14);
  }

  /** Published: from E0 = 0.44851488 to 1.6 mHa in 29 steps with η = .1, λ = .01. */
  @Test
  void naturalGradientReachesHydrogenInTwentyNineSteps() {
    Engine engine = new StateVectorEngine(LAYERED);
    Observable observable = engine.observable(HydrogenMolecule.hamiltonian());
    double[] theta = layeredStart();
    assertEquals(0.44851488, observable.expectation(engine.prepare(theta)), 5e-9);
    int steps = 0;
    while (observable.expectation(engine.prepare(theta)) > HydrogenMolecule.FULL_CI + 1.6e-3) {
      theta = naturalStep(LAYERED, HydrogenMolecule.hamiltonian(), theta, .1, .01);
      steps++;
      assertTrue(steps <= 300);
    }
    assertEquals(29, steps);
  }

  @Test
  void uccsdAtHartreeFockHasTheIdentity() {
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(8, 0b1111));
    int n = circuit.parameters();
    double[] g = of(metric(circuit)::full, new double[n]);
    for (int i = 0; i < n * n; i++) {
      assertEquals(i % (n + 1) == 0 ? 1 : 0, g[i], 1e-14);
    }
  }

  /** Against differences of full-matrix states. */
  @Test
  void isThatOfTheStates() {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(4, 20, random);
      double[] theta = RandomCircuits.parameters(circuit, random);
      int n = theta.length;
      Complex[] psi = DenseSimulation.run(circuit, new Angles(circuit).at(theta));
      Complex[][] d = new Complex[n][];
      for (int p = 0; p < n; p++) {
        d[p] = difference(circuit, theta, p);
      }
      double[] g = of(metric(circuit)::full, theta);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          Complex projected = dot(d[i], psi).multiply(dot(psi, d[j]));
          // A fourth-order difference with h = 1e-3 on states of norm one.
          assertEquals(dot(d[i], d[j]).subtract(projected).getReal(), g[i * n + j], 1e-8);
        }
      }
    }
  }

  @Test
  void blocksAndDiagonalArePartsOfIt() {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(5, 40, List.of(Gate.Kind.values()), random);
      assertParts(circuit, RandomCircuits.parameters(circuit, random));
    }
    assertParts(LAYERED, layeredStart());
  }

  private static void assertParts(Circuit circuit, double[] theta) {
    int n = theta.length;
    FubiniStudy metric = metric(circuit);
    double[] full = of(metric::full, theta);
    double[] block = of(metric::block, theta);
    double[] diagonal = of(metric::diagonal, theta);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean together = blockOf(circuit, i) == blockOf(circuit, j);
        assertEquals(together ? full[i * n + j] : 0, block[i * n + j], 1e-13);
        assertEquals(i == j ? full[i * n + j] : 0, diagonal[i * n + j], 1e-13);
      }
    }
  }

  private static int blockOf(Circuit circuit, int parameter) {
    List<Block> blocks = circuit.layout().blocks();
    for (int b = 0; b < blocks.size(); b++) {
      if (parameter < blocks.get(b).offset() + blocks.get(b).size()) {
        return b;
      }
    }
    throw new IllegalArgumentException();
  }

  private static FubiniStudy metric(Circuit circuit) {
    return new FubiniStudy(circuit, new StateVectorEngine(circuit));
  }

  private static double[] naturalStep(
      Circuit circuit, PauliSum sum, double[] theta, double rate, double lambda) {
    int n = theta.length;
    double[] gradient = new double[n];
    Engine engine = new StateVectorEngine(circuit);
    new Adjoint(engine, engine.observable(sum)).energyAndGradient(theta, gradient);
    RealMatrix g = matrix(of(metric(circuit)::full, theta), n);
    RealMatrix regular = g.add(MatrixUtils.createRealIdentityMatrix(n).scalarMultiply(lambda));
    double[] direction =
        new LUDecomposition(regular).getSolver().solve(new ArrayRealVector(gradient)).toArray();
    double[] next = new double[n];
    for (int i = 0; i < n; i++) {
      next[i] = theta[i] - rate * direction[i];
    }
    return next;
  }

  private static Complex[] difference(Circuit circuit, double[] theta, int p) {
    double h = 1e-3;
    double[] weights = {1, -8, 8, -1};
    double[] steps = {-2, -1, 1, 2};
    Complex[] sum = null;
    for (int k = 0; k < 4; k++) {
      double[] at = theta.clone();
      at[p] += steps[k] * h;
      Complex[] psi = DenseSimulation.run(circuit, new Angles(circuit).at(at));
      for (int i = 0; i < psi.length; i++) {
        Complex part = psi[i].multiply(weights[k] / (12 * h));
        psi[i] = sum == null ? part : sum[i].add(part);
      }
      sum = psi;
    }
    return sum;
  }

  private static Complex dot(Complex[] a, Complex[] b) {
    Complex sum = Complex.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.add(a[i].conjugate().multiply(b[i]));
    }
    return sum;
  }

  private static double[] layeredStart() {
    double[] theta = new double[12];
    for (int i = 0; i < 12; i++) {
      theta[i] = Math.sin(i + 1);
    }
    return theta;
  }

  private static double[] of(BiConsumer<double[], double[]> metric, double[] theta) {
    double[] g = new double[theta.length * theta.length];
    metric.accept(theta, g);
    return g;
  }

  private static RealMatrix matrix(double[] g, int n) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(g, i * n, (i + 1) * n);
    }
    return new Array2DRowRealMatrix(rows);
  }
}
