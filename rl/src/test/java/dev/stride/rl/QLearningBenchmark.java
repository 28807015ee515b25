package dev.stride.rl;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.CliffWalking;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of tabular Q-learning on cliff walking: the design against one hand-written loop, in a
 * fresh JVM and in one through which all agents, environments and rules have gone before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class QLearningBenchmark {
  private static final int EPISODES = 50_000;

  private static final int POLLUTING_EPISODES = 10;

  /** What the seed gives; checked before measuring. */
  private static final int STEPS = 847_991;

  private static final Streams STREAMS = Streams.of(1);

  /** What went through the JVM before. */
  @Param({"fresh", "polluted"})
  public String jvm;

  /** Warms up the JVM, and checks that both loops do the same. */
  @Setup
  public void prepare() {
    if (jvm.equals("polluted")) {
      pollute();
    }
    if (monolith() != STEPS || design() != STEPS) {
      throw new IllegalStateException(monolith() + " and " + design() + " steps");
    }
  }

  /** One loop, by hand. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long monolith() {
    Monolith loop = new Monolith(EPISODES);
    loop.run(STREAMS, 0.5, 0.1);
    return loop.steps;
  }

  /** As users run it. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long design() {
    return run(new CliffWalking(false), new QLearning(0.1, 0), Sgd.of(0.5), new None(), EPISODES);
  }

  private static long run(
      Environment environment,
      Agent agent,
      @Nullable Rule<? super TraceStep> rule,
      Noise noise,
      int episodes) {
    return new Learning(environment, agent, null, rule, noise, 1, episodes)
        .run(STREAMS, Curve.every(Charge.EPISODES, Long.MAX_VALUE))
        .steps();
  }

  /** All agents in all environments, with the rules in turn. */
  private static void pollute() {
    List<Rule<? super TraceStep>> rules = rules();
    List<Noise> noises = List.of(new None(), new Gaussian(1));
    int turn = 0;
    for (Entry<Environment> environment : Environments.registry().entries()) {
      if (environment.name().equals("gymnasium")) {
        continue; // A Python process for every pair.
      }
      for (Entry<Agent> agent : Agents.registry().entries()) {
        for (Noise noise : noises) {
          Rule<? super TraceStep> rule = rules.get(turn++ % rules.size());
          try {
            run(
                environment.defaults(),
                agent.defaults(),
                agent.defaults().takesRule() ? rule : null,
                noise,
                POLLUTING_EPISODES);
          } catch (BadInput misfit) {
            // Not everything goes with everything.
          }
        }
      }
    }
  }

  /** All rules that a learner can use on sparse steps, and a chain of two; others take hours. */
  private static List<Rule<? super TraceStep>> rules() {
    List<Rule<? super TraceStep>> rules = new ArrayList<>();
    rules.add(Rules.parse("sgd+sgd:1", TraceStep.class, "learning"));
    for (Entry<Rule<?>> entry : Rules.registry().entries()) {
      Rule<?> rule = entry.defaults();
      if (rule.stepType().isAssignableFrom(TraceStep.class) && !rule.needsDense()) {
        rules.add(Rules.parse(entry.name(), TraceStep.class, "learning"));
      }
    }
    return rules;
  }
}
