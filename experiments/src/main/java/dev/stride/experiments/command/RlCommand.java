package dev.stride.experiments.command;

import dev.stride.experiments.report.LearningPage;
import dev.stride.experiments.report.LearningPictures;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Monitor;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.random.Streams;
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
import java.util.List;
import java.util.concurrent.Callable;
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
    LearningSummary summary = new LearningSummary(runs);
    Json json = summary.json(learning);
    watched.put(json);
    String text = summary.text(learning);
    if (recording == null) {
      output.write(json, text, spec.commandLine().getOut());
    } else {
      LearningPictures seen = pictures(learning, runs, recording, streams.at("seed", 0));
      output.write(json, pictures ? text + "\n" + seen.text() : text, spec.commandLine().getOut());
      page(seen, learning, text);
    }
    if (summary.diverged() > 0) {
      StrideCommand.say(
          spec.commandLine().getErr(),
          summary.diverged()
              + " of "
              + runs.size()
              + " runs diverged; the first: "
              + runs.stream().filter(LearningResult::diverged).findFirst().orElseThrow().message());
    }
    return summary.diverged() == runs.size() ? ExitCode.RUN_FAILED : ExitCode.DONE;
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
              + LearningSummary.features(learning, " seen by "),
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
    Agent learner = agent == null ? null : Agents.registry().parse(agent);
    if (learner != null && !learner.takesRule() && optimizer != null) {
      throw new BadInput(
          "agent "
              + Agents.registry().print(learner)
              + " has a step size of its own and takes no --optimizer");
    }
    Rule<? super TraceStep> rule = optimizer == null ? null : rule(optimizer);
    if (seen == null || learner == null || (rule == null && learner.takesRule())) {
      // One look for all that is missing: a world can be a process, which takes its time to start.
      try (World world = chosen.world(Streams.of(0).rng())) {
        seen = seen == null ? FeatureSets.fitting(world.space(), world.features()) : seen;
        Encoder encoder = seen.encoder(world.space(), world.features());
        learner = learner == null ? fitting(chosen, world, encoder) : learner;
        rule = rule == null && learner.takesRule() ? fittingRule(encoder) : rule;
      }
    }
    return new Learning(
        chosen, learner, seen, rule, Noises.registry().parse(noise), discount, episodes, handling);
  }

  private static Rule<? super TraceStep> rule(String text) {
    return Optimizers.rule(text, TraceStep.class, WHERE);
  }

  /** With k active features a step of α moves a value by kα: above 1 it goes too far. */
  private static Rule<? super TraceStep> fittingRule(Encoder encoder) {
    return rule("sgd:learningRate=" + Math.min(0.1, 0.8 / encoder.most()));
  }

  private static Agent fitting(Environment chosen, World world, Encoder encoder) {
    return Agents.registry().entries().stream()
        .map(Entry::defaults)
        .filter(agent -> agent.misfit(world, encoder).isEmpty())
        .findFirst()
        .orElseThrow(() -> new BadInput("no agent fits " + Environments.registry().print(chosen)));
  }
}
