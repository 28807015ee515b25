package dev.stride.experiments.report;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.TestProblem;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.stats.AllPairs;
import dev.stride.experiments.stats.Bootstrap;
import dev.stride.experiments.stats.Interval;
import dev.stride.experiments.stats.NullCalibration;
import dev.stride.experiments.task.Track;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Ranks the optimizers by their scores, over problems that all of them were run on. */
final class Rankings {
  private static final int RESAMPLES = 1000;
  private static final int PAIR_RESAMPLES = 1999;
  private static final int SPLITS = 25;
  private static final int LEAST_TO_SPLIT = 4;

  private final Results results;
  private final List<String> levels;
  private final Map<Place, CellSummary> cells = new LinkedHashMap<>();
  private final Streams streams;

  private record Place(String problem, int level, String optimizer) {}

  Rankings(Results results, List<CellSummary> summaries) {
    this.results = results;
    this.levels = results.plan().experiment().levels();
    this.streams = Streams.of(results.plan().experiment().seed()).at("statistics");
    for (CellSummary cell : summaries) {
      Place place =
          new Place(cell.cell().problem().name(), cell.cell().level(), cell.cell().optimizer());
      cells.put(place, cell);
    }
  }

  List<Scope> scopes() {
    List<TestProblem> problems = results.plan().experiment().problems();
    List<Scope> scopes = new ArrayList<>();
    List<Track> tracks = problems.stream().map(TestProblem::track).distinct().sorted().toList();
    if (tracks.size() > 1) {
      scopes.add(scope("all tracks", problems));
    }
    for (Track track : tracks) {
      scopes.add(scope(track.title(), problems.stream().filter(p -> p.track() == track).toList()));
    }
    return scopes.stream().filter(scope -> !scope.noisy().standings().isEmpty()).toList();
  }

  NullCalibration calibration() {
    List<TestProblem> problems = results.plan().experiment().problems();
    if (results.plan().experiment().seeds() < LEAST_TO_SPLIT) {
      return new NullCalibration(0, 0);
    }
    return optimizers(List.of()).parallelStream()
        .map(optimizer -> calibration(optimizer, problems))
        .reduce(new NullCalibration(0, 0), NullCalibration::plus);
  }

  private NullCalibration calibration(String optimizer, List<TestProblem> problems) {
    List<TestProblem> ran = problems.stream().filter(p -> ranOn(optimizer, p)).toList();
    NullCalibration sum = new NullCalibration(0, 0);
    for (int level = 0; level < levels.size(); level++) {
      Streams stream = streams.at("calibration").at(optimizer).at("level", level);
      double[][] scores = scores(optimizer, ran, List.of(level));
      sum = sum.plus(NullCalibration.of(scores, SPLITS, stream));
    }
    return sum;
  }

  private Scope scope(String title, List<TestProblem> problems) {
    List<String> optimizers = optimizers(problems);
    List<Ranking> each =
        IntStream.range(0, levels.size())
            .parallel()
            .mapToObj(k -> rank(title, levels.get(k), problems, List.of(k), optimizers))
            .toList();
    List<Integer> noisy =
        IntStream.range(0, levels.size()).filter(k -> isNoisy(k, problems)).boxed().toList();
    Ranking together =
        noisy.isEmpty()
            ? rank(title, "all levels", problems, allLevels(), optimizers)
            : rank(title, "all noisy levels", problems, noisy, optimizers);
    return new Scope(title, problems.stream().map(TestProblem::name).toList(), together, each);
  }

  private Ranking rank(
      String scope,
      String name,
      List<TestProblem> problems,
      List<Integer> of,
      List<String> optimizers) {
    Streams here = streams.at(scope).at(name);
    Map<String, double[][]> scores = new LinkedHashMap<>();
    optimizers.forEach(optimizer -> scores.put(optimizer, scores(optimizer, problems, of)));
    Map<String, Interval> means = new LinkedHashMap<>();
    scores.forEach(
        (optimizer, strata) ->
            means.put(optimizer, new Bootstrap(RESAMPLES, here.at(optimizer)).mean(strata)));
    List<String> order = new ArrayList<>(optimizers);
    order.sort(
        Comparator.comparingDouble(
            optimizer -> -Objects.requireNonNull(means.get(optimizer)).estimate()));
    List<Standing> standings = new ArrayList<>();
    if (order.isEmpty()) {
      return new Ranking(name, standings);
    }
    double[][] best = Objects.requireNonNull(scores.get(order.get(0)));
    AllPairs pairs =
        AllPairs.of(
            order.stream().map(scores::get).toArray(double[][][]::new),
            PAIR_RESAMPLES,
            here.at("pairs"));
    for (int i = 0; i < order.size(); i++) {
      String optimizer = order.get(i);
      Bootstrap bootstrap = new Bootstrap(RESAMPLES, here.at("improvement").at(optimizer));
      standings.add(
          new Standing(
              optimizer,
              Objects.requireNonNull(means.get(optimizer)),
              i == 0 ? new Interval(0, 0, 0) : pairs.difference(0, i),
              i == 0 ? 1 : pairs.p(0, i),
              bootstrap.improvement(Objects.requireNonNull(scores.get(optimizer)), best)));
    }
    return new Ranking(name, standings);
  }

  /** Names of the optimizers that were run on all of the problems, in the order of the file. */
  private List<String> optimizers(List<TestProblem> problems) {
    Set<String> names = new LinkedHashSet<>();
    for (Contender contender : results.plan().experiment().optimizers()) {
      if (problems.stream().allMatch(problem -> ranOn(contender.use(), problem))) {
        names.add(contender.use());
      }
    }
    return List.copyOf(names);
  }

  private boolean ranOn(String optimizer, TestProblem problem) {
    return cells.containsKey(new Place(problem.name(), 0, optimizer));
  }

  private double[][] scores(String optimizer, List<TestProblem> problems, List<Integer> of) {
    List<double[]> strata = new ArrayList<>();
    for (TestProblem problem : problems) {
      for (int level : of) {
        Place place = new Place(problem.name(), level, optimizer);
        strata.add(Objects.requireNonNull(cells.get(place)).scores());
      }
    }
    return strata.toArray(double[][]::new);
  }

  private boolean isNoisy(int level, List<TestProblem> problems) {
    return results.tasks().entrySet().stream()
        .filter(entry -> entry.getKey().level() == level)
        .filter(entry -> problems.contains(entry.getKey().problem()))
        .anyMatch(entry -> entry.getValue().noise() != 0);
  }

  private List<Integer> allLevels() {
    return IntStream.range(0, levels.size()).boxed().toList();
  }
}
