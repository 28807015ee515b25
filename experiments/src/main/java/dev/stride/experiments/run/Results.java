package dev.stride.experiments.run;

import dev.stride.experiments.plan.Cell;
import dev.stride.experiments.plan.Plan;
import dev.stride.experiments.plan.Tuned;
import dev.stride.experiments.store.Done;
import dev.stride.experiments.task.RunResult;
import dev.stride.experiments.task.Task;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that an experiment found.
 *
 * @param tasks what was solved in each cell
 * @param tuned the values that were chosen, for cells that have something to tune
 * @param tuning runs that tuned, in the order of the plan
 * @param report runs that are reported, in the order of the plan
 * @param seconds of computing, summed over threads; the only thing here that depends on the machine
 */
public record Results(
    Plan plan,
    Map<Cell, Task> tasks,
    Map<Cell, Tuned> tuned,
    List<Done> tuning,
    List<Done> report,
    double seconds) {

  /** How many of the runs failed. */
  public long failed() {
    return failures().size();
  }

  /** The runs that failed, those that tuned first. */
  public List<Done> failures() {
    return Stream.concat(tuning.stream(), report.stream())
        .filter(done -> done.result().stop() == RunResult.Stop.FAILED)
        .toList();
  }
}
