package dev.stride.experiments.command;

import dev.stride.experiments.config.Document;
import dev.stride.experiments.config.Documents;
import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Figure;
import dev.stride.experiments.task.Tasks;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment, or a published figure, from a file. */
@Command(
    name = "run",
    description =
        "Run the experiment of a YAML file, or go on with it, and write its report; or make a"
            + " published figure again.",
    footer = {
      "",
      "Example: stride run my-experiment.yaml --out results",
      "         stride run figures/sutton-2.2.yaml"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private ExperimentOptions options;

  @Parameters(
      paramLabel = "FILE",
      description = "The experiment, or a figure: one of yours, or of 'stride list figure'.")
  private String file;

  @Override
  public Integer call() throws InterruptedException {
    Tasks tasks = new Tasks();
    PrintWriter out = spec.commandLine().getOut();
    String words = "run " + ExperimentOptions.quoted(file);
    Document document = Documents.load(file, tasks);
    return document instanceof Figure figure
        ? options.run(figure, words, out)
        : options.run((Experiment) document, tasks, words, out);
  }
}
