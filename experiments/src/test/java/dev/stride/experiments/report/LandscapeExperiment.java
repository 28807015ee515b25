package dev.stride.experiments.report;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.run.ExperimentRun;
import dev.stride.experiments.run.Progress;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.task.Tasks;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A small experiment on landscapes, from its file to its report. */
final class LandscapeExperiment {
  private LandscapeExperiment() {}

  static Path file() throws URISyntaxException {
    return Path.of(
        LandscapeExperiment.class.getResource("/dev/stride/experiments/landscapes.yaml").toURI());
  }

  static Results run(Path out, int threads) throws Exception {
    Experiment experiment = Experiments.load(file(), new Tasks());
    Results results = ExperimentRun.run(experiment, out, threads, Progress.NONE, new Tasks());
    Analysis analysis = Analysis.of(results);
    Csv.write(analysis, out);
    Report.write(analysis, out, "stride run landscapes.yaml --out results");
    return results;
  }

  /** In a process of its own: the directory of results, and the number of threads. */
  public static void main(String[] args) throws Exception {
    run(Path.of(args[0]), Integer.parseInt(args[1]));
  }
}
