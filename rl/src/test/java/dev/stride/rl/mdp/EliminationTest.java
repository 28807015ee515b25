package dev.stride.rl.mdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against LU decompositions of chains that lead from everywhere to everywhere, or come to do so
 * when some states are eliminated, so that the rest goes into a matrix.
 */
class EliminationTest {
  /** Transitions that are there with a probability; rows sum to no more than {@code stay}. */
  private static double[][] random(int states, double share, double stay) {
    UniformRandomProvider rng = Streams.of(5).at("chain", states).rng();
    double[][] p = new double[states][states];
    for (int s = 0; s < states; s++) {
      for (int t = 0; t < states; t++) {
        p[s][t] = t == (s + 1) % states || rng.nextDouble() < share ? rng.nextDouble() : 0;
      }
      double sum = Arrays.stream(p[s]).sum();
      for (int t = 0; t < states; t++) {
        p[s][t] *= stay / sum;
      }
    }
    return p;
  }

  private static Elimination of(double[][] p, int... keep) {
    Elimination chain = new Elimination(p.length);
    for (int s = 0; s < p.length; s++) {
      double sum = 0;
      for (int t = 0; t < p.length; t++) {
        chain.move(s, t, p[s][t]);
        sum += p[s][t];
      }
      if (sum < 1 - 1e-9) {
        chain.end(s, 1 - sum);
      }
    }
    for (int s : keep) {
      chain.keep(s);
    }
    chain.run();
    return chain;
  }

  /** The solution of x = b + P x. */
  private static double[] solved(double[][] p, double[] b) {
    RealMatrix system = new Array2DRowRealMatrix(p).scalarMultiply(-1);
    for (int s = 0; s < b.length; s++) {
      system.addToEntry(s, s, 1);
    }
    return new LUDecomposition(system).getSolver().solve(new ArrayRealVector(b)).toArray();
  }

  private static double[][] transposed(double[][] p) {
    return new Array2DRowRealMatrix(p).transpose().getData();
  }

  private static double[] numbers(int n) {
    UniformRandomProvider rng = Streams.of(6).rng();
    double[] numbers = new double[n];
    Arrays.setAll(numbers, s -> rng.nextDouble());
    return numbers;
  }

  private static void assertClose(double[] expected, double[] actual) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected, actual, 1e-11 * scale);
  }

  @ParameterizedTest
  @CsvSource({"63, 1", "64, 1", "65, 1", "130, 1", "150, 0.03", "150, 0.2", "200, 0.5"})
  void sumsAndVisitsOfAChainThatEnds(int states, double share) {
    double[][] p = random(states, share, 0.98);
    Elimination chain = of(p);
    assertEquals(0, chain.kept().length);
    double[] paid = numbers(states);
    assertClose(solved(p, paid), chain.spread(chain.gather(paid)));
    assertClose(solved(transposed(p), paid), chain.visits(chain.flow(paid)));
  }

  /** From one full part into two others, in each of which the chain stays. */
  @ParameterizedTest
  @ValueSource(ints = {20, 40, 70})
  void classesInWhichAChainStaysAreKept(int size) {
    double[][] p = new double[3 * size][3 * size];
    double[][] part = random(size, 1, 1);
    for (int s = 0; s < size; s++) {
      for (int t = 0; t < size; t++) {
        p[s][t] = part[s][t];
        p[2 * size + s][2 * size + t] = part[s][t];
        p[size + s][t] = part[s][t] * 0.1;
        p[size + s][size + t] = part[s][t] * 0.7;
        p[size + s][2 * size + t] = part[s][t] * 0.2;
      }
    }
    Elimination chain = of(p);
    int[] kept = chain.kept();
    assertEquals(2, kept.length);
    assertEquals(0, kept[0] / size);
    assertEquals(2, kept[1] / size);
    // From the middle part one in three comes to the first, wherever it begins.
    double[] start = new double[3 * size];
    start[size + 3] = 1;
    double[] mass = chain.flow(start);
    assertEquals(1 / 3.0, mass[kept[0]], 1e-13);
    assertEquals(2 / 3.0, mass[kept[1]], 1e-13);
    double[] value = new double[3 * size];
    value[kept[0]] = 6;
    value[kept[1]] = 3;
    double[] expected = new double[3 * size];
    Arrays.fill(expected, 0, size, 6);
    Arrays.fill(expected, size, 2 * size, 4);
    Arrays.fill(expected, 2 * size, 3 * size, 3);
    assertClose(expected, chain.spread(value));
  }

  /** The mean time until a chain returns is one over its stationary probability. */
  @Test
  void aStateCanBeChosenToBeKept() {
    double[][] p = random(100, 1, 1);
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    for (int keep : new int[] {0, 41, 99}) {
      Elimination chain = of(p, keep);
      assertArrayEquals(new int[] {keep}, chain.kept());
      // Steps to the kept state from the others, then once more to it from itself.
      double[][] without = new double[100][];
      Arrays.setAll(without, s -> p[s].clone());
      for (double[] row : without) {
        row[keep] = 0;
      }
      double[] steps = solved(without, ones);
      assertEquals(steps[keep], chain.gather(ones)[keep], 1e-10);
    }
  }
}
