package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a rule, the refilling of the step included, beside loops written by hand for the same
 * formulas with the same refilling.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RuleBenchmark {

  /** Random proposals and what a hand-written loop needs. */
  public abstract static class Proposals {
    double[] proposed;
    double[] value;
    double[] m;
    double[] v;
    double[] x;
    double power1 = 1;
    double power2 = 1;

    void fill(int entries, int n) {
      UniformRandomProvider rng = Streams.of(1).rng();
      proposed = new double[entries];
      Arrays.setAll(proposed, i -> Samplers.gaussian(rng));
      value = new double[entries];
      m = new double[n];
      v = new double[n];
      x = new double[n];
    }

    /** The powers of Adam's decays, kept from becoming subnormal and slow. */
    void age() {
      power1 = Math.max(1e-17, 0.9 * power1);
      power2 = Math.max(1e-17, 0.999 * power2);
    }

    double[] refill(double[] into) {
      System.arraycopy(proposed, 0, into, 0, proposed.length);
      return into;
    }
  }

  /** All n parameters. */
  @State(Scope.Thread)
  public static class Dense extends Proposals {
    @Param({"16", "1024", "1000000"})
    int n;

    @Setup
    public void fill() {
      fill(n, n);
    }
  }

  /** Eight of 4096 parameters. */
  @State(Scope.Thread)
  public static class Sparse extends Proposals {
    static final int N = 4096;
    int[] index;

    @Setup
    public void fill() {
      fill(8, N);
      index = new int[8];
      Arrays.setAll(index, j -> j * 500 + 7);
    }
  }

  /** The rule. */
  @State(Scope.Thread)
  public static class Subject {
    @Param({
      "sgd",
      "momentum",
      "nesterov",
      "normalised",
      "adagrad",
      "rmsprop",
      "adam",
      "amsgrad",
      "adamw",
      "adadelta",
      "adamax",
      "nadam",
      "radam",
      "adabelief",
      "yogi",
      "adam-mini",
      "lion",
      "rprop",
      "surprise",
      "surprise-normalised",
      "clip-norm",
      "clip-value"
    })
    String rule;

    Rule.State<? super Step> state(int n) {
      return Rules.parse(rule, Step.class, "a benchmark").start(Layout.flat(n));
    }
  }

  /** The rule on a dense step. */
  @State(Scope.Thread)
  public static class DenseRule {
    Rule.State<? super Step> state;
    Step step;

    @Setup
    public void start(Subject subject, Dense dense) {
      state = subject.state(dense.n);
      step = Step.dense(dense.n);
      step.surprise = 0.7;
    }
  }

  /** The rule on a sparse step. */
  @State(Scope.Thread)
  public static class SparseRule {
    Rule.State<? super Step> state;
    Step step;

    @Setup
    public void start(Subject subject, Sparse sparse) {
      state = subject.state(Sparse.N);
      step = Step.sparse(8);
      step.size = 8;
      System.arraycopy(sparse.index, 0, step.index, 0, 8);
      step.surprise = 0.7;
    }
  }

  @Benchmark
  public double[] dense(Dense dense, DenseRule rule) {
    dense.refill(rule.step.value);
    rule.state.apply(rule.step, dense.x);
    return rule.step.value;
  }

  @Benchmark
  public double[] sparse(Sparse sparse, SparseRule rule) {
    sparse.refill(rule.step.value);
    rule.state.apply(rule.step, sparse.x);
    return rule.step.value;
  }

  @Benchmark
  public double[] handSgd(Dense dense) {
    double[] d = dense.refill(dense.value);
    for (int i = 0; i < d.length; i++) {
      d[i] *= 0.01;
    }
    return d;
  }

  @Benchmark
  public double[] handMomentum(Dense dense) {
    double[] d = dense.refill(dense.value);
    double[] b = dense.m;
    for (int i = 0; i < d.length; i++) {
      double velocity = 0.9 * b[i] + d[i];
      b[i] = velocity;
      d[i] = 0.01 * velocity;
    }
    return d;
  }

  @Benchmark
  public double[] handRmsProp(Dense dense) {
    double[] d = dense.refill(dense.value);
    double[] v = dense.v;
    for (int i = 0; i < d.length; i++) {
      double now = 0.9 * v[i] + 0.1 * d[i] * d[i];
      v[i] = now;
      d[i] = 0.001 * d[i] / Math.sqrt(now + 1e-8);
    }
    return d;
  }

  @Benchmark
  public double[] handAdam(Dense dense) {
    double[] d = dense.refill(dense.value);
    double[] m = dense.m;
    double[] v = dense.v;
    dense.age();
    double rate = 0.001 / (1 - dense.power1);
    double root = 1 / Math.sqrt(1 - dense.power2);
    for (int i = 0; i < d.length; i++) {
      double mean = 0.9 * m[i] + 0.1 * d[i];
      double square = 0.999 * v[i] + 0.001 * d[i] * d[i];
      m[i] = mean;
      v[i] = square;
      d[i] = rate * mean / (Math.sqrt(square) * root + 1e-8);
    }
    return d;
  }

  /** With one bias correction for all, which is wrong for what appears late. */
  @Benchmark
  public double[] handAdamSparse(Sparse sparse) {
    double[] d = sparse.refill(sparse.value);
    int[] index = sparse.index;
    double[] m = sparse.m;
    double[] v = sparse.v;
    sparse.age();
    double rate = 0.001 / (1 - sparse.power1);
    double root = 1 / Math.sqrt(1 - sparse.power2);
    for (int j = 0; j < d.length; j++) {
      int i = index[j];
      double mean = 0.9 * m[i] + 0.1 * d[j];
      double square = 0.999 * v[i] + 0.001 * d[j] * d[j];
      m[i] = mean;
      v[i] = square;
      d[j] = rate * mean / (Math.sqrt(square) * root + 1e-8);
    }
    return d;
  }
}
