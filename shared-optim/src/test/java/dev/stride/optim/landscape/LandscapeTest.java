package dev.stride.optim.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every landscape, over a table of all of them. */
class LandscapeTest {
  static Stream<String> all() {
    return Stream.concat(
        Landscapes.registry().entries().stream().map(Entry::name),
        Stream.of(
            "quadratic:condition=7,dimension=1",
            "rosenbrock:dimension=5",
            "canyon:b=0.1,c=1",
            "plateau:width=0.3,dimension=4,distance=1.5",
            "cliff:height=3,width=2,dimension=3",
            "rotated:condition=30,dimension=2,seed=5",
            "rotated:condition=3,dimension=17",
            "alternating:amplitude=3,dimension=1",
            "rescaling:factor=0.01,at=7,dimension=3",
            "sparse:dimension=1",
            "sparse:dimension=6,exponent=0",
            "sparse:dimension=5,exponent=1.5",
            "over-parameterised:samples=1,dimension=1",
            "over-parameterised:samples=4,dimension=7,seed=3",
            "sparse:dimension=1,exponent=10",
            "reddi:c=101,period=101",
            "reddi:c=5,period=4,mode=stochastic",
            "stiff:mode=scaled",
            "stiff:mode=orthogonal",
            "stiff:rate=3,horizon=1,terms=4",
            "stiff:horizon=10,terms=2",
            "stiff:terms=12,mode=orthogonal"));
  }

  private static Landscape parse(String text) {
    return Landscapes.registry().parse(text);
  }

  private static double[] near(double[] x, double spread, UniformRandomProvider rng) {
    return Arrays.stream(x).map(v -> v + spread * Samplers.gaussian(rng)).toArray();
  }

  /** Points near the start and near the minimum, by turns. */
  private static double[] somewhere(Landscape landscape, int round, UniformRandomProvider rng) {
    return round % 2 == 0 ? near(landscape.start(), 0.5, rng) : near(landscape.minimizer(), 1, rng);
  }

