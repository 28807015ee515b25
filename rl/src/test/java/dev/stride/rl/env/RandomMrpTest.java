package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.Learning;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import dev.stride.rl.td.TdLambda;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random reward processes against NumPy, Commons Math and what they are drawn from. */
class RandomMrpTest {
  private static final double DISCOUNT = 0.99;

  private static FiniteMdp model(String text, long run) {
    return Environments.registry().parse(text).model(Streams.of(run).rng());
  }

  /** As the program beside the figures draws it in NumPy, and solves it there. */
  @Test
  void theProcessOfSeed1000() {
    FiniteMdp mdp = model("random-mrp:seed=1000,features=5", 1);
    double[][] first = {
      {5, 0.78766731907728, 1.347637272695133},
      {2, 0.040709624769089126, 0.8592392004331887},
      {6, 0.17162305615363083, 1.312831559659897}
    };
    double[][] last = {
      {3, 0.3819228772937726, -0.06493879312432738},
      {7, 0.12203585413470508, -0.38986058895293785},
      {9, 0.4960412685715223, 0.0548885891910937}
    };
    for (double[] outcome : first) {
      assertOutcome(mdp, 0, outcome);
    }
    for (double[] outcome : last) {
      assertOutcome(mdp, 9, outcome);
    }
    assertEquals(0.1, mdp.rewardSd(mdp.first(0)));
    assertTrue(mdp.continuing());
    double[] values = TrueValues.of(mdp, TrueValues.uniform(mdp), DISCOUNT);
    assertEquals(-16.17371245456412, values[0], 1e-11);
    assertEquals(-18.281401439221188, values[9], 1e-11);
    double[] share = TrueValues.onPolicyWeights(mdp, TrueValues.uniform(mdp));
    assertEquals(0.49096371467622585, share[2], 1e-12);
    assertEquals(0.00020901593840660926, share[9], 1e-12);
    assertArrayEquals(
        new double[] {
          0.3632669330287835,
          0.24966945318236486,
          0.2497593863495718,
          0.5311436628444881,
          -0.6791236690514522
        },
        own("random-mrp:seed=1000,features=5", 0),
        1e-14);
    assertArrayEquals(
        new double[] {
          -0.19733034625457258,
          0.5952557705001911,
          -0.7223029678961792,
          0.021964300041629185,
          0.2907357807792611
        },
        own("random-mrp:seed=1000,features=5", 9),
        1e-14);
    assertEquals(4.368956827071017, least("random-mrp:seed=1000,features=5", "own"), 1e-10);
    assertEquals(0.9487884129434008, least("random-mrp:seed=1000", "binary"), 1e-10);
    assertEquals(0, least("random-mrp:seed=1000", "table"), 1e-10);
  }

  private static void assertOutcome(FiniteMdp mdp, int state, double[] outcome) {
    boolean found = false;
    for (int o = mdp.first(state); o < mdp.end(state); o++) {
      if (mdp.next(o) == (int) outcome[0]) {
        found = true;
        assertEquals(outcome[1], mdp.probability(o), 1e-15);
        assertEquals(outcome[2], mdp.reward(o), 1e-15);
      }
    }
    assertTrue(found);
  }

  private static double[] own(String text, int state) {
    Encoder encoder =
        Objects.requireNonNull(
            Environments.registry().parse(text).world(Streams.of(1).rng()).features());
    return row(encoder, state);
  }

  private static double[] row(Encoder encoder, int state) {
    Entries x = Entries.sparse(encoder.most());
    encoder.encode(new double[] {state}, x);
    double[] row = new double[encoder.size()];
    for (int k = 0; k < x.size; k++) {
      row[Objects.requireNonNull(x.index)[k]] = x.value[k];
    }
    return row;
  }

  private static Learning learning(String text, String features, double discount) {
    return new Learning(
        Environments.registry().parse(text),
        new TdLambda(0, Traces.Kind.ACCUMULATING, 0.1, 0),
        FeatureSets.registry().parse(features),
        Sgd.of(0.1),
        new None(),
        discount,
        1);
  }

  private static double least(String text, String features) {
    return learning(text, features, DISCOUNT).leastValueError(Streams.of(1));
  }

