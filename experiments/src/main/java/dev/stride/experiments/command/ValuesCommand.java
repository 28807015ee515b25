package dev.stride.experiments.command;

import dev.stride.experiments.report.GridText;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.GridShape;
import dev.stride.rl.mdp.AverageReward;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Method;
import dev.stride.rl.mdp.TrueValues;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
      names = "--map",
      description = "Also a map of the values and the best actions, of an environment on a grid.")
  private boolean map;

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
    Values values = values(mdp);
    if (!Double.isFinite(values.atStart)) {
      throw new BadInput(environment + ": rewards are so large that values overflow");
    }
    String text = text(name, values) + (shape == null ? "" : values.map(shape));
    output.write(json(name, values), text, spec.commandLine().getOut());
    return ExitCode.DONE;
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
   * @param policy the best actions, tied ones sharing the probability
   */
  private record Values(
      boolean average, double atStart, double[] states, double[] actions, double[] policy) {

    private static Values of(
        FiniteMdp mdp, boolean average, double[] atStart, double[] states, double[] actions) {
      double scale =
          Arrays.stream(actions).filter(Values::isAllowed).map(Math::abs).max().orElse(0);
      double[] policy = TrueValues.greedy(mdp, actions, 1e-9 * scale);
      return new Values(average, TrueValues.atStart(mdp, atStart), states, actions, policy);
    }

    static Values endless(FiniteMdp mdp, double discount, double epsilon, Method method) {
      double[] v = TrueValues.bestSoft(mdp, discount, epsilon, method);
      return of(mdp, false, v, v, TrueValues.actionValues(mdp, v, discount));
    }

    static Values limited(FiniteMdp mdp, double discount, double epsilon, int limit) {
      double[] v = TrueValues.bestSoft(mdp, discount, epsilon, limit);
      double[] then = TrueValues.bestSoft(mdp, discount, epsilon, limit - 1);
      return of(mdp, false, v, v, TrueValues.actionValues(mdp, then, discount));
    }

    static Values average(FiniteMdp mdp, double epsilon) {
      AverageReward best = AverageReward.optimal(mdp, epsilon);
      double[] q = TrueValues.actionValues(mdp, best.differential(), 1);
      for (int pair = 0; pair < q.length; pair++) {
        q[pair] -= best.gain()[pair / mdp.actions()];
      }
      return of(mdp, true, best.gain(), best.differential(), q);
    }

    double[] actions(int state) {
      int n = actions.length / states.length;
      return Arrays.stream(actions, state * n, (state + 1) * n).filter(Values::isAllowed).toArray();
    }

    /** Whether the value is one of an action that its state has. */
    private static boolean isAllowed(double value) {
      return value > Double.NEGATIVE_INFINITY;
    }

    List<List<Integer>> bestActions() {
      int n = actions.length / states.length;
      return IntStream.range(0, states.length)
          .mapToObj(s -> IntStream.range(0, n).filter(a -> policy[s * n + a] > 0).boxed().toList())
          .toList();
    }

    String map(GridShape shape) {
      return String.format(
          "%nvalues:%n%s%nbest actions (* where several are):%n%s",
          GridText.values(shape, states), GridText.policy(shape, policy));
    }
  }
}
