package dev.stride.experiments.report;

import dev.stride.experiments.config.Experiment;
import java.util.List;

/** The answer in two sentences, no stronger than the numbers. */
final class Answer {
  private static final int NAMED = 3;

  private Answer() {}

  static String of(Analysis analysis) {
    Experiment experiment = analysis.results().plan().experiment();
    if (analysis.scopes().isEmpty()) {
      return "No optimizer was run on all problems of a track. So there is nothing to compare.";
    }
    Scope lead = analysis.scopes().get(0);
    if (experiment.seeds() < Experiment.ENOUGH) {
      return "Insufficient: "
          + plural(experiment.seeds(), "seed")
          + " for each cell cannot carry an answer, which takes "
          + Experiment.ENOUGH
          + " at the very least. In this small sample "
          + sample(lead)
          + ".";
    }
    return first(lead) + " " + second(analysis, lead);
  }

  private static String sample(Scope scope) {
    Standing best = scope.noisy().standings().get(0);
    return best.optimizer()
        + " came furthest on "
        + where(scope)
        + ": "
        + Numbers.percent(best.score())
        + " of the way from the start to the target";
  }

  private static String first(Scope scope) {
    List<Standing> standings = scope.noisy().standings();
    Standing best = standings.get(0);
    String way =
        Numbers.percent(best.score().estimate())
            + " of the way from the start to the target (95\u00a0% interval "
            + Math.round(100 * best.score().low())
            + " to "
            + Math.round(100 * best.score().high())
            + "\u00a0%)";
    if (standings.size() == 1) {
      return "Only "
          + best.optimizer()
          + " was run on "
          + where(scope)
          + ", so there is no comparison; it came "
          + way
          + ".";
    }
    List<String> tied = tied(standings);
    if (tied.isEmpty()) {
      Standing next = standings.get(1);
      return "Trust "
          + best.optimizer()
          + " on "
          + where(scope)
          + ": it came "
          + way
          + ", ahead of the next, "
          + next.optimizer()
          + ", by "
          + Numbers.points(next.behind()).replace(" (", " points (")
          + ".";
    }
    return "No single optimizer stands out on "
        + where(scope)
        + ": "
        + best.optimizer()
        + " came furthest, "
        + way
        + ", but "
        + others(tied, standings)
        + ".";
  }

  private static String others(List<String> tied, List<Standing> standings) {
    if (tied.size() == standings.size() - 1) {
      return "none of the others can be told apart from it";
    }
    List<Standing> behind = standings.stream().skip(1).filter(s -> !s.isTied()).toList();
    return names(tied) + " cannot be told apart from it; " + out(behind);
  }

  /** Who is clearly worse; at least one. */
  private static String out(List<Standing> behind) {
    String last = scored(behind.get(behind.size() - 1));
    return switch (behind.size()) {
      case 1 -> "only " + last + " is behind";
      case 2 -> scored(behind.get(0)) + " and " + last + " are behind";
      default ->
          behind.size()
              + " others, from "
              + scored(behind.get(0))
              + " down to "
              + last
              + ", are behind";
    };
  }

  private static String scored(Standing standing) {
    return standing.optimizer() + " (" + Numbers.percent(standing.score().estimate()) + ")";
  }

  private static String second(Analysis analysis, Scope lead) {
    if (analysis.scopes().size() == 1) {
      return fall(lead);
    }
    List<String> each =
        analysis.scopes().stream()
            .filter(scope -> !scope.equals(lead))
            .map(Answer::winner)
            .toList();
    return "Track by track: " + String.join("; ", each) + ".";
  }

  private static String winner(Scope scope) {
    List<Standing> standings = scope.noisy().standings();
    Standing best = standings.get(0);
    List<String> tied = tied(standings);
    return "in " + scope.title() + ", " + scored(best) + " came furthest" + hedge(tied, standings);
  }

  private static String hedge(List<String> tied, List<Standing> standings) {
    if (standings.size() == 1) {
      return ", with nobody to compare it with";
    }
    if (tied.isEmpty()) {
      return ", ahead of all others";
    }
    boolean all = tied.size() == standings.size() - 1;
    return ", not to be told apart from " + (all ? "any other" : names(tied));
  }

  /** What the noise cost the best one, from the first level to the last. */
  private static String fall(Scope scope) {
    String best = scope.noisy().standings().get(0).optimizer();
    Ranking weakest = scope.levels().get(0);
    Ranking strongest = scope.levels().get(scope.levels().size() - 1);
    return "From level "
        + weakest.level()
        + " to level "
        + strongest.level()
        + ", the score of "
        + best
        + " went from "
        + Numbers.percent(score(weakest, best))
        + " to "
        + Numbers.percent(score(strongest, best))
        + ".";
  }

  private static double score(Ranking ranking, String optimizer) {
    return ranking.standings().stream()
        .filter(standing -> standing.optimizer().equals(optimizer))
        .mapToDouble(standing -> standing.score().estimate())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static List<String> tied(List<Standing> standings) {
    return standings.stream().skip(1).filter(Standing::isTied).map(Standing::optimizer).toList();
  }

  private static String where(Scope scope) {
    return scope.noisy().level() + " of " + scope.title();
  }

  private static String names(List<String> names) {
    int more = names.size() - NAMED;
    if (more > 1) {
      return String.join(", ", names.subList(0, NAMED)) + " and " + more + " more";
    }
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String plural(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
