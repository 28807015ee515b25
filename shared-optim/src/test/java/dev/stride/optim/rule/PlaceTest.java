package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a link promises holds in every chain of two that is not refused, and of three. */
class PlaceTest {
  private static final int N = Dealer.N;
  private static final Layout LAYOUT = Layout.flat(2).with("phi", 2, 2);
  private static final int STEPS = 40;

  /** In the box that the bare name means. */
  private static double[] start() {
    return new double[] {0.5, -0.5, 0.9, 0.25, -0.75, 0.125};
  }

  private static List<String> links() {
    List<String> links =
        new ArrayList<>(Rules.registry().entries().stream().map(Entry::name).toList());
    links.set(links.indexOf("group"), "group:blocks=phi,rule=adam,others=momentum");
    links.add("adam:learningRate=0.5+decay");
    links.add("group:blocks=phi,rule=(adam+box)");
    return links;
  }

  /** The chains of the link and others that can be read. */
  private static List<String> accepted(String link) {
    List<String> accepted = new ArrayList<>(List.of(link));
    for (String other : links()) {
      for (String chain : List.of(other + "+" + link, link + "+" + other)) {
        if (isAccepted(chain)) {
          accepted.add(chain);
        }
      }
    }
    assertTrue(accepted.size() > 3, "hardly anything goes with " + link);
    return accepted;
  }

  private static boolean isAccepted(String chain) {
    try {
      Dealer.rule(chain);
      return true;
    } catch (BadInput refused) {
      return false;
    }
  }

  /** A rule at work from the start on, with the points that it has led to. */
  private static final class Walk {
    private final Rule.State<Step> state;
    private final Step step;
    private final double[] x = start();
    private final double[] sum = new double[N];

    Walk(String text) {
      Rule<Step> rule = Dealer.rule(text);
      state = rule.start(LAYOUT, Streams.of(3).rng());
      step = Dealer.dense(rule);
    }

    void go(Dealer dealer) {
      dealer.fill(step);
      go();
    }

    void go() {
      state.apply(step, x);
      step.addTo(x);
      for (int i = 0; i < N; i++) {
        sum[i] += x[i];
      }
    }

    double[] recommended() {
      double[] into = x.clone();
      state.recommended(x, into);
      return into;
    }
  }

  @Test
  void aBoxHolds() {
    for (String chain : accepted("box")) {
      Walk walk = new Walk(chain);
      Dealer dealer = new Dealer("box");
      for (int k = 0; k < STEPS; k++) {
        walk.go(dealer);
        for (double each : walk.x) {
          assertTrue(Math.abs(each) <= 1, chain);
        }
      }
    }
  }

  @Test
  void whatIsFrozenStays() {
    for (String chain : accepted("freeze:blocks=phi")) {
      Walk walk = new Walk(chain);
      Dealer dealer = new Dealer("freeze");
      for (int k = 0; k < STEPS; k++) {
        walk.go(dealer);
        for (int i = 2; i < N; i++) {
          assertEquals(start()[i], walk.x[i], 0, chain);
        }
      }
    }
  }

  /** With a slow step behind each fast one, the parameters are where the slow weights are. */
  @Test
  void lookaheadGoesBackToItsSlowWeights() {
    for (String chain : accepted("lookahead:steps=1")) {
      Walk walk = new Walk(chain);
      Dealer dealer = new Dealer("lookahead");
      for (int k = 0; k < STEPS; k++) {
        walk.go(dealer);
        assertNear(walk.x, walk.recommended(), chain);
      }
    }
  }

  /**
   * Without momentum the parameters are the base point, and their mean is the average. A box holds
   * the one and not the other, which is how it is meant.
   */
  @Test
  void scheduleFreeAveragesItsBasePoints() {
    for (String chain : accepted("schedule-free:momentum=0")) {
      if (!chain.contains("box")) {
        assertRecommendsTheMean(chain);
      }
    }
  }

  @Test
  void anAverageIsThatOfThePoints() {
    accepted("polyak").forEach(PlaceTest::assertRecommendsTheMean);
  }

  private static void assertRecommendsTheMean(String chain) {
    Walk walk = new Walk(chain);
    Dealer dealer = new Dealer("average");
    for (int k = 1; k <= STEPS; k++) {
      walk.go(dealer);
      double[] mean = new double[N];
      for (int i = 0; i < N; i++) {
        mean[i] = walk.sum[i] / k;
      }
      assertNear(mean, walk.recommended(), chain);
    }
  }

  /** Rounding alone: sums of 40 points. */
  private static void assertNear(double[] expected, double[] actual, String chain) {
    for (int i = 0; i < N; i++) {
      assertEquals(expected[i], actual[i], 1e-12 * (1 + Math.abs(expected[i])), chain);
    }
  }