  /** The derivative of f along v at x by five points; off by h⁴ f⁽⁵⁾/30 and by rounding over h. */
  private static double[] derivative(
      double[] x, double[] v, double h, Function<double[], double[]> f) {
    double[] sum = new double[f.apply(x).length];
    double[] factors = {1, -8, 8, -1};
    double[] places = {-2, -1, 1, 2};
    for (int p = 0; p < places.length; p++) {
      double[] beside = x.clone();
      for (int i = 0; i < x.length; i++) {
        beside[i] += places[p] * h * v[i];
      }
      double[] there = f.apply(beside);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += factors[p] * there[i] / (12 * h);
      }
    }
    return sum;
  }

  private static double[] gradient(Landscape landscape, double[] x) {
    double[] gradient = new double[x.length];
    Arrays.fill(gradient, Double.NaN);
    landscape.gradient(x, gradient);
    return gradient;
  }

  private static double[] hessian(Landscape landscape, double[] x, double[] v) {
    double[] into = new double[x.length];
    Arrays.fill(into, Double.NaN);
    landscape.hessian(x, v, into);
    return into;
  }

  private static double[] unit(int n, int i) {
    double[] unit = new double[n];
    unit[i] = 1;
    return unit;
  }

  private static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsTheDerivativeOfTheValue(String text) {
    Landscape landscape = parse(text);
    UniformRandomProvider rng = Streams.of(1).at(text).rng();
    for (int round = 0; round < 20; round++) {
      double[] x = somewhere(landscape, round, rng);
      double[] gradient = gradient(landscape, x);
      double rounding = 1e-10 * Math.abs(landscape.value(x));
      for (int i = 0; i < x.length; i++) {
        double slope =
            derivative(x, unit(x.length, i), 1e-4, at -> new double[] {landscape.value(at)})[0];
        assertEquals(slope, gradient[i], 1e-7 * (1 + Math.abs(slope)) + rounding, text);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void anExactOneDrawsItself(String text) {
    Landscape landscape = parse(text);
    UniformRandomProvider rng = Streams.of(12).at(text).rng();
    double[] x = near(landscape.start(), 0.5, rng);
    boolean always = true;
    for (int k = 0; k < 10; k++) {
      double[] drawn = new double[x.length];
      always &= landscape.draw(k, x, rng, drawn) == landscape.value(x);
      always &= Arrays.equals(gradient(landscape, x), drawn);
    }
    if (landscape.isExact() || text.indexOf(':') < 0) {
      assertEquals(landscape.isExact(), always);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theHessianIsTheDerivativeOfTheGradientAndSymmetric(String text) {
    Landscape landscape = parse(text);
    UniformRandomProvider rng = Streams.of(2).at(text).rng();
    for (int round = 0; round < 20; round++) {
      double[] x = somewhere(landscape, round, rng);
      double[] u = near(new double[x.length], 1, rng);
      double[] v = near(new double[x.length], 1, rng);
      double[] product = hessian(landscape, x, v);
      double[] slopes = derivative(x, v, 1e-4, at -> gradient(landscape, at));
      double rounding = 1e-10 * norm(gradient(landscape, x));
      assertArrayEquals(slopes, product, 1e-7 * (1 + norm(slopes)) + rounding, text);
      double one = dot(u, product);
      double other = dot(v, hessian(landscape, x, u));
      assertEquals(one, other, 1e-13 * norm(u) * norm(product), text);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theMinimumIsAtTheMinimizerAndFlatThere(String text) {
    Landscape landscape = parse(text);
    double[] lowest = landscape.minimizer();
    double[] start = landscape.start();
    assertEquals(start.length, lowest.length);
    assertEquals(landscape.minimum(), landscape.value(lowest), 1e-12, text);
    double steep =
        Math.max(norm(gradient(landscape, start)), norm(hessian(landscape, lowest, start)));
    assertEquals(0, norm(gradient(landscape, lowest)), 1e-13 * (1 + steep), text);
    assertTrue(landscape.value(start) > landscape.minimum(), text);
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingLiesBelowTheMinimum(String text) {
    Landscape landscape = parse(text);
    double minimum = landscape.minimum();
    double rounding = 1e-14 * Math.abs(minimum);
    UniformRandomProvider rng = Streams.of(3).at(text).rng();
    for (int round = 0; round < 4_000; round++) {
      double[] around =
          round % 2 == 0 ? landscape.minimizer() : new double[landscape.start().length];
      double spread = StrictMath.pow(10, rng.nextInt(5) - 3);
      assertTrue(landscape.value(near(around, spread, rng)) >= minimum - rounding, text);
    }
  }

  /** The same question to the same stream, beside x: a draw is one function. */
  @ParameterizedTest
  @MethodSource("all")
  void aDrawHasTheGradientOfItsValue(String text) {
    Landscape landscape = parse(text);
    UniformRandomProvider rng = Streams.of(4).at(text).rng();
    for (int round = 0; round < 12; round++) {
      double[] x = somewhere(landscape, round, rng);
      long k = round;
      double[] gradient = new double[x.length];
      Arrays.fill(gradient, Double.NaN);
      double value = landscape.draw(k, x, Streams.of(round).rng(), gradient);
      assertEquals(value, landscape.draw(k, x, Streams.of(round).rng(), null), 0, text);
      double rounding = 1e-10 * Math.abs(value);
      for (int i = 0; i < x.length; i++) {
        double slope =
            derivative(
                x,
                unit(x.length, i),
                1e-4,
                at -> new double[] {landscape.draw(k, at, Streams.of(k).rng(), null)})[0];
        assertEquals(slope, gradient[i], 1e-7 * (1 + Math.abs(slope)) + rounding, text);
      }
    }
  }

  /**
   * The mean of many draws, over whole periods of what is periodic and behind what ends, is the
   * landscape. Each mean may be off by 5 standard errors: false alarm 6e-7, and 1e-4 for the table.
   */
  @ParameterizedTest
  @MethodSource("all")
  void theMeanOfTheDrawsIsTheLandscape(String text) {
    Landscape landscape = parse(text);
    UniformRandomProvider rng = Streams.of(5).at(text).rng();
    int draws = 6 * 101 * 20;
    double[] x = near(landscape.start(), 0.5, rng);
    int n = x.length;
    double[] truth = Arrays.copyOf(gradient(landscape, x), n + 1);
    truth[n] = landscape.value(x);
    double[] drawn = new double[n + 1];
    double[] sum = new double[n + 1];
    double[] squares = new double[n + 1];
    double[] gradient = new double[n];
    for (int k = 0; k < draws; k++) {
      drawn[n] = landscape.draw(draws + k, x, rng, gradient);
      System.arraycopy(gradient, 0, drawn, 0, n);
      for (int i = 0; i <= n; i++) {
        double off = drawn[i] - truth[i];
        sum[i] += off;
        squares[i] += off * off;
      }
    }
    for (int i = 0; i <= n; i++) {
      double error = Math.sqrt(squares[i]) / draws;
      assertEquals(0, sum[i] / draws, 5 * error + 1e-11 * Math.abs(truth[i]), text + " " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTextReadsBack(String text) {
    assertEquals(parse(text), parse(Landscapes.registry().print(parse(text))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quadratic:condition=0.5 | condition must be at least 1, not 0.5",
        "quadratic:dimension=0 | dimension must be from 1 to 1000000, not 0",
        "rosenbrock:1 | dimension must be from 2 to 1000000, not 1",
        "canyon:c=0 | c must be positive, not 0.0",
        "plateau:width=0 | width must be positive, not 0.0",
        "plateau:distance=0 | distance must be positive, not 0.0",
        "plateau:dimension=0 | dimension must be from 1 to 1000000, not 0",
        "saddle:offset=-1 | offset must not be negative, and is -1.0",
        "cliff:height=-1 | height must not be negative, and is -1.0",
        "cliff:width=0 | width must be positive, not 0.0",
        "cliff:dimension=0 | dimension must be from 1 to 1000000, not 0",
        "rotated:condition=0 | condition must be at least 1, not 0.0",
        "rotated:dimension=1 | dimension must be from 2 to 1000000, not 1",
        "alternating:amplitude=-2 | amplitude must not be negative, and is -2.0",
        "alternating:dimension=0 | dimension must be from 1 to 1000000, not 0",
        "rescaling:factor=0 | factor must be positive, not 0.0",
        "rescaling:at=-1 | at must not be negative, and is -1",
        "rescaling:dimension=0 | dimension must be from 1 to 1000000, not 0",
        "sparse:dimension=2000000 | dimension must be from 1 to 1000000, not 2000000",
        "sparse:exponent=-1 | exponent must be from 0 to 10, not -1.0",
        "sparse:exponent=11 | exponent must be from 0 to 10, not 11.0",
        "over-parameterised:samples=31 | samples must be from 1 to dimension, 30, not 31",
        "over-parameterised:samples=0 | samples must be from 1 to dimension, 30, not 0",
        "over-parameterised:dimension=0 | dimension must be from 1 to 1000000, not 0",
        "reddi:c=2 | c must be above period - 1 = 2, not 2.0",
        "reddi:period=1 | period must be at least 2, not 1",
        "stiff:rate=0 | rate must be from 1e-6 to 1e12, not 0.0",
        "stiff:rate=1e13 | rate must be from 1e-6 to 1e12, not 1.0E13",
        "stiff:horizon=11 | horizon must be from 1e-6 to 10, not 11.0",
        "stiff:horizon=1e-7 | horizon must be from 1e-6 to 10, not 1.0E-7",
        "stiff:horizon=0 | horizon must be from 1e-6 to 10, not 0.0",
        "stiff:terms=13 | terms must be from 2 to 12, not 13",
        "stiff:terms=1 | terms must be from 2 to 12, not 1",
      })
  void aWrongSettingIsExplained(String text, String why) {
    String message = assertThrows(BadInput.class, () -> parse(text)).getMessage();
    assertTrue(message.endsWith(": " + why), message);
  }
}
