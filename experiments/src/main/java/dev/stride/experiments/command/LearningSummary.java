package dev.stride.experiments.command;

import dev.stride.experiments.stats.Interval;
import dev.stride.experiments.stats.MeanInterval;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.rule.Rules;
import dev.stride.rl.Agents;
import dev.stride.rl.Handling;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.env.Environments;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.feature.Features;
import dev.stride.rl.feature.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the runs of {@code stride rl} come to, taken together. */
record LearningSummary(
    List<LearningResult> runs, Interval returns, Interval last, Interval error, int diverged) {

  LearningSummary(List<LearningResult> runs) {
    this(
        runs,
        interval(runs, run -> mean(run.returns(), 0)),
        interval(runs, run -> mean(run.returns(), run.returns().length * 9 / 10)),
        interval(runs, LearningResult::valueError),
        (int) runs.stream().filter(LearningResult::diverged).count());
  }

  /** Whether the environment tells what its best action would have brought. */
  private boolean tellsRegret() {
    double[] regrets = runs.get(0).regrets();
    return regrets.length > 0 && !Double.isNaN(regrets[0]);
  }

  private Interval regret() {
    return interval(runs, run -> Arrays.stream(run.regrets()).sum());
  }

  private Interval optimal() {
    return interval(
        runs, run -> Arrays.stream(run.regrets()).map(r -> r == 0 ? 1 : 0).average().orElse(0));
  }

  Json json(Learning learning) {
    double[] perSeed = runs.stream().mapToDouble(LearningResult::valueError).toArray();
    Json json = head(learning);
    if (tellsRegret()) {
      json.put("regret", json(regret())).put("optimal", json(optimal()));
    }
    return json.put("valueError", json(error).put("perSeed", perSeed))
        .put("steps", steps())
        .put("diverged", diverged)
        .put("curve", curve());
  }

  private Json head(Learning learning) {
    return new Json()
        .put("environment", Environments.registry().print(learning.environment()))
        .put("features", FeatureSets.registry().print(learning.seen()))
        .put("agent", Agents.registry().print(learning.agent()))
        .put("optimizer", optimizer(learning))
        .put("handling", learning.handling().toString())
        .put("noise", Noises.registry().print(learning.noise()))
        .put("discount", learning.discount())
        .put("episodes", learning.episodes())
        .put("seeds", runs.size())
        .put("returns", json(returns))
        .put("lastReturns", json(last));
  }

  String text(Learning learning) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s, noise %s: %d episodes on %d %s, %d steps%n"
            + "  return of an episode, mean     %s%n"
            + "  return, last tenth of the run  %s%n"
            + "%s"
            + "  value error at the end         %s%n"
            + "  diverged                       %d%n",
        Environments.registry().print(learning.environment()) + features(learning, ", "),
        Agents.registry().print(learning.agent()),
        optimizer(learning) + (learning.handling() == Handling.DENSE ? " on dense steps" : ""),
        Noises.registry().print(learning.noise()),
        learning.episodes(),
        runs.size(),
        runs.size() == 1 ? "seed" : "seeds",
        steps(),
        text(returns),
        text(last),
        tellsRegret()
            ? String.format(
                "  regret, total                  %s%n  share of best actions          %s%n",
                text(regret()), text(optimal()))
            : "",
        // That of a run that diverged is infinite.
        Double.isNaN(error.estimate()) ? "none: nobody knows the best values here" : text(error),
        diverged);
  }

  /** The features behind some words; nothing where they are a table, which hides nothing. */
  static String features(Learning learning, String words) {
    Features seen = learning.seen();
    return seen instanceof Table ? "" : words + FeatureSets.registry().print(seen);
  }

  private static String optimizer(Learning learning) {
    return learning.rule() == null ? "none" : Rules.print(learning.rule());
  }

  private long steps() {
    return runs.stream().mapToLong(LearningResult::steps).sum();
  }

  /** Mean true return of each episode over the runs that got that far. */
  private double[] curve() {
    int longest = runs.stream().mapToInt(run -> run.returns().length).max().orElse(0);
    double[] curve = new double[longest];
    for (int e = 0; e < longest; e++) {
      int episode = e;
      curve[e] =
          runs.stream()
              .filter(run -> run.returns().length > episode)
              .mapToDouble(run -> run.returns()[episode])
              .average()
              .orElse(Double.NaN);
    }
    return curve;
  }

  private static Interval interval(
      List<LearningResult> runs, ToDoubleFunction<LearningResult> figure) {
    return MeanInterval.of(runs.stream().mapToDouble(figure).toArray());
  }

  private static double mean(double[] returns, int from) {
    return Arrays.stream(returns, from, returns.length).average().orElse(Double.NaN);
  }

  private static Json json(Interval interval) {
    return new Json()
        .put("mean", interval.estimate())
        .put("low", interval.low())
        .put("high", interval.high());
  }

  private static String text(Interval i) {
    if (Double.isNaN(i.estimate())) {
      return "none: not every run came to the end of an episode";
    }
    return Double.isNaN(i.low())
        ? String.format(Locale.ROOT, "%.5g  (no interval)", i.estimate())
        : String.format(
            Locale.ROOT, "%.5g  (95%% interval %.5g to %.5g)", i.estimate(), i.low(), i.high());
  }
}
