package dev.stride.experiments.command;

import dev.stride.optim.form.BadInput;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that solves a molecule: what such commands have in common.
 *
 * @param <R> what it finds
 */
abstract class MoleculeCommand<R> implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin MoleculeOptions molecule;
  @Mixin SolverOptions solver;
  @Mixin OutputOptions output;

  /** What does not fit together is for the parts to say; here it is the user's. */
  @Override
  public final Integer call() {
    solver.check();
    output.check();
    R found;
    try {
      found = solve(new Ticker(spec.commandLine().getErr()));
    } catch (IllegalArgumentException unfit) {
      throw new BadInput(String.valueOf(unfit.getMessage()), unfit);
    }
    return report(found);
  }

  /** Computes. */
  abstract R solve(Ticker ticker);

  /** Prints and files what was found, and returns the exit code. */
  abstract int report(R found);

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** The exit code of a search that diverged, and why. */
  int diverged(String message) {
    StrideCommand.say(spec.commandLine().getErr(), "diverged: " + message);
    return ExitCode.RUN_FAILED;
  }
}
