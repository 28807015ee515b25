package dev.stride.experiments.run;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.plan.Cell;
import dev.stride.experiments.plan.Phase;
import dev.stride.experiments.plan.Plan;
import dev.stride.experiments.plan.Run;
import dev.stride.experiments.plan.Tuned;
import dev.stride.experiments.store.Done;
import dev.stride.experiments.store.Store;
import dev.stride.experiments.task.RunResult;
import dev.stride.experiments.task.Setup;
import dev.stride.experiments.task.Task;
import dev.stride.experiments.task.TaskFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Does the runs of an experiment: first those that tune, then those that are reported. Workers take
 * runs in any order; this thread alone writes to the store, a batch at a time, so that a kill loses
 * a fraction of a second at most. What is in the store is not done again.
 */
public final class ExperimentRun {
  private static final Logger LOG = LogManager.getLogger(ExperimentRun.class);
  private static final long COMMIT_EVERY = TimeUnit.MILLISECONDS.toNanos(250);

  private final Plan plan;
  private final Store store;
  private final int threads;
  private final Progress progress;
  private final Map<Cell, Task> tasks;

  private ExperimentRun(
      Plan plan, Store store, int threads, Progress progress, Map<Cell, Task> tasks) {
    this.plan = plan;
    this.store = store;
    this.threads = threads;
    this.progress = progress;
    this.tasks = tasks;
  }

  /**
   * Runs the experiment, or what is left of it.
   *
   * @param out directory of results, made when it is not there
   * @param threads how many runs go on at a time; the results do not depend on it
   * @return everything, in the order of the plan
   * @throws dev.stride.optim.form.BadInput when the directory cannot be used
   * @throws InterruptedException when this thread was interrupted; the same call goes on later
   */
  public static Results run(
      Experiment experiment, Path out, int threads, Progress progress, TaskFactory factory)
      throws InterruptedException {
    Plan plan = Plan.of(experiment);
    Map<Cell, Task> tasks = tasks(plan, factory);
    try (progress;
        Store store = Store.open(out, Experiments.canonical(experiment), Versions.build())) {
      ExperimentRun run = new ExperimentRun(plan, store, threads, progress, tasks);
      return run.all();
    }
  }

  private Results all() throws InterruptedException {
    List<Run> tuning = plan.tuning();
    Map<Run, RunResult> tuned = store.load(tuning);
    // Of the reported runs only the ids are known before the tuning is over; ids are enough here.
    int before = tuned.size() + store.load(plan.report(Map.of())).size();
    progress.begin(plan.experiment().name(), plan.size(), before);
    complete(tuning, tuned);
    Map<Cell, Tuned> choices = plan.tuned(run -> ended(run, tuned).gap());
    List<Run> report = plan.report(choices);
    Map<Run, RunResult> reported = store.load(report);
    complete(report, reported);
    return new Results(
        plan, tasks, choices, list(tuning, tuned), list(report, reported), store.seconds());
  }

  /** Does those of the runs that have no result yet. */
  private void complete(List<Run> runs, Map<Run, RunResult> results) throws InterruptedException {
    List<Run> open = runs.stream().filter(run -> !results.containsKey(run)).toList();
    ExecutorService workers = Executors.newFixedThreadPool(threads, daemons());
    CompletionService<Store.Timed> ended = new ExecutorCompletionService<>(workers);
    try {
      open.forEach(run -> ended.submit(() -> timed(run)));
      for (int left = open.size(); left > 0; ) {
        Collection<Store.Timed> batch = batch(ended, left);
        store.save(batch);
        batch.forEach(timed -> results.put(timed.done().run(), timed.done().result()));
        progress.advance(batch.size());
        left -= batch.size();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  /** What ends within the time of one commit. */
  private static Collection<Store.Timed> batch(CompletionService<Store.Timed> ended, int left)
      throws InterruptedException {
    List<Store.Timed> batch = new ArrayList<>();
    long deadline = System.nanoTime() + COMMIT_EVERY;
    batch.add(result(ended.take()));
    while (batch.size() < left) {
      Future<Store.Timed> next = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      batch.add(result(next));
    }
    return batch;
  }

  /** An error of the JVM, as when memory runs out, is no result: it ends the experiment here. */
  private static Store.Timed result(Future<Store.Timed> ended) throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(thrown.getCause());
    }
  }

  private Store.Timed timed(Run run) {
    long start = System.nanoTime();
    RunResult result;
    try {
      Task task = Objects.requireNonNull(tasks.get(run.cell()));
      result = task.run(run.optimizer(), run.streams(plan.experiment().seed()));
      result = run.phase() == Phase.TUNE ? result.withoutCurve() : result;
    } catch (RuntimeException failed) {
      result = RunResult.failed(failed.toString());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    LOG.debug("{}: {}, gap {}, {} s", run.id(), result.stop(), result.gap(), seconds);
    return new Store.Timed(new Done(run, result), seconds);
  }

  private static RunResult ended(Run run, Map<Run, RunResult> results) {
    return Objects.requireNonNull(results.get(run), run::id);
  }

  private static List<Done> list(List<Run> runs, Map<Run, RunResult> results) {
    return runs.stream().map(run -> new Done(run, ended(run, results))).toList();
  }

  /** One task for each problem and level, shared by the cells of its optimizers. */
  private static Map<Cell, Task> tasks(Plan plan, TaskFactory factory) {
    record Place(Setup setup, int level) {}
    Map<Place, Task> made = new HashMap<>();
    Map<Cell, Task> tasks = new LinkedHashMap<>();
    for (Cell cell : plan.cells()) {
      Place place = new Place(cell.problem().setup(), cell.level());
      Task task = made.computeIfAbsent(place, at -> factory.task(at.setup(), at.level()));
      tasks.put(cell, task);
    }
    return tasks;
  }

  static ThreadFactory daemons() {
    return work -> {
      Thread thread = new Thread(work, "run");
      thread.setDaemon(true);
      return thread;
    };
  }
}
