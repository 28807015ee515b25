package dev.stride.experiments.plan;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.TestProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** All cells and runs of an experiment, in a fixed order. */
public final class Plan {
  private final Experiment experiment;
  private final List<Cell> cells = new ArrayList<>();

  private Plan(Experiment experiment) {
    this.experiment = experiment;
    for (TestProblem problem : experiment.problems()) {
      for (int level = 0; level < experiment.levels().size(); level++) {
        for (Contender contender : experiment.optimizers()) {
          if (contender.isOn(problem.track())) {
            cells.add(new Cell(problem, level, contender));
          }
        }
      }
    }
  }

  /** Unfolds the experiment. */
  public static Plan of(Experiment experiment) {
    return new Plan(experiment);
  }

  /** What is planned. */
  public Experiment experiment() {
    return experiment;
  }

  /** All cells: by problem, then level, then optimizer, each in the order of the file. */
  public List<Cell> cells() {
    return List.copyOf(cells);
  }

  /** The values that are tried for a cell, ascending; none when there is nothing to tune. */
  public List<Double> grid(Cell cell) {
    return cell.contender().grid(experiment.tuning().draws());
  }

  /** The runs that tune. */
  public List<Run> tuning() {
    List<Run> runs = new ArrayList<>();
    for (Cell cell : cells) {
      for (double value : grid(cell)) {
        for (int seed = 1; seed <= experiment.tuning().seeds(); seed++) {
          runs.add(new Run(cell, Phase.TUNE, value, seed));
        }
      }
    }
    return runs;
  }

  /** What tuning chose, for each cell that has something to tune. */
  public Map<Cell, Tuned> tuned(ToDoubleFunction<Run> gap) {
    Map<Cell, Tuned> tuned = new HashMap<>();
    for (Cell cell : cells) {
      List<Double> grid = grid(cell);
      if (!grid.isEmpty()) {
        tuned.put(cell, Tuned.choose(grid, value -> gaps(cell, value, gap)));
      }
    }
    return tuned;
  }

  /** The runs that are reported. */
  public List<Run> report(Map<Cell, Tuned> tuned) {
    List<Run> runs = new ArrayList<>();
    for (Cell cell : cells) {
      Tuned choice = tuned.get(cell);
      for (int seed = 1; seed <= experiment.seeds(); seed++) {
        runs.add(new Run(cell, Phase.REPORT, choice == null ? null : choice.value(), seed));
      }
    }
    return runs;
  }

  private double[] gaps(Cell cell, double value, ToDoubleFunction<Run> gap) {
    return IntStream.rangeClosed(1, experiment.tuning().seeds())
        .mapToDouble(seed -> gap.applyAsDouble(new Run(cell, Phase.TUNE, value, seed)))
        .toArray();
  }

  /** How many runs there are of both phases. */
  public int size() {
    return tuning().size() + cells.size() * experiment.seeds();
  }
}
