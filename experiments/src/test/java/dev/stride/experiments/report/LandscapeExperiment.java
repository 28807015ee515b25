package dev.stride.experiments.report;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.run.ExperimentRun;
import dev.stride.experiments.run.Progress;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.task.RunResult;
import dev.stride.experiments.task.Setup;
import dev.stride.experiments.task.Task;
import dev.stride.experiments.task.TaskFactory;
import dev.stride.experiments.task.Tasks;
import dev.stride.optim.Charge;
import dev.stride.optim.random.Streams;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A small experiment on landscapes, from its file to its report. */
final class LandscapeExperiment {
  private LandscapeExperiment() {}

  static Path file() throws URISyntaxException {
    return Path.of(
        LandscapeExperiment.class.getResource("/dev/stride/experiments/landscapes.yaml").toURI());
  }

  static Results run(Path out, int threads) throws Exception {
    return run(out, threads, new Tasks());
  }

  private static Results run(Path out, int threads, TaskFactory tasks) throws Exception {
    Experiment experiment = Experiments.load(file(), new Tasks());
    Results results = ExperimentRun.run(experiment, out, threads, Progress.NONE, tasks);
    Analysis analysis = Analysis.of(results);
    Csv.write(analysis, out);
    Report.write(analysis, out, "stride run landscapes.yaml --out results");
    return results;
  }

  /**
   * In a process of its own, with the directory of results, on one thread and so slowly that there
   * is time to kill it: a run takes 10 ms at least.
   */
  public static void main(String[] args) throws Exception {
    run(Path.of(args[0]), 1, new Wrapped(new Tasks(), optimizer -> pause()));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tasks before whose runs something happens, which is told the optimizer. */
  record Wrapped(TaskFactory tasks, Consumer<String> before) implements TaskFactory {
    @Override
    public void check(String kind, String text) {
      tasks.check(kind, text);
    }

    @Override
    public Task task(Setup setup, int level) {
      Task task = tasks.task(setup, level);
      return new Task() {
        @Override
        public void check(String optimizer) {
          task.check(optimizer);
        }

        @Override
        public RunResult run(String optimizer, Streams streams) {
          before.accept(optimizer);
          return task.run(optimizer, streams);
        }

        @Override
        public Charge axis() {
          return task.axis();
        }

        @Override
        public long budget() {
          return task.budget();
        }

        @Override
        public double noise() {
          return task.noise();
        }
      };
    }
  }
}