  /** Linear solves and weighted least squares by Commons Math, for processes of several runs. */
  @ParameterizedTest
  @CsvSource({
    "'random-mrp:states=30,branches=4,features=6', own",
    "'random-mrp:states=100,branches=10', binary",
    "'random-mrp:states=20,branches=20,deviation=0', 'aggregation:groups=5'",
  })
  void valuesAndLeastSquares(String text, String features) {
    for (int run = 1; run <= 3; run++) {
      Streams streams = Streams.of(run);
      World world = Environments.registry().parse(text).world(streams.at("model").rng());
      FiniteMdp mdp = Objects.requireNonNull(world.model());
      int n = mdp.states();
      RealMatrix p = new Array2DRowRealMatrix(n, n);
      RealVector r = new ArrayRealVector(n);
      for (int s = 0; s < n; s++) {
        for (int o = mdp.first(s); o < mdp.end(s); o++) {
          p.addToEntry(s, mdp.next(o), mdp.probability(o));
          r.addToEntry(s, mdp.probability(o) * mdp.reward(o));
        }
      }
      RealMatrix identity = MatrixUtils.createRealIdentityMatrix(n);
      RealVector v =
          new LUDecomposition(identity.subtract(p.scalarMultiply(DISCOUNT))).getSolver().solve(r);
      double[] ours = TrueValues.of(mdp, TrueValues.uniform(mdp), DISCOUNT);
      assertArrayEquals(v.toArray(), ours, 1e-9);
      RealVector share = identity.getRowVector(0);
      share = p.power(1 << 12).preMultiply(share);
      Encoder encoder =
          FeatureSets.registry().parse(features).encoder(world.space(), world.features());
      RealMatrix x = new Array2DRowRealMatrix(n, encoder.size());
      RealVector target = new ArrayRealVector(n);
      for (int s = 0; s < n; s++) {
        double root = Math.sqrt(share.getEntry(s));
        x.setRowVector(s, new ArrayRealVector(row(encoder, s)).mapMultiply(root));
        target.setEntry(s, root * v.getEntry(s));
      }
      RealVector w = new SingularValueDecomposition(x).getSolver().solve(target);
      double least = x.operate(w).subtract(target).getNorm();
      assertEquals(least, learning(text, features, DISCOUNT).leastValueError(streams), 1e-8);
    }
  }

  /** Differential values count but for a constant, so that a constant is free. */
  @Test
  void withoutADiscountAConstantIsFree() {
    String one = "aggregation:groups=1";
    Learning learning = learning("random-mrp:seed=3", one, 1);
    double error = learning.run(Streams.of(1), endsOnly()).valueError();
    assertTrue(error > 0.1);
    assertEquals(error, learning.leastValueError(Streams.of(1)), 1e-9);
  }

  private static Curve endsOnly() {
    return Curve.every(Charge.EPISODES, Long.MAX_VALUE);
  }

  /**
   * The first of two branches has a uniform probability, and rewards are standard normal; fixed
   * seeds, false alarm 1e-6 each. Where it goes is uniform: 5 deviations of a count.
   */
  @Test
  void drawnFromWhatItSays() {
    int runs = 400;
    double[] probabilities = new double[runs];
    double[] rewards = new double[10 * runs];
    int[] counts = new int[5];
    for (int run = 0; run < runs; run++) {
      FiniteMdp mdp = model("random-mrp:states=5,branches=2", run);
      probabilities[run] = mdp.probability(0);
      for (int o = 0; o < 10; o++) {
        rewards[10 * run + o] = mdp.reward(o);
        counts[mdp.next(o)]++;
      }
      assertNotEquals(mdp.next(0), mdp.next(1));
    }
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    // The cut itself is uniform, and so is what is below it.
    assertTrue(
        test.kolmogorovSmirnovTest(new UniformRealDistribution(null, 0, 1), probabilities) > 1e-6);
    assertTrue(test.kolmogorovSmirnovTest(new NormalDistribution(null, 0, 1), rewards) > 1e-6);
    for (int count : counts) {
      assertEquals(800, count, 5 * Math.sqrt(4000 * 0.2 * 0.8));
    }
  }

  @Test
  void fixedBySeedOrDrawnForEachRun() {
    assertEquals(model("random-mrp:seed=5", 1).reward(0), model("random-mrp:seed=5", 2).reward(0));
    assertNotEquals(model("random-mrp", 1).reward(0), model("random-mrp", 2).reward(0));
    assertEquals(model("random-mrp", 1).reward(0), model("random-mrp", 1).reward(0));
    assertEquals(1, Arrays.stream(own("random-mrp:features=3", 4)).map(x -> x * x).sum(), 1e-14);
  }
}
