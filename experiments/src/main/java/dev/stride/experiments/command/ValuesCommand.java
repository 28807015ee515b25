package dev.stride.experiments.command;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.mdp.AverageReward;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Method;
import dev.stride.rl.mdp.TrueValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the exact optimal values of an environment. */
@Command(
    name = "values",
    description = {
      "Compute the exact optimal values of an environment by dynamic programming.",
      "A task without episodes and without a discount has an average reward instead."
    },
    footer = {
      "",
      "Example: stride values frozen-lake --discount 0.99 --json",
      "         stride values cliff-walking --epsilon 0.1 --state 36"
    })
final class ValuesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "ENVIRONMENT",
      description = "What 'stride list environment' shows, as in frozen-lake:slippery=false.")
  private String environment;

  @Option(
      names = "--discount",
      paramLabel = "GAMMA",
      defaultValue = "1",
      description = "Discount per step, from 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double discount;

  @Option(
      names = "--time-limit",
      paramLabel = "N",
      description =
          "Cut episodes after N steps, and let policies watch the clock (default: never).")
  private @Nullable Integer timeLimit;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      defaultValue = "0",
      description =
          "Values of the best policy that takes a uniformly random action with this probability"
              + " (default: ${DEFAULT-VALUE}).")
  private double epsilon;

  @Option(
      names = "--state",
      paramLabel = "S",
      description = "Also the value of this state, by its number from 0 on, and of its actions.")
  private @Nullable Integer state;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "value-iteration, policy-iteration or modified-policy-iteration; all give the same"
              + " (default: policy-iteration).")
  private @Nullable String method;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of what an environment draws, as a bandit's arms (default: 1).")
  private long seed;

  @Override
  public Integer call() {
    requireShare("--discount", discount);
    requireShare("--epsilon", epsilon);
    if (timeLimit != null && timeLimit < 1) {
      throw new BadInput("--time-limit must be at least 1, not " + timeLimit);
    }
    Environment chosen = Environments.registry().parse(environment);
    FiniteMdp mdp = chosen.model(Streams.of(seed).at("model").rng());
    if (state != null && (state < 0 || state >= mdp.states())) {
      throw new BadInput("--state must be from 0 to " + (mdp.states() - 1) + " here, not " + state);
    }
    String name = Environments.registry().print(chosen);
    Values values = values(mdp);
    output.write(json(name, values), text(name, values), spec.commandLine().getOut());
    return ExitCode.DONE;
  }

  private static void requireShare(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new BadInput(option + " must be from 0 to 1, not " + value);
    }
  }

  private Values values(FiniteMdp mdp) {
    boolean average = mdp.continuing() && discount == 1 && timeLimit == null;
    if (method != null && (average || timeLimit != null)) {
      throw new BadInput(
          "--method is for values without a time limit, and not for average rewards");
    }
    try {
      if (average) {
        return Values.average(mdp, epsilon);
      }
      return timeLimit == null
          ? Values.endless(mdp, discount, epsilon, chosenMethod())
          : Values.limited(mdp, discount, epsilon, timeLimit);
    } catch (IllegalArgumentException infinite) {
      throw new BadInput(
          environment + " with discount " + discount + ": " + infinite.getMessage(), infinite);
    }
  }

  private Method chosenMethod() {
    for (Method known : Method.values()) {
      if (method == null ? known == Method.POLICY_ITERATION : known.toString().equals(method)) {
        return known;
      }
    }
    throw new BadInput(
        "--method must be one of "
            + Arrays.toString(Method.values()).replaceAll("[\\[\\]]", "")
            + ", not "
            + method);
  }

  private Json json(String name, Values values) {
    Json json =
        new Json()
            .put("environment", name)
            .put("discount", discount)
            .put("epsilon", epsilon)
            .put("timeLimit", timeLimit)
            .put(values.average ? "averageReward" : "value", values.atStart)
            .put(values.average ? "differentialValues" : "states", values.states)
            .put("bestActions", values.bestActions());
    if (state != null) {
      json.put(
          "state",
          new Json()
              .put("number", state)
              .put("value", values.states[state])
              .put("actions", values.actions(state)));
    }
    return json;
  }

  private String text(String name, Values values) {
    String of = epsilon == 0 ? "V*" : "V of the best " + epsilon + "-soft policy";
    String gain =
        epsilon == 0
            ? "best average reward"
            : "average reward of the best " + epsilon + "-soft policy";
    StringBuilder text = new StringBuilder();
    text.append(
        values.average
            ? String.format(
                Locale.ROOT,
                "%s: %s = %.10g per step (%d states, no episodes)%n",
                name,
                gain,
                values.atStart,
                values.states.length)
            : String.format(
                Locale.ROOT,
                "%s, discount %s: %s = %.10g at the start (%d states, %s)%n",
                name,
                discount,
                of,
                values.atStart,
                values.states.length,
                timeLimit == null ? "no time limit" : "cut after " + timeLimit + " steps"));
    if (state != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "  state %d: %s%.10g%n",
              state,
              values.average ? "differential value " : "",
              values.states[state]));
      double[] actions = values.actions(state);
      for (int a = 0; a < actions.length; a++) {
        text.append(String.format(Locale.ROOT, "    action %d: %.10g%n", a, actions[a]));
      }
    }
    return text.toString();
  }

  /**
   * Exact values.
   *
   * @param average whether they are an average reward and the differential values
   * @param atStart the average reward, or the value at the start
   * @param states the value of each state
   * @param actions the value of each state-action pair
   */
  private record Values(boolean average, double atStart, double[] states, double[] actions) {

    static Values endless(FiniteMdp mdp, double discount, double epsilon, Method method) {
      double[] v = TrueValues.bestSoft(mdp, discount, epsilon, method);
      double[] q = TrueValues.actionValues(mdp, v, discount);
      return new Values(false, TrueValues.atStart(mdp, v), v, q);
    }

    static Values limited(FiniteMdp mdp, double discount, double epsilon, int limit) {
      double[] v = TrueValues.bestSoft(mdp, discount, epsilon, limit);
      double[] then = TrueValues.bestSoft(mdp, discount, epsilon, limit - 1);
      double[] q = TrueValues.actionValues(mdp, then, discount);
      return new Values(false, TrueValues.atStart(mdp, v), v, q);
    }

    static Values average(FiniteMdp mdp, double epsilon) {
      AverageReward best = AverageReward.optimal(mdp, epsilon);
      double[] q = TrueValues.actionValues(mdp, best.differential(), 1);
      for (int pair = 0; pair < q.length; pair++) {
        q[pair] -= best.gain()[pair / mdp.actions()];
      }
      return new Values(true, TrueValues.atStart(mdp, best.gain()), best.differential(), q);
    }

    double[] actions(int state) {
      int n = actions.length / states.length;
      return Arrays.copyOfRange(actions, state * n, (state + 1) * n);
    }

    /** The best actions of each state, tied ones together. */
    List<List<Integer>> bestActions() {
      double scale = Arrays.stream(actions).map(Math::abs).max().orElse(0);
      List<List<Integer>> all = new ArrayList<>();
      for (int s = 0; s < states.length; s++) {
        double[] q = actions(s);
        double least = Arrays.stream(q).max().orElse(0) - 1e-9 * scale;
        List<Integer> best = new ArrayList<>();
        for (int a = 0; a < q.length; a++) {
          if (q[a] >= least) {
            best.add(a);
          }
        }
        all.add(best);
      }
      return all;
    }
  }
}
