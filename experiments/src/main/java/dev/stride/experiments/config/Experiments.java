package dev.stride.experiments.config;

import dev.stride.experiments.task.Task;
import dev.stride.experiments.task.TaskFactory;
import dev.stride.experiments.task.Track;
import dev.stride.optim.form.BadInput;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads experiments from files. */
public final class Experiments {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  private Experiments() {}

  /**
   * Reads the experiment of a file.
   *
   * @param tasks knows what can be chosen, and what fits
   * @throws BadInput with every mistake of the file, one on each line: {@code file:line:column:
   *     ...}
   */
  public static Experiment load(Path file, TaskFactory tasks) {
    return parse(file.toString(), Documents.read(file), tasks);
  }

  /** An experiment that comes with Stride. */
  public static Experiment shipped(String name, TaskFactory tasks) {
    return parse(name + ".yaml", Documents.resource(name + ".yaml"), tasks);
  }

  /** The experiment in one line of JSON, the same for equal experiments. */
  public static String canonical(Experiment experiment) {
    return JSON.writeValueAsString(experiment);
  }

  static Experiment parse(String name, String text, TaskFactory tasks) {
    Mistakes mistakes = new Mistakes(name);
    Source source = new Source(name, text, mistakes);
    new DocumentSchema(Experiment.class, "experiment", tasks).check(source, mistakes);
    new Consistency(source, mistakes).check();
    mistakes.report();
    Experiment experiment;
    try {
      experiment = JSON.treeToValue(source.root(), Experiment.class);
    } catch (JacksonException bad) {
      throw new BadInput(name + ": " + bad.getOriginalMessage(), bad);
    }
    fit(experiment, source, tasks, mistakes);
    mistakes.report();
    return experiment;
  }

  /** Reports problems that cannot be built, and optimizers that do not fit one of their tracks. */
  private static void fit(
      Experiment experiment, Source source, TaskFactory tasks, Mistakes mistakes) {
    for (int p = 0; p < experiment.problems().size(); p++) {
      TestProblem problem = experiment.problems().get(p);
      String setup = "/problems/" + p + "/" + problem.track();
      String of = " (problem '" + problem.name() + "')";
      for (int level = 0; level < experiment.levels().size(); level++) {
        try {
          Task task = tasks.task(problem.setup(), level);
          if (level == 0) {
            fit(experiment, problem.track(), of, task, source, mistakes);
          }
        } catch (BadInput | IllegalArgumentException bad) {
          mistakes.addOnce(source.of(setup), bad.getMessage() + of);
        }
      }
    }
  }

  private static void fit(
      Experiment experiment, Track track, String of, Task task, Source source, Mistakes mistakes) {
    for (int o = 0; o < experiment.optimizers().size(); o++) {
      Contender contender = experiment.optimizers().get(o);
      String key = "use";
      try {
        if (contender.isOn(track)) {
          task.check(contender.use());
          key = "tune";
          for (double value : contender.grid(2)) {
            task.check(contender.with(value));
          }
        }
      } catch (BadInput bad) {
        mistakes.addOnce(source.of("/optimizers/" + o + "/" + key), bad.getMessage() + of);
      }
    }
  }
}
