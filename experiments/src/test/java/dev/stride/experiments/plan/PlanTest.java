package dev.stride.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.TestProblem;
import dev.stride.experiments.config.Tuning;
import dev.stride.experiments.task.LandscapeSetup;
import dev.stride.experiments.task.RlSetup;
import dev.stride.experiments.task.Track;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<String> NOISE = List.of("none", "gaussian:10");
  private static final TestProblem BOWL =
      new TestProblem("bowl", 0.1, null, null, new LandscapeSetup("quadratic", 100, NOISE));
  private static final TestProblem CLIFF =
      new TestProblem(
          "cliff",
          0.1,
          null,
          new RlSetup("cliff-walking", "sarsa", null, 10, null, null, NOISE),
          null);
  private static final Contender ADAM = new Contender("adam", "learningRate", 0.001, 1.0, null);
  private static final Contender LBFGS =
      new Contender("lbfgs", null, null, null, List.of(Track.LANDSCAPE));
  private static final Experiment EXPERIMENT =
      new Experiment(
          "e",
          "q",
          5,
          3,
          new Tuning(2, 4),
          List.of("calm", "loud"),
          List.of(ADAM, LBFGS),
          List.of(BOWL, CLIFF));
  private static final Plan PLAN = Plan.of(EXPERIMENT);

  @Test
  void everyOptimizerMeetsTheProblemsOfItsTracks() {
    assertEquals(
        List.of(
            "bowl/none/adam",
            "bowl/none/lbfgs",
            "bowl/gaussian:10/adam",
            "bowl/gaussian:10/lbfgs",
            "cliff/none/adam",
            "cliff/gaussian:10/adam"),
        PLAN.cells().stream().map(Cell::id).toList());
  }

  @Test
  void runsHaveIdsThatAPersonCanRead() {
    List<Run> tuning = PLAN.tuning();
    assertEquals("bowl/none/adam/tune-0.001/seed-1", tuning.get(0).id());
    assertEquals("bowl/none/adam/tune-0.01/seed-1", tuning.get(2).id());
    assertEquals("adam:learningRate=0.01", tuning.get(2).optimizer());
    Cell cell = PLAN.cells().get(5);
    Run run = new Run(cell, Phase.REPORT, 0.01, 3);
    assertEquals("cliff/gaussian:10/adam/seed-3", run.id());
    assertEquals("adam:learningRate=0.01", run.optimizer());
    assertEquals(4 * 4 * 2, tuning.size());
    assertEquals(tuning.size() + 6 * 3, PLAN.size());
    Set<String> ids = new HashSet<>();
    tuning.forEach(r -> ids.add(r.id()));
    PLAN.report(Map.of()).forEach(r -> ids.add(r.id()));
    assertEquals(PLAN.size(), ids.size());
  }

  @Test
  void theGridIsEvenOnALogarithmicScale() {
    assertEquals(List.of(0.001, 0.01, 0.1, 1.0), PLAN.grid(PLAN.cells().get(0)));
    assertEquals(List.of(), PLAN.grid(PLAN.cells().get(1)));
  }

  @Test
  void theSameSeedIsTheSameNoiseForEveryOptimizerAndForNothingElse() {
    Cell adam = PLAN.cells().get(0);
    Cell lbfgs = PLAN.cells().get(1);
    Cell loud = PLAN.cells().get(2);
    Cell cliff = PLAN.cells().get(4);
    long first = draw(new Run(adam, Phase.REPORT, 0.1, 1), 5);
    assertEquals(first, draw(new Run(lbfgs, Phase.REPORT, null, 1), 5));
    assertEquals(first, draw(new Run(adam, Phase.REPORT, 1.0, 1), 5));
    Set<Long> others =
        Set.of(
            draw(new Run(adam, Phase.REPORT, 0.1, 2), 5),
            draw(new Run(adam, Phase.TUNE, 0.1, 1), 5),
            draw(new Run(loud, Phase.REPORT, 0.1, 1), 5),
            draw(new Run(cliff, Phase.REPORT, 0.1, 1), 5),
            draw(new Run(adam, Phase.REPORT, 0.1, 1), 6));
    assertEquals(5, others.size());
    others.forEach(other -> assertNotEquals(first, other));
  }

  private static long draw(Run run, long seed) {
    return run.streams(seed).rng().nextLong();
  }

  @Test
  void tuningTakesTheLeastGapAndSaysWhetherItLiesOnAnEdge() {
    List<Double> grid = List.of(0.1, 1.0, 10.0);
    double inf = Double.POSITIVE_INFINITY;
    assertEquals(new Tuned(1, false), Tuned.choose(grid, v -> new double[] {v == 1 ? 1 : 2}));
    assertEquals(new Tuned(10, true), Tuned.choose(grid, v -> new double[] {-v}));
    assertEquals(
        new Tuned(0.1, true), Tuned.choose(grid, v -> new double[] {3}), "the cautious one");
    assertEquals(
        new Tuned(1, false),
        Tuned.choose(grid, v -> v == 1 ? new double[] {9, 9} : new double[] {0, inf}),
        "half of the runs diverged elsewhere");
    assertEquals(new Tuned(0.1, true), Tuned.choose(grid, v -> new double[] {inf}));
  }

  @Test
  void whatHasNothingToTuneIsReportedAsItIs() {
    Map<Cell, Tuned> tuned = PLAN.tuned(run -> run.value());
    assertEquals(new Tuned(0.001, true), tuned.get(PLAN.cells().get(0)));
    assertNull(tuned.get(PLAN.cells().get(1)));
    assertEquals("lbfgs", PLAN.report(tuned).get(3).optimizer());
  }
}
