package dev.stride.experiments.command;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.task.Tasks;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment from a file. */
@Command(
    name = "run",
    description = "Run the experiment of a YAML file, or go on with it, and write its report.",
    footer = {"", "Example: stride run my-experiment.yaml --out results"})
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private ExperimentOptions options;

  @Parameters(paramLabel = "FILE", description = "The experiment.")
  private Path file;

  @Override
  public Integer call() throws InterruptedException {
    Tasks tasks = new Tasks();
    Experiment experiment = Experiments.load(file, tasks);
    return options.run(
        experiment,
        tasks,
        "run " + ExperimentOptions.quoted(file.toString()),
        spec.commandLine().getOut());
  }
}
