package dev.stride.experiments.command;

import dev.stride.experiments.report.LearningPage;
import dev.stride.experiments.report.LearningPictures;
import dev.stride.experiments.stats.Interval;
import dev.stride.experiments.stats.MeanInterval;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Monitor;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.search.Optimizers;
import dev.stride.rl.Agents;
import dev.stride.rl.Handling;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recording;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.feature.Features;
import dev.stride.rl.feature.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets an agent learn in an environment, on several seeds, and judges it by exact values. */
@Command(
    name = "rl",
    description = "Let an agent learn in an environment, its weights changed by an optimizer.",
    footer = {
      "",
      "Example: stride rl cliff-walking --agent q-learning \\",
      "           --optimizer adam:learningRate=0.1 --noise gaussian:1 --episodes 500 --seeds 30"
    })
final class RlCommand implements Callable<Integer> {
  private static final String WHERE = "temporal-difference learning";

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private OutputOptions output;
  @Mixin private FiguresOption watched;

  @Parameters(
      paramLabel = "ENVIRONMENT",
      description = "What 'stride list environment' shows, as in frozen-lake:slippery=false.")
  private String environment;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      description = "How it learns (default: the first of 'stride list agent' that fits).")
  private @Nullable String agent;

  @Option(
      names = "--optimizer",
      paramLabel = "RULE",
      description =
          "What a TD error changes the weights by (default: sgd with a learning rate"
              + " of 0.1, or of 0.8/k where more than 8 features, k, are active at a time).")
  private @Nullable String optimizer;

  @Option(
      names = "--features",
      paramLabel = "FEATURES",
      description =
          "What the agent sees of a state, see 'stride list features' (default: those that belong to"
              + " the environment, else a table of its states, else tiles over its coordinates).")
  private @Nullable String features;

  @Option(
      names = "--handling",
      paramLabel = "lazy|dense",
      defaultValue = "lazy",
      description =
          "What of a step the optimizer sees: the weights that it touches, or all of them, so that"
              + " all moments decay and move (default: ${DEFAULT-VALUE}).")
  private Handling handling;

  @Option(
      names = "--noise",
      paramLabel = "NOISE",
      defaultValue = "none",
      description = "Noise on the reward that the agent sees (default: ${DEFAULT-VALUE}).")
  private String noise;

  @Option(
      names = "--discount",
      paramLabel = "GAMMA",
      defaultValue = "1",
      description = "Discount per step, from 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double discount;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "500",
      description = "Episodes of each run (default: ${DEFAULT-VALUE}).")
  private long episodes;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Independent runs (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Root of all randomness (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--pictures",
      description =
          "Also show curves, maps of values, policy and visits, and an episode, as text. With --out"
              + " they are in DIR/report.html too, whether asked for or not.")
  private boolean pictures;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw new BadInput("--seeds must be at least 1, not " + seeds);
    }
    Learning learning = learning();
    output.check();
    Streams streams = Streams.of(seed).at("rl");
    long spacing = Math.max(1, episodes / 100);
    // Of the first run alone: the runs go on side by side.
    Monitor watch = watched.monitor("episode", output.live(spec.commandLine().getOut()));
    Recording recording = pictures || output.out != null ? learning.recording() : null;
    List<LearningResult> runs =
        Parallel.map(
            seeds,
            threads.count(),
            k ->
                learning.run(
                    streams.at("seed", k),
                    Curve.every(Charge.EPISODES, spacing),
                    k == 0 ? watch : null,
                    k == 0 ? recording : null));
    Report report = new Report(runs);
    Json json = report.json(learning);
    watched.put(json);
    String text = report.text(learning);
    if (recording == null) {
      output.write(json, text, spec.commandLine().getOut());
    } else {
      LearningPictures seen = pictures(learning, runs, recording, streams.at("seed", 0));
      output.write(json, pictures ? text + "\n" + seen.text() : text, spec.commandLine().getOut());
      page(seen, learning, text);
    }
    if (report.diverged > 0) {
      StrideCommand.say(
          spec.commandLine().getErr(),
          report.diverged
              + " of "
              + runs.size()
              + " runs diverged; the first: "
              + runs.stream().filter(LearningResult::diverged).findFirst().orElseThrow().message());
    }
    return report.diverged == runs.size() ? ExitCode.RUN_FAILED : ExitCode.DONE;
  }

  private static LearningPictures pictures(
      Learning learning, List<LearningResult> runs, Recording recording, Streams first) {
    double[] weights = runs.get(0).recommended();
    return new LearningPictures(
        learning.agent().task() == Agent.Task.PREDICTION,
        runs,
        recording,
        runs.get(0).diverged() ? null : learning.snapshot(weights, first),
        learning.replay(weights, first),
        learning.environment().shape());
  }

  private void page(LearningPictures seen, Learning learning, String text) {
    if (output.out != null) {
      LearningPage.write(
          seen,
          output.out.resolve("report.html"),
          Agents.registry().print(learning.agent())
              + " in "
              + Environments.registry().print(learning.environment())
              + Report.features(learning, " seen by "),
          text,
          StrideCommand.typed(spec));
    }
  }

  /** What does not fit together, or is wrong in itself, is for the parts to say. */
  private Learning learning() {
    try {
      return chosen();
    } catch (IllegalArgumentException bad) {
      throw new BadInput(String.valueOf(bad.getMessage()), bad);
    }
  }

  private Learning chosen() {
    Environment chosen = Environments.registry().parse(environment);
    Features seen = features == null ? null : FeatureSets.registry().parse(features);
    Agent learner = agent == null ? fitting(chosen, seen) : Agents.registry().parse(agent);
    if (!learner.takesRule() && optimizer != null) {
      throw new BadInput(
          "agent "
              + Agents.registry().print(learner)
              + " has a step size of its own and takes no --optimizer");
    }
    Rule<? super TraceStep> rule =
        learner.takesRule()
            ? Optimizers.rule(
                optimizer == null ? fittingRule(chosen, seen) : optimizer, TraceStep.class, WHERE)
            : null;
    return new Learning(
        chosen, learner, seen, rule, Noises.registry().parse(noise), discount, episodes, handling);
  }

  /** With k active features a step of α moves a value by kα: above 1 it goes too far. */
  private static String fittingRule(Environment chosen, @Nullable Features seen) {
    try (World world = chosen.world(Streams.of(0).rng())) {
      return "sgd:learningRate=" + Math.min(0.1, 0.8 / encoder(world, seen).most());
    }
  }

  private static Encoder encoder(World world, @Nullable Features seen) {
    Features features = seen == null ? FeatureSets.fitting(world.space(), world.features()) : seen;
    return features.encoder(world.space(), world.features());
  }

  private static Agent fitting(Environment chosen, @Nullable Features seen) {
    try (World world = chosen.world(Streams.of(0).rng())) {
      Encoder encoder = encoder(world, seen);
      for (Entry<Agent> entry : Agents.registry().entries()) {
        if (entry.defaults().misfit(world, encoder).isEmpty()) {
          return entry.defaults();
        }
      }
    }
    throw new BadInput("no agent fits " + Environments.registry().print(chosen));
  }

  /** The runs taken together. */
  private record Report(
      List<LearningResult> runs, Interval returns, Interval last, Interval error, int diverged) {

    Report(List<LearningResult> runs) {
      this(
          runs,
          interval(runs, run -> mean(run.returns(), 0)),
          interval(runs, run -> mean(run.returns(), run.returns().length * 9 / 10)),
          interval(runs, LearningResult::valueError),
          (int) runs.stream().filter(LearningResult::diverged).count());
    }

    /** Whether the environment tells what its best action would have brought. */
    private boolean tellsRegret() {
      double[] regrets = runs.get(0).regrets();
      return regrets.length > 0 && !Double.isNaN(regrets[0]);
    }

    private Interval regret() {
      return interval(runs, run -> Arrays.stream(run.regrets()).sum());
    }

    private Interval optimal() {
      return interval(
          runs, run -> Arrays.stream(run.regrets()).map(r -> r == 0 ? 1 : 0).average().orElse(0));
    }

    Json json(Learning learning) {
      double[] perSeed = runs.stream().mapToDouble(LearningResult::valueError).toArray();
      Json json = head(learning);
      if (tellsRegret()) {
        json.put("regret", json(regret())).put("optimal", json(optimal()));
      }
      return json.put("valueError", json(error).put("perSeed", perSeed))
          .put("steps", steps())
          .put("diverged", diverged)
          .put("curve", curve());
    }

    private Json head(Learning learning) {
      return new Json()
          .put("environment", Environments.registry().print(learning.environment()))
          .put("features", FeatureSets.registry().print(learning.seen()))
          .put("agent", Agents.registry().print(learning.agent()))
          .put("optimizer", optimizer(learning))
          .put("handling", learning.handling().toString())
          .put("noise", Noises.registry().print(learning.noise()))
          .put("discount", learning.discount())
          .put("episodes", learning.episodes())
          .put("seeds", runs.size())
          .put("returns", json(returns))
          .put("lastReturns", json(last));
    }

    String text(Learning learning) {
      return String.format(
          Locale.ROOT,
          "%s, %s, %s, noise %s: %d episodes on %d %s, %d steps%n"
              + "  return of an episode, mean     %s%n"
              + "  return, last tenth of the run  %s%n"
              + "%s"
              + "  value error at the end         %s%n"
              + "  diverged                       %d%n",
          Environments.registry().print(learning.environment()) + features(learning, ", "),
          Agents.registry().print(learning.agent()),
          optimizer(learning) + (learning.handling() == Handling.DENSE ? " on dense steps" : ""),
          Noises.registry().print(learning.noise()),
          learning.episodes(),
          runs.size(),
          runs.size() == 1 ? "seed" : "seeds",
          steps(),
          text(returns),
          text(last),
          tellsRegret()
              ? String.format(
                  "  regret, total                  %s%n  share of best actions          %s%n",
                  text(regret()), text(optimal()))
              : "",
          // That of a run that diverged is infinite.
          Double.isNaN(error.estimate()) ? "none: nobody knows the best values here" : text(error),
          diverged);
    }

    /** The features behind some words; nothing where they are a table, which hides nothing. */
    static String features(Learning learning, String words) {
      Features seen = learning.seen();
      return seen instanceof Table ? "" : words + FeatureSets.registry().print(seen);
    }

    private static String optimizer(Learning learning) {
      return learning.rule() == null ? "none" : Rules.print(learning.rule());
    }

    private long steps() {
      return runs.stream().mapToLong(LearningResult::steps).sum();
    }

    /** Mean true return of each episode over the runs that got that far. */
    private double[] curve() {
      int longest = runs.stream().mapToInt(run -> run.returns().length).max().orElse(0);
      double[] curve = new double[longest];
      for (int e = 0; e < longest; e++) {
        int episode = e;
        curve[e] =
            runs.stream()
                .filter(run -> run.returns().length > episode)
                .mapToDouble(run -> run.returns()[episode])
                .average()
                .orElse(Double.NaN);
      }
      return curve;
    }

    private static Interval interval(
        List<LearningResult> runs, ToDoubleFunction<LearningResult> figure) {
      return MeanInterval.of(runs.stream().mapToDouble(figure).toArray());
    }

    private static double mean(double[] returns, int from) {
      return Arrays.stream(returns, from, returns.length).average().orElse(Double.NaN);
    }

    private static Json json(Interval interval) {
      return new Json()
          .put("mean", interval.estimate())
          .put("low", interval.low())
          .put("high", interval.high());
    }

    private static String text(Interval i) {
      if (Double.isNaN(i.estimate())) {
        return "none: not every run came to the end of an episode";
      }
      return Double.isNaN(i.low())
          ? String.format(Locale.ROOT, "%.5g  (no interval)", i.estimate())
          : String.format(
              Locale.ROOT, "%.5g  (95%% interval %.5g to %.5g)", i.estimate(), i.low(), i.high());
    }
  }
}
