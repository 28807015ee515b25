package dev.stride.optim.rule;

import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of every rule, from the refilling of the step to the sum with the parameters, beside the
 * same written by hand: once in two passes like the rule and its caller, and once fused into one.
 * Each in a JVM of its own. {@link RuleBenchmarkTable} divides by the entries of a step and
 * compares.
 *
 * <p>All arrays begin at multiples of 32 bytes, the width of a vector. Else that is left to chance,
 * which decides over a quarter of the time at n = 16.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:ObjectAlignmentInBytes=32")
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 40, timeUnit = TimeUnit.MILLISECONDS)
public class RuleBenchmark {

  /** What is timed. */
  public enum Written {
    /** The rule. */
    RULE,
    /** The loop that rewrites the step, and the one that adds it. */
    LOOP,
    /** The loop that does both at once. */
    FUSED
  }

  /** All n parameters, where nothing is decomposed. */
  @State(Scope.Thread)
  public static class Dense {
    @Param({
      "sgd",
      "momentum",
      "nesterov",
      "normalised",
      "adagrad",
      "rmsprop",
      "adadelta",
      "lion",
      "rprop",
      "adam",
      "amsgrad",
      "adamw",
      "adamax",
      "nadam",
      "radam",
      "adabelief",
      "yogi",
      "adam-mini",
      "adafactor",
      "dog",
      "d-adaptation",
      "prodigy",
      "schedule-free",
      "lookahead",
      "ema",
      "polyak",
      "surprise",
      "surprise-normalised",
      "surprise-saturating",
      "pearce-hall",
      "bakf",
      "sample-average",
      "idbd",
      "autostep",
      "tidbd",
      "autotidbd",
      "alpha-bound",
      "vsgd",
      "obgd",
      "kalman",
      "surprise-signal",
      "clip-norm",
      "clip-value",
      "clip-adaptive",
      "centralise",
      "decay",
      "plateau",
      "noise",
      "box",
      "freeze",
      "group",
      "nan-guard",
      "maximise"
    })
    String rule;

    @Param({"16", "1024", "1000000"})
    int size;

    @Param Written written;

    Runnable step;

    @Setup
    public void start() {
      step = dense(rule, size, written);
    }
  }

  /** Rules that decompose matrices. */
  @State(Scope.Thread)
  public static class Decomposing {
    @Param({"shampoo", "qng"})
    String rule;

    @Param("16")
    int size;

    @Param Written written;

    Runnable step;

    @Setup
    public void start() {
      step = dense(rule, size, written);
    }
  }

  /** Eight of 4096 parameters. */
  @State(Scope.Thread)
  public static class Sparse {
    @Param({
      "sgd",
      "momentum",
      "nesterov",
      "normalised",
      "adagrad",
      "rmsprop",
      "adadelta",
      "lion",
      "rprop",
      "adam",
      "amsgrad",
      "adamw",
      "adamax",
      "nadam",
      "radam",
      "adabelief",
      "yogi",
      "adam-mini",
      "schedule-free",
      "lookahead",
      "ema",
      "polyak",
      "surprise",
      "surprise-normalised",
      "surprise-saturating",
      "pearce-hall",
      "bakf",
      "sample-average",
      "idbd",
      "autostep",
      "tidbd",
      "autotidbd",
      "alpha-bound",
      "vsgd",
      "obgd",
      "kalman",
      "surprise-signal",
      "clip-norm",
      "clip-value",
      "decay",
      "plateau",
      "noise",
      "box",
      "freeze",
      "group",
      "nan-guard",
      "maximise"
    })
    String rule;

    @Param Written written;

    Runnable step;

    @Setup
    public void start() {
      step = sparse(rule, written);
    }
  }

  private static Runnable dense(String name, int n, Written written) {
    Rule<Step> rule = Dealer.rule(HandLoops.text(name));
    Proposals proposals = Proposals.dense(rule, n);
    if (written == Written.RULE) {
      return byRule(rule.start(HandLoops.layout(name, n)), proposals);
    }
    HandLoop loop = HandLoops.of(name, n);
    Step step = proposals.step;
    double[] x = proposals.x;
    if (written == Written.FUSED) {
      return () -> {
        proposals.next();
        loop.denseFused(step, x);
      };
    }
    return () -> {
      proposals.next();
      loop.dense(step, x);
      HandLoop.addDense(step, x);
    };
  }

  private static Runnable sparse(String name, Written written) {
    Rule<Step> rule = Dealer.rule(HandLoops.text(name));
    Proposals proposals = Proposals.sparse(rule);
    if (written == Written.RULE) {
      return byRule(rule.start(HandLoops.layout(name, Proposals.N)), proposals);
    }
    HandLoop loop = HandLoops.of(name, Proposals.N);
    Step step = proposals.step;
    double[] x = proposals.x;
    if (written == Written.FUSED) {
      return () -> {
        proposals.next();
        loop.sparseFused(step, x);
      };
    }
    return () -> {
      proposals.next();
      loop.sparse(step, x);
      HandLoop.addSparse(step, x);
    };
  }

  private static Runnable byRule(Rule.State<Step> state, Proposals proposals) {
    Step step = proposals.step;
    double[] x = proposals.x;
    return () -> {
      proposals.next();
      state.apply(step, x);
      step.addTo(x);
    };
  }

  @Benchmark
  public void dense(Dense subject) {
    subject.step.run();
  }

  @Benchmark
  public void decomposing(Decomposing subject) {
    subject.step.run();
  }

  @Benchmark
  public void sparse(Sparse subject) {
    subject.step.run();
  }
}
