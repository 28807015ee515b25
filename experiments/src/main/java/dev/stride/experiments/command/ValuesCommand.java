package dev.stride.experiments.command;

import dev.stride.experiments.report.GridText;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.PolicyValues;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.GridShape;
import dev.stride.rl.env.World;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints exact values of an environment: the optimal ones, or those that a prediction is about. */
@Command(
    name = "values",
    description = {
      "Compute the exact optimal values of an environment by dynamic programming, or those of the"
          + " policy to be predicted.",
      "A task without episodes and without a discount has an average reward instead."
    },
    footer = {
      "",
      "Example: stride values frozen-lake --discount 0.99 --json",
      "         stride values cliff-walking --epsilon 0.1 --state 36",
      "         stride values boyan-chain --prediction"
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
          "Cut episodes after N steps, and let the best policy watch the clock (default: never).")
  private @Nullable Integer timeLimit;

  @Option(
      names = "--prediction",
      description =
          "Instead of the best policy, that to be predicted: the one that the environment names, or"
              + " else the uniformly random one. With the weights by which value errors are taken.")
  private boolean prediction;

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
      names = "--map",
      description =
          "Also a map of the values, of an environment on a grid; and of the best actions, if any.")
  private boolean map;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of what an environment draws, as a bandit's arms (default: 1).")
  private long seed;

  @Override
  public Integer call() {
    if (prediction) {
      requireAbsent("--epsilon");
      requireAbsent("--method");
    }
    requireShare("--discount", discount);
    requireShare("--epsilon", epsilon);
    if (timeLimit != null && timeLimit < 1) {
      throw new BadInput("--time-limit must be at least 1, not " + timeLimit);
    }
    Environment chosen = Environments.registry().parse(environment);
    GridShape shape = map ? chosen.shape() : null;
    if (map && shape == null) {
      throw new BadInput(
          "--map needs an environment on a grid, and " + environment + " is on none");
    }
    FiniteMdp mdp = model(chosen);
    if (state != null && (state < 0 || state >= mdp.states())) {
      throw new BadInput("--state must be from 0 to " + (mdp.states() - 1) + " here, not " + state);
    }
    String name = Environments.registry().print(chosen);
    output.check();
    Predicted predicted = prediction ? predicted(chosen, mdp) : null;
    ExactValues values = predicted == null ? best(mdp) : predicted.values;
    if (!Double.isFinite(values.atStart())) {
      throw new BadInput(environment + ": rewards are so large that values overflow");
    }
    String text = text(name, values, predicted) + (shape == null ? "" : map(shape, values));
    output.write(json(name, values, predicted), text, spec.commandLine().getOut());
    return ExitCode.DONE;
  }

  private void requireAbsent(String option) {
    if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
      throw new BadInput(
          option + " is for the best policy; --prediction is about one that the environment gives");
    }
  }

  private FiniteMdp model(Environment chosen) {
    try {
      return chosen.model(Streams.of(seed).at("model").rng());
    } catch (IllegalArgumentException bad) {
      throw new BadInput(environment + ": " + bad.getMessage(), bad);
    }
  }

  private static void requireShare(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new BadInput(option + " must be from 0 to 1, not " + value);
    }
  }

  private ExactValues best(FiniteMdp mdp) {
    boolean average = mdp.continuing() && discount == 1 && timeLimit == null;
    if (method != null && (average || timeLimit != null)) {
      throw new BadInput(
          "--method is for values without a time limit, and not for average rewards");
    }
    try {
      if (average) {
        return ExactValues.average(mdp, epsilon);
      }
      return timeLimit == null
          ? ExactValues.endless(mdp, discount, epsilon, chosenMethod())
          : ExactValues.limited(mdp, discount, epsilon, timeLimit);
    } catch (IllegalArgumentException infinite) {
      throw new BadInput(
          environment
              + " with discount "
              + discount
              + ": "
              + infinite.getMessage()
              + (discount == 1 ? "; a --discount below 1 or a --time-limit bounds it" : ""),
          infinite);
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

  private Predicted predicted(Environment chosen, FiniteMdp mdp) {
    try (World world = chosen.world(Streams.of(seed).at("model").rng())) {
      double[] target = world.target();
      PolicyValues exact =
          timeLimit == null
              ? PolicyValues.of(mdp, target, discount)
              : PolicyValues.of(mdp, target, discount, timeLimit);
      return new Predicted(
          timeLimit == null
              ? ExactValues.of(mdp, exact, discount)
              : ExactValues.of(mdp, exact, discount, timeLimit),
          exact.weights(),
          target == null ? "the uniformly random policy" : "the policy that the environment names",
          weighting(mdp)
              + (Arrays.equals(target, world.behaviour()) ? "" : ", not of what acts instead"));
    } catch (BadInput infinite) {
      throw new BadInput(
          environment + ": " + infinite.getMessage() + ", or a --time-limit", infinite);
    }
  }

  /** What the weights are, as the values are judged by them. */
  private String weighting(FiniteMdp mdp) {
    return mdp.continuing() && timeLimit == null
        ? "the stationary distribution of this policy"
        : String.format(
            Locale.ROOT,
            "the share of all steps of this policy, in episodes of at most %d",
            timeLimit == null ? mdp.limit() : timeLimit);
  }

  private Json json(String name, ExactValues values, @Nullable Predicted predicted) {
    Json json = new Json().put("environment", name).put("discount", discount);
    if (predicted == null) {
      json.put("epsilon", epsilon);
    } else {
      json.put("policy", predicted.policy);
    }
    json.put("timeLimit", timeLimit)
        .put(values.average() ? "averageReward" : "value", values.atStart());
    json.put(values.average() ? "differentialValues" : "states", values.states());
    if (predicted == null) {
      json.put("bestActions", values.taken());
    } else {
      json.put("weights", predicted.weights).put("weighting", predicted.weighting);
    }
    if (state != null) {
      Json shown = new Json().put("number", state).put("value", values.states()[state]);
      if (predicted != null) {
        shown.put("weight", predicted.weights[state]);
      }
      json.put("state", shown.put("actions", values.actions(state)));
    }
    return json;
  }

  private String text(String name, ExactValues values, @Nullable Predicted predicted) {
    String soft = epsilon == 0 ? "" : "the best " + epsilon + "-soft policy";
    String policy = predicted == null ? soft : predicted.policy;
    int states = values.states().length;
    StringBuilder text = new StringBuilder();
    text.append(
        values.average()
            ? String.format(
                Locale.ROOT,
                "%s: %s = %.10g per step (%d states, no episodes)%n",
                name,
                policy.isEmpty() ? "best average reward" : "average reward of " + policy,
                values.atStart(),
                states)
            : String.format(
                Locale.ROOT,
                "%s, discount %s: %s = %.10g at the start (%d states, %s)%n",
                name,
                discount,
                policy.isEmpty() ? "V*" : "V of " + policy,
                values.atStart(),
                states,
                timeLimit == null ? "no time limit" : "cut after " + timeLimit + " steps"));
    if (predicted != null) {
      text.append(predicted.table());
    }
    if (state != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "  state %d: %s%s%s%n",
              state,
              values.average() ? "differential value " : "",
              number(values.states()[state]),
              predicted == null
                  ? ""
                  : String.format(Locale.ROOT, ", weight %.10g", predicted.weights[state])));
      double[] actions = values.actions(state);
      for (int a = 0; a < actions.length; a++) {
        text.append(String.format("    action %d: %s%n", a, number(actions[a])));
      }
    }
    return text.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.10g", value);
  }

  private String map(GridShape shape, ExactValues values) {
    String map = String.format("%nvalues:%n%s", GridText.values(shape, values.states()));
    return prediction
        ? map
        : String.format(
            "%s%nbest actions (* where several are):%n%s",
            map, GridText.policy(shape, values.policy()));
  }

  /**
   * What a prediction is about.
   *
   * @param weights how much each state counts
   * @param policy what it is called
   * @param weighting what the weights are
   */
  private record Predicted(ExactValues values, double[] weights, String policy, String weighting) {
    private static final int FEW = 20;

    String table() {
      StringBuilder text = new StringBuilder();
      text.append(String.format("  weights: %s%n", weighting));
      if (weights.length > FEW) {
        text.append(String.format("  --state shows a state, --json all of them%n"));
        return text.toString();
      }
      String value = values.average() ? "differential value" : "value";
      text.append(String.format("  %5s  %18s  %18s%n", "state", value, "weight"));
      for (int s = 0; s < weights.length; s++) {
        text.append(
            String.format(
                "  %5d  %18s  %18s%n", s, number(values.states()[s]), number(weights[s])));
      }
      return text.toString();
    }
  }
}
