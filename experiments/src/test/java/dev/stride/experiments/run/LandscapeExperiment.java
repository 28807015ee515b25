package dev.stride.experiments.run;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.report.Analysis;
import dev.stride.experiments.report.Csv;
import dev.stride.experiments.report.Report;
import dev.stride.experiments.task.Tasks;
import java.nio.file.Path;

/** Runs an experiment on landscapes in a process of its own: FILE OUT THREADS. */
final class LandscapeExperiment {
  private LandscapeExperiment() {}

  public static void main(String[] args) throws InterruptedException {
    Tasks tasks = new Tasks();
    Experiment experiment = Experiments.load(Path.of(args[0]), tasks);
    Path out = Path.of(args[1]);
    int threads = Integer.parseInt(args[2]);
    Results results = ExperimentRun.run(experiment, out, threads, Progress.NONE, tasks);
    Analysis analysis = Analysis.of(results);
    Csv.write(analysis, out);
    Report.write(analysis, out, "stride run " + args[0]);
  }
}
