package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.optim.schedule.Inverse;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.feature.Features;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every agent on every kind of features, and where linear TD comes to rest. */
class AgentsOnFeaturesTest {
  private static final double DISCOUNT = 0.95;

  private static final List<String> FEATURES =
      List.of(
          "tiles:tilings=4,tiles=3",
          "fourier:order=2",
          "radial:centres=4,normalised=true",
          "polynomial:degree=2",
          "aggregation:groups=4");

  private static final List<String> VARIANTS =
      List.of(
          "td-lambda:trace=replacing",
          "td-lambda:trace=dutch",
          "sarsa:lambda=0.9,trace=replacing",
          "expected-sarsa:lambda=0.9,trace=dutch",
          "watkins-q:trace=replacing,epsilon=0.3");

  /** Tasks of all kinds: with a choice and without one, with coordinates, without an end. */
  private static final List<String> TASKS =
      List.of("random-walk", "frozen-lake", "mountain-car:limit=60", "access-control", "bandit");

  /**
   * The same features with a number of idle ones behind each, which are 0 in every state and change
   * nothing; the order of the others stays.
   */
  private record Spread(Features of) implements Features {
    private static final int FACTOR = 3;

    @Override
    public Encoder encoder(Space space, @Nullable Encoder own) {
      Encoder inner = of.encoder(space, own);
      return new Encoder() {
        @Override
        public int size() {
          return FACTOR * inner.size();
        }

        @Override
        public int most() {
          return inner.most() + 1;
        }

        @Override
        public void encode(double[] observation, Entries into) {
          inner.encode(observation, into);
          for (int k = 0; k < into.size; k++) {
            Objects.requireNonNull(into.index)[k] *= FACTOR;
          }
        }
      };
    }
  }

  private static Agent agent(String text) {
    return Agents.registry().parse(text);
  }

  private static Environment task(String text) {
    return Environments.registry().parse(text);
  }

  private static Features features(String text) {
    return FeatureSets.registry().parse(text);
  }

  private static Learning learning(Environment task, Agent agent, Features features, String rule) {
    return new Learning(
        task,
        agent,
        features,
        agent.takesRule()
            ? Rules.parse(
                agent.stepType() == TraceStep.class ? rule : "sgd:0.01",
                TraceStep.class,
                "temporal-difference learning")
            : null,
        new Gaussian(0.5),
        0.9,
        4);
  }

  /** All that fit. */
  static Stream<Arguments> triples() {
    List<Arguments> triples = new ArrayList<>();
    for (String task : TASKS) {
      for (String features : FEATURES) {
        Stream.concat(Agents.registry().entries().stream().map(Entry::name), VARIANTS.stream())
            .forEach(
                agent -> {
                  try {
                    learning(task(task), agent(agent), features(features), "sgd:0.01");
                    triples.add(Arguments.of(task, features, agent));
                  } catch (BadInput misfit) {
                    assertTrue(misfit.getMessage().length() > 20, misfit.getMessage());
                  }
                });
      }
    }
    return triples.stream();
  }

