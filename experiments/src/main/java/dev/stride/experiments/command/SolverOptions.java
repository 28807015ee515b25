package dev.stride.experiments.command;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Minimizer;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.Energy;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.Backends;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a variational eigensolver searches: what its subcommands have in common. */
final class SolverOptions {
  private static final long MOST_SHOTS = 1_000_000_000_000L;
  private static final long ITERATIONS = 500;
  private static final String NOISY_DEFAULT = "adam:learningRate=0.05";

  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      description =
          "What 'stride list optimizer' shows (default: lbfgs; with shots, " + NOISY_DEFAULT + ").")
  private @Nullable String optimizer;

  @Option(
      names = "--shots",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Shots of one energy estimate, over all groups; 0 for exact energies (default).")
  private long shots;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "Iterations at most, of all searches together where there are several; of each point of a"
              + " scan (default: "
              + ITERATIONS
              + " for a search).")
  private @Nullable Long iterations;

  @Option(
      names = "--backend",
      paramLabel = "BACKEND",
      defaultValue = "auto",
      description =
          "Simulator: auto, subspace (determinants, for circuits of excitations), state-vector, or"
              + " strange in float32 (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Root of all randomness (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Fails where a number makes no sense. */
  void check() {
    if (shots < 0) {
      throw new BadInput("--shots must not be negative, and is " + shots);
    }
    if (shots > MOST_SHOTS) {
      throw new BadInput("--shots must be at most " + MOST_SHOTS + ", not " + shots);
    }
    if (iterations != null && iterations < 1) {
      throw new BadInput("--iterations must be at least 1, not " + iterations);
    }
  }

  /** Shots of one estimate. */
  long shots() {
    return shots;
  }

  /** Iterations of all of so many searches together. */
  Budget budget(long searches) {
    return Budget.of(Charge.ITERATIONS, iterations == null ? ITERATIONS * searches : iterations);
  }

  Backend simulator() {
    return Backends.registry().parse(backend);
  }

  Minimizer minimizer() {
    String chosen = optimizer == null ? (shots == 0 ? "lbfgs" : NOISY_DEFAULT) : optimizer;
    return Optimizers.minimizer(chosen, Energy.ANSWERS, "variational quantum eigensolvers");
  }

  /** Random streams of a subcommand. */
  Streams streams(String command) {
    return Streams.of(seed).at(command);
  }

  /** Puts in what was chosen. */
  void put(Json json) {
    json.put("optimizer", Optimizers.print(minimizer()))
        .put("backend", Backends.registry().print(simulator()))
        .put("shots", shots)
        .put("seed", seed);
  }

  /** "lbfgs", or "adam:learningRate=0.05, 1000 shots". */
  String title() {
    return Optimizers.print(minimizer()) + (shots == 0 ? "" : ", " + shots + " shots");
  }
}
