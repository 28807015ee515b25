package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.TestProblem;
import dev.stride.experiments.config.Tuning;
import dev.stride.experiments.plan.Plan;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.stats.Interval;
import dev.stride.experiments.stats.NullCalibration;
import dev.stride.experiments.task.LandscapeSetup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static Standing standing(String name, double score, double behind, double p) {
    return new Standing(
        name,
        new Interval(score, score - 0.02, score + 0.02),
        new Interval(behind, behind - 0.01, behind + 0.01),
        p,
        new Interval(0.5, 0.4, 0.6));
  }

  private static Scope scope(String title, Standing... standings) {
    List<Standing> list = Arrays.asList(standings);
    return new Scope(
        title,
        List.of("p"),
        new Ranking("all noisy levels", list),
        List.of(new Ranking("calm", list), new Ranking("loud", list)));
  }

  private static String answer(int seeds, Scope... scopes) {
    LandscapeSetup setup = new LandscapeSetup("quadratic", 10, List.of("none", "gaussian"));
    Experiment experiment =
        new Experiment(
            "e",
            "q",
            1,
            seeds,
            new Tuning(1, 2),
            List.of("calm", "loud"),
            List.of(new Contender("sgd", null, null, null, null)),
            List.of(new TestProblem("p", 1, null, null, setup)));
    Results results = new Results(Plan.of(experiment), Map.of(), Map.of(), List.of(), List.of(), 0);
    return Answer.of(
            new Analysis(
                results,
                List.of(scopes),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new NullCalibration(0, 0)))
        .replace('\u00a0', ' ');
  }

  @Test
  void aClearWinnerIsNamedWithItsLead() {
    assertEquals(
        "Trust adam on all noisy levels of landscapes: it came 90 % of the way from the start to the"
            + " target (95 % interval 88 to 92 %), ahead of the next, sgd, by 10 points (9 to 11)."
            + " From level calm to level loud, the score of adam went from 90 % to 90 %.",
        answer(10, scope("landscapes", standing("adam", 0.9, 0, 1), standing("sgd", 0.8, 0.1, 0))));
  }

  @Test
  void whatCannotBeToldApartIsNotCalledAWinner() {
    Standing best = standing("adam", 0.9, 0, 1);
    Standing close = standing("rmsprop", 0.89, 0.01, 0.3);
    Standing far = standing("sgd", 0.5, 0.4, 0.001);
    String some = answer(30, scope("landscapes", best, close, far));
    assertTrue(some.startsWith("No single optimizer stands out on all noisy levels"), some);
    assertTrue(
        some.contains("but rmsprop cannot be told apart from it; only sgd (50 %) is behind."),
        some);
    Standing farther = standing("spsa", 0.4, 0.5, 0.001);
    Standing last = standing("surprise", 0.1, 0.8, 0.001);
    String two = answer(30, scope("landscapes", best, close, far, farther));
    assertTrue(two.contains("from it; sgd (50 %) and spsa (40 %) are behind."), two);
    String three = answer(30, scope("landscapes", best, close, far, farther, last));
    assertTrue(
        three.contains("from it; 3 others, from sgd (50 %) down to surprise (10 %), are behind."),
        three);
    String none = answer(30, scope("landscapes", best, close));
    assertTrue(none.contains("but none of the others can be told apart from it."), none);
  }

  @Test
  void eachTrackIsNamedWithItsOwn() {
    Scope both = scope("all tracks", standing("adam", 0.9, 0, 1), standing("sgd", 0.8, 0.1, 0));
    Scope first = scope("landscapes", standing("sgd", 0.9, 0, 1), standing("adam", 0.8, 0.1, 0.2));
    Scope second = scope("learning", standing("adam", 0.7, 0, 1), standing("sgd", 0.1, 0.6, 0));
    String answer = answer(10, both, first, second);
    assertTrue(
        answer.endsWith(
            "Track by track: in landscapes, sgd (90 %) came furthest, not to be told apart from any"
                + " other; in learning, adam (70 %) came furthest, ahead of all others."),
        answer);
  }

  @Test
  void fewerThanTenSeedsAreInsufficient() {
    String answer =
        answer(9, scope("landscapes", standing("adam", 0.9, 0, 1), standing("sgd", 0.1, 0.8, 0)));
    assertTrue(answer.startsWith("Insufficient: 9 seeds for each cell cannot carry"), answer);
  }

  @Test
  void oneOptimizerAloneIsNotCompared() {
    String answer = answer(10, scope("landscapes", standing("adam", 0.9, 0, 1)));
    assertTrue(answer.startsWith("Only adam was run on"), answer);
    assertTrue(answer(10).contains("nothing to compare"));
  }
}