  @Test
  void theGuardSeesWhatIsNotFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (String chain : accepted("nan-guard")) {
        Walk walk = new Walk(chain);
        new Dealer("guard").fill(walk.step).value[3] = bad;
        assertThrows(Diverged.class, walk::go, chain);
      }
    }
  }

  /** What stands with it does to the bit what it would do, minimising the negative, alone. */
  @Test
  void maximisingIsMinimisingTheNegative() {
    for (String chain : accepted("maximise")) {
      if (chain.equals("maximise")) {
        continue;
      }
      Walk up = new Walk(chain);
      Walk down = new Walk(chain.replaceAll("\\+?maximise\\+?", ""));
      Dealer one = new Dealer("maximise");
      Dealer two = new Dealer("maximise");
      for (int k = 0; k < STEPS; k++) {
        up.go(one);
        turn(two.fill(down.step));
        down.go();
        assertArrayEquals(down.x, up.x, 0, chain);
      }
    }
  }

  private static void turn(Step step) {
    step.surprise = -step.surprise;
    step.objective = -step.objective;
    for (int i = 0; i < N; i++) {
      step.value[i] = -step.value[i];
    }
  }

  /**
   * An objective that stands still halves the steps each time, to nothing in the end. Behind it,
   * schedule-free is led on by its average although the base point stands.
   */
  @Test
  void aPlateauShortensTheStepsToNothing() {
    for (String chain : accepted("plateau:factor=0.5,patience=0")) {
      if (chain.endsWith("schedule-free")) {
        continue;
      }
      Walk walk = new Walk(chain);
      Dealer dealer = new Dealer("plateau");
      for (int k = 0; k < 3 * STEPS; k++) {
        dealer.fill(walk.step).objective = 1;
        walk.go();
      }
      double[] before = walk.x.clone();
      dealer.fill(walk.step).objective = 1;
      walk.go();
      assertArrayEquals(before, walk.x, 1e-12, chain);
    }
  }

  /** Links in front of these leave the step alone: the same bits as without them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "idbd",
        "autostep",
        "tidbd",
        "autotidbd",
        "alpha-bound",
        "vsgd",
        "obgd",
        "kalman",
        "bakf",
        "sample-average",
        "surprise-signal"
      })
  void whatTakesTheProposedStepGetsIt(String first) {
    for (String chain : accepted(first)) {
      if (!chain.endsWith("+" + first)) {
        continue;
      }
      Walk chained = new Walk(chain);
      Walk alone = new Walk(first);
      Dealer one = new Dealer("first");
      Dealer two = new Dealer("first");
      for (int k = 0; k < STEPS; k++) {
        chained.go(one);
        alone.go(two);
        assertArrayEquals(alone.x, chained.x, 0, chain);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "box+momentum:0.1 | momentum:learningRate=0.1 has to stand in front of box:"
            + " momentum:learningRate=0.1+box",
        "lookahead+adam | adam has to stand in front of lookahead: adam+lookahead",
        "schedule-free+adam | adam has to stand in front of schedule-free: adam+schedule-free",
        "lookahead+plateau | plateau has to stand in front of lookahead: plateau+lookahead",
        "plateau+adam | adam has to stand in front of plateau: adam+plateau",
        "freeze+adamw | adamw has to stand in front of freeze: adamw+freeze",
        "adam+nan-guard+maximise | maximise has to stand in front of adam:"
            + " maximise+adam+nan-guard",
        "nan-guard+box+adam | adam has to stand in front of box: nan-guard+adam+box",
        "adam+box+maximise | maximise has to stand in front of adam: maximise+adam+box",
        "clip-value+tidbd | tidbd has to stand in front of clip-value: tidbd+clip-value",
        "clip-norm+kalman | kalman has to stand in front of clip-norm: kalman+clip-norm",
        "idbd+tidbd | tidbd cannot be chained with idbd, in either order",
        "maximise+maximise | maximise cannot be chained with maximise, in either order",
        "group:rule=(sgd+box)+momentum | momentum has to stand in front of group:rule=(sgd+box):"
            + " momentum+group:rule=(sgd+box)",
        "clip-norm+group:rule=(maximise+sgd) | group:rule=(maximise+sgd) has to stand in front of"
            + " clip-norm: group:rule=(maximise+sgd)+clip-norm",
        "adam+group:rule=(maximise+sgd+box) | group:rule=(maximise+sgd+box) cannot be chained with"
            + " adam, in either order",
      })
  void whatStandsInTheWrongPlaceIsToldTheRightOne(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> Rules.parse(text, TraceStep.class, "a test"));
    assertEquals("optimizer '" + text + "': " + message, bad.getMessage());
  }

  /** In code, where a rule has no text yet. */
  @Test
  void aChainIsCheckedWhenItIsMade() {
    Rule<Step> box = new Box(-1, 1);
    IllegalArgumentException bad =
        assertThrows(IllegalArgumentException.class, () -> box.then(Sgd.of(1)));
    assertEquals("Sgd has to stand in front of Box: Sgd+Box", bad.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nan-guard+maximise+clip-norm+adam+plateau+lookahead+box+nan-guard",
        "ema+tidbd+clip-value+freeze",
        "schedule-free+box+freeze",
        "adam+box+polyak",
        "sgd+plateau+group:rule=box",
        "group:blocks=phi,rule=(maximise+sgd)",
      })
  void whatStandsRightIsTaken(String text) {
    assertEquals(text, Rules.print(Rules.parse(text, TraceStep.class, "a test")));
  }
}
