package dev.stride.experiments.command;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.task.Tasks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the comparison that comes with Stride. */
@Command(
    name = "compare",
    description = "Compare how robust optimizers are to noise, on molecules and on RL tasks.",
    footer = {"", "Example: stride compare --quick"})
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private ExperimentOptions options;

  @Option(
      names = "--quick",
      description = "Fewer problems, seeds and draws: less than a minute on two cores.")
  private boolean quick;

  @Override
  public Integer call() throws InterruptedException {
    Tasks tasks = new Tasks();
    Experiment experiment = Experiments.shipped(quick ? "compare-quick" : "compare", tasks);
    String name = quick ? "compare --quick" : "compare";
    return options.run(experiment, tasks, name, spec.commandLine().getOut());
  }
}
