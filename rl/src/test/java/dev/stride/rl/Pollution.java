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
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs of everything, after which the JVM knows more than one kind behind every call. */
final class Pollution {
  private static final int POLLUTING_EPISODES = 10;

  private Pollution() {}

  /** A run as users run it; how many steps it took. */
  static long steps(
      Environment environment,
      Agent agent,
      @Nullable Rule<? super TraceStep> rule,
      Noise noise,
      int episodes) {
    return new Learning(environment, agent, null, rule, noise, 1, episodes)
        .run(Streams.of(1), Curve.every(Charge.EPISODES, Long.MAX_VALUE))
        .steps();
  }

  /** All agents in all environments, with the rules in turn. */
  static void run() {
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
            steps(
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