  private static LearningResult run(Learning learning, long seed) {
    return learning.run(Streams.of(seed), Curve.every(Charge.EPISODES, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("triples")
  void whereTheFeaturesStandChangesNothing(String task, String features, String agent) {
    for (String rule : List.of("sgd:0.01", "autotidbd")) {
      Learning here = learning(task(task), agent(agent), features(features), rule);
      Learning there = learning(task(task), agent(agent), new Spread(features(features)), rule);
      LearningResult one = run(here, 5);
      LearningResult again = run(here, 5);
      LearningResult spread = run(there, 5);
      assertArrayEquals(one.weights(), again.weights());
      assertEquals(one.diverged(), spread.diverged());
      assertArrayEquals(one.returns(), spread.returns());
      assertEquals(one.valueError(), spread.valueError());
      assertSameWhereActive(here, one.weights(), spread.weights());
      assertTrue(one.diverged() || Double.isFinite(one.valueError()), one.message());
    }
  }

  /**
   * Weights stand in blocks of a row for each feature; rows of idle features stay where they began.
   */
  private static void assertSameWhereActive(Learning learning, double[] one, double[] spread) {
    assertEquals(Spread.FACTOR * one.length, spread.length);
    List<Double> active = new ArrayList<>();
    double[] begin = new double[spread.length];
    try (var world = learning.environment().world(Streams.of(0).rng())) {
      Encoder encoder = new Spread(learning.seen()).encoder(world.space(), world.features());
      var layout = learning.agent().layout(world, encoder);
      learning.agent().initialise(layout, begin);
      layout
          .blocks()
          .forEach(
              block -> {
                int rows = block.shape().get(0);
                int width = block.size() / rows;
                for (int k = 0; k < block.size(); k++) {
                  int at = block.offset() + k;
                  if (k / width % Spread.FACTOR == 0) {
                    active.add(spread[at]);
                  } else {
                    assertEquals(begin[at], spread[at], "idle " + at);
                  }
                }
              });
    }
    assertArrayEquals(one, active.stream().mapToDouble(w -> w).toArray());
  }

  /** Values that one step of TD leaves alone in the mean: XᵀD(r + γPXw - Xw) = 0, all dense. */
  private static double[] restOfTd(double[][] x, FiniteMdp mdp, double[] share) {
    int n = x[0].length;
    double[][] a = new double[n][n];
    double[] b = new double[n];
    for (int s = 0; s < x.length; s++) {
      for (int o = s == 0 ? 0 : mdp.end(s - 1); o < mdp.end(s); o++) {
        double p = share[s] * mdp.probability(o);
        for (int i = 0; i < n; i++) {
          b[i] += p * x[s][i] * mdp.reward(o);
          for (int j = 0; j < n; j++) {
            double then = mdp.terminated(o) ? 0 : DISCOUNT * x[mdp.next(o)][j];
            a[i][j] += p * x[s][i] * (x[s][j] - then);
          }
        }
      }
    }
    double[] w =
        new SingularValueDecomposition(new Array2DRowRealMatrix(a))
            .getSolver()
            .solve(new ArrayRealVector(b))
            .toArray();
    return values(x, w);
  }

  private static double[] values(double[][] x, double[] w) {
    return new Array2DRowRealMatrix(x).operate(w);
  }

  private static double[][] dense(Encoder encoder, int states) {
    double[][] x = new double[states][encoder.size()];
    Entries entries = Entries.sparse(encoder.most());
    for (int s = 0; s < states; s++) {
      encoder.encode(new double[] {s}, entries);
      for (int k = 0; k < entries.size; k++) {
        x[s][Objects.requireNonNull(entries.index)[k]] = entries.value[k];
      }
    }
    return x;
  }

  /**
   * Over 20 other seeds the distance had a mean of 0.0028 at most and a standard deviation of
   * 0.0014 (least squares), and 0.0165 and 0.0060 (TD, with step sizes like 1/n), so that every
   * bound is more than five standard deviations off: false alarms below 1e-6 if it were normal, and
   * none with these seeds. Radial bumps overlap so much that TD is at 0.065 by then, and is left
   * out.
   */
  @ParameterizedTest
  @CsvSource({
    "td, tiles:tilings=4;tiles=3, 0.05",
    "td, fourier:order=2, 0.05",
    "td, polynomial:degree=2, 0.05",
    "td, aggregation:groups=4, 0.03",
    "lstd:epsilon=0.01, tiles:tilings=4;tiles=3, 0.015",
    "lstd:epsilon=0.01, fourier:order=2, 0.015",
    "lstd:epsilon=0.01, radial:centres=4;normalised=true, 0.015",
    "lstd:epsilon=0.01, polynomial:degree=2, 0.015",
    "lstd:epsilon=0.01, aggregation:groups=4, 0.015",
  })
  void valuesComeToRestWhereTheMeanStepIsZero(String agent, String text, double bound) {
    Features features = features(text.replace(';', ','));
    Environment walk = task("random-walk");
    Agent learner = agent(agent);
    Learning learning =
        new Learning(
            walk,
            learner,
            features,
            learner.takesRule() ? new Sgd(new Inverse(0.05, 1 / 20_000.0)) : null,
            new None(),
            DISCOUNT,
            5000);
    FiniteMdp mdp = walk.model(Streams.of(0).rng());
    double[] share = TrueValues.onPolicyWeights(mdp, TrueValues.uniform(mdp), mdp.limit());
    double[][] x = dense(features.encoder(Space.finite(mdp.states()), null), mdp.states());
    double[] rest = restOfTd(x, mdp, share);
    double before = distance(new double[rest.length], rest, share);
    assertTrue(before > 2 * bound, before + " at first");
    for (int seed = 1; seed <= 2; seed++) {
      double off = distance(values(x, run(learning, seed).weights()), rest, share);
      assertTrue(off < bound, off + " off, seed " + seed);
    }
  }

  /** Root mean square over visits. */
  private static double distance(double[] v, double[] rest, double[] share) {
    double sum = 0;
    for (int s = 0; s < v.length; s++) {
      sum += share[s] * (v[s] - rest[s]) * (v[s] - rest[s]);
    }
    return Math.sqrt(sum);
  }
}
