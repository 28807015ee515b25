package dev.stride.experiments.command;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.landscape.Landscape;
import dev.stride.optim.landscape.Landscapes;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.search.Optimizers;
import dev.stride.optim.search.Replay;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
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

/** Minimises a landscape, or replays a stream of gradients, and shows where the parameters went. */
@Command(
    name = "minimize",
    description = "Minimise a landscape, or replay gradients.",
    footer = {
      "",
      "Examples: stride minimize rosenbrock --optimizer lbfgs",
      "          stride minimize --gradients FILE.json --start 1,1 --optimizer amsgrad --json",
      "FILE.json is an array of gradients, one step each: [[1, 0.5], [0.3, -2]]",
      "With --json, 'recommendations' has the start and the point recommended after each iteration."
    })
final class MinimizeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private OutputOptions output;
  @Mixin private FiguresOption figures;

  @Parameters(
      arity = "0..1",
      paramLabel = "LANDSCAPE",
      description = "What 'stride list landscape' shows, as in rosenbrock:dimension=4.")
  private @Nullable String landscape;

  @Option(
      names = "--gradients",
      paramLabel = "FILE",
      description = "Replay these gradients instead, a JSON array of arrays.")
  private @Nullable Path gradients;

  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      defaultValue = "adam",
      description = "What 'stride list optimizer' shows (default: ${DEFAULT-VALUE}).")
  private String optimizer;

  @Option(
      names = "--start",
      paramLabel = "X,Y,...",
      description = "Parameters to start from (default: the landscape's own).")
  private @Nullable String start;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Iterations at most (default: ${DEFAULT-VALUE}).")
  private long iterations;

  @Option(
      names = "--noise",
      paramLabel = "NOISE",
      defaultValue = "none",
      description = "Noise on values and on each entry of gradients (default: ${DEFAULT-VALUE}).")
  private String noise;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Root of all randomness (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    if (gradients != null && landscape != null) {
      throw new BadInput("give a LANDSCAPE or --gradients, not both");
    }
    return gradients != null ? replay(gradients) : search();
  }

  private int replay(Path file) {
    if (start == null) {
      throw new BadInput("--gradients needs --start, as in --start 1,1");
    }
    for (String other : List.of("--noise", "--iterations", "--figures")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
        throw new BadInput(other + " is for a LANDSCAPE; --gradients are replayed as they are");
      }
    }
    double[] x0 = Numbers.list("--start", start);
    Rule<? super Step> rule = Optimizers.rule(optimizer, Step.class, "a stream of gradients");
    if (rule.orders().contains(Order.VALUE)) {
      throw new BadInput(
          "optimizer '"
              + Rules.print(rule)
              + "' does not fit: it needs a value, which a stream of gradients does not have");
    }
    output.check();
    Replay replay =
        Replay.of(
            rule,
            x0,
            Numbers.rows(file, x0.length),
            Streams.of(seed).at("minimize").at("optimizer").rng());
    int steps = replay.recommendations().size() - 1;
    Json json =
        new Json()
            .put("optimizer", Rules.print(rule))
            .put("iterations", steps)
            .put("recommendations", replay.recommendations())
            .put("recommended", replay.recommended())
            .put("value", null);
    String text =
        String.format(
            Locale.ROOT,
            "%s, %d gradients replayed: x = %s%n",
            Rules.print(rule),
            steps,
            Numbers.text(replay.recommended()));
    output.write(json, text, spec.commandLine().getOut());
    if (!Arrays.stream(replay.recommended()).allMatch(Double::isFinite)) {
      StrideCommand.say(spec.commandLine().getErr(), "diverged: parameters are not finite");
      return ExitCode.RUN_FAILED;
    }
    return ExitCode.DONE;
  }

  private int search() {
    if (landscape == null) {
      throw new BadInput("say what to minimise: a LANDSCAPE as in rosenbrock, or --gradients FILE");
    }
    if (iterations < 1) {
      throw new BadInput("--iterations must be at least 1, not " + iterations);
    }
    Landscape chosen = Landscapes.registry().parse(landscape);
    Noise noisy = Noises.registry().parse(noise);
    Minimizer minimizer =
        Optimizers.minimizer(optimizer, EnumSet.of(Order.VALUE, Order.GRADIENT), "a landscape");
    output.check();
    Streams streams = Streams.of(seed).at("minimize");
    Outcome outcome =
        Metered.run(
            minimizer,
            new NoisyLandscape(chosen, noisy, streams.at("noise").rng()),
            start(chosen),
            Budget.of(Charge.ITERATIONS, iterations),
            Curve.trace(),
            streams.at("optimizer").rng(),
            figures.monitor("iteration", output.live(spec.commandLine().getOut())));
    Json json = json(chosen, noisy, minimizer, outcome);
    figures.put(json);
    output.write(json, text(chosen, minimizer, outcome), spec.commandLine().getOut());
    if (outcome.stop() == Outcome.Stop.DIVERGED) {
      StrideCommand.say(spec.commandLine().getErr(), "diverged: " + outcome.message());
      return ExitCode.RUN_FAILED;
    }
    return ExitCode.DONE;
  }

  private double[] start(Landscape chosen) {
    if (start == null) {
      return chosen.start();
    }
    double[] x0 = Numbers.list("--start", start);
    int dimension = chosen.start().length;
    if (x0.length != dimension) {
      throw new BadInput(
          "--start has " + x0.length + " numbers, and " + landscape + " has " + dimension);
    }
    return x0;
  }

  private static Json json(Landscape chosen, Noise noisy, Minimizer minimizer, Outcome outcome) {
    return new Json()
        .put("landscape", Landscapes.registry().print(chosen))
        .put("optimizer", Optimizers.print(minimizer))
        .put("noise", Noises.registry().print(noisy))
        .put("stop", outcome.stop().name().toLowerCase(Locale.ROOT))
        .put("message", outcome.message())
        .put("iterations", outcome.ledger().count(Charge.ITERATIONS))
        .put("recommendations", outcome.curve().points())
        .put("recommended", outcome.recommended())
        .put("value", outcome.truth())
        .put("minimum", chosen.minimum())
        .put("lowestMeasured", outcome.lowestMeasured())
        .put("ledger", Ledgers.json(outcome.ledger(), Charge.VALUES, Charge.GRADIENTS));
  }

  private static String text(Landscape chosen, Minimizer minimizer, Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%s, %s: f = %.10g at x = %s (minimum %.10g)%n  %d iterations, %s: %s%n",
        Landscapes.registry().print(chosen),
        Optimizers.print(minimizer),
        outcome.truth(),
        Numbers.text(outcome.recommended()),
        chosen.minimum(),
        outcome.ledger().count(Charge.ITERATIONS),
        outcome.message().isEmpty() ? "converged" : outcome.message(),
        Ledgers.text(outcome.ledger()));
  }
}
