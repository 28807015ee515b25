package dev.stride.experiments.command;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the exact optimal value of an environment. */
@Command(
    name = "values",
    description = "Compute the exact optimal value of an environment by dynamic programming.",
    footer = {"", "Example: stride values frozen-lake --discount 0.99 --json"})
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
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of what an environment draws, as a bandit's arms (default: 1).")
  private long seed;

  @Override
  public Integer call() {
    if (!(discount >= 0 && discount <= 1)) {
      throw new BadInput("--discount must be from 0 to 1, not " + discount);
    }
    Environment chosen = Environments.registry().parse(environment);
    FiniteMdp mdp = chosen.model(Streams.of(seed).at("model").rng());
    double[] values = optimal(mdp);
    double value = TrueValues.atStart(mdp, values);
    String name = Environments.registry().print(chosen);
    Json json =
        new Json()
            .put("environment", name)
            .put("discount", discount)
            .put("value", value)
            .put("states", values);
    String text =
        String.format(
            Locale.ROOT,
            "%s, discount %s: V* = %.10g at the start (%d states, no time limit)%n",
            name,
            discount,
            value,
            mdp.states());
    output.write(json, text, spec.commandLine().getOut());
    return ExitCode.DONE;
  }

  private double[] optimal(FiniteMdp mdp) {
    try {
      return TrueValues.optimal(mdp, discount);
    } catch (IllegalArgumentException infinite) {
      throw new BadInput(
          environment + " with discount " + discount + ": " + infinite.getMessage(), infinite);
    }
  }
}
