package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Second moments that stall are told, and others are not. */
class StallTest {
  private static final String NEVER = "the second moment stalls parameter 0: it never recovers";

  /** A rule under steps that are made by hand, watched. */
  private static final class Watched implements Figures {
    private final List<String> diagnoses = new ArrayList<>();
    private final Rule.State<? super Step> state;
    private final double[] x;

    Watched(String rule, Layout layout) {
      state = Rules.parse(rule, Step.class, "a test").start(layout);
      state.watch();
      x = new double[layout.size()];
    }

    Watched(String rule) {
      this(rule, Layout.flat(1));
    }

    Watched dense(int times, double... proposed) {
      Step step = Step.dense(x.length);
      for (int k = 0; k < times; k++) {
        System.arraycopy(proposed, 0, step.value, 0, x.length);
        state.apply(step, x);
      }
      return this;
    }

    Watched sparse(int times, int at, double proposed) {
      Step step = Step.sparse(1);
      step.size = 1;
      for (int k = 0; k < times; k++) {
        step.index[0] = at;
        step.value[0] = proposed;
        state.apply(step, x);
      }
      return this;
    }

    List<String> diagnoses() {
      diagnoses.clear();
      state.figures(this);
      return diagnoses;
    }

    @Override
    public void figure(String name, double value) {}

    @Override
    public void diagnosis(String text) {
      diagnoses.add(text);
    }
  }

  /** v, corrected for its start where the rule does, and of which Adamax keeps the root. */
  private static double square(Watched watched) {
    Map<String, double[]> saved = new HashMap<>();
    Snapshot.of(watched.state)
        .values()
        .forEach((name, value) -> saved.put(name.substring(name.indexOf('/') + 1), value));
    double[] root = saved.getOrDefault("u", new double[1]);
    double square = saved.getOrDefault("v", new double[] {root[0] * root[0]})[0];
    double[] none = {0};
    boolean apart = saved.getOrDefault("apart", none)[0] > 0;
    String all = saved.containsKey("blockPower2") ? "blockPower2" : "power2";
    String each = saved.containsKey("blockPower2") ? all : "each2";
    double power = saved.getOrDefault(apart ? each : all, none)[0];
    // Of a mode that does not correct it stays 1.
    return square / (1 - (power == 1 ? 0 : power));
  }

  private static int foretold(String told) {
    assertTrue(told.endsWith(" steps to half speed"), told);
    return Integer.parseInt(told.replaceAll(".*about ([0-9]+) .*", "$1"));
  }

  /** 1000 gradients of 1, then small ones, while v still remembers the large ones. */
  @ParameterizedTest
  @CsvSource({
    "adam, 0.001, 1100",
    "adam:beta1=0, 0.001, 1100",
    "adamw, 0.001, 1100",
    "adam-mini, 0.001, 1100",
    "radam, 0.001, 1100",
    "nadam, 0.001, 1100",
    "rmsprop:decay=0.99, 0.001, 500",
    "rmsprop:decay=0.99+sgd, 0.001, 500",
    "'rmsprop:decay=0.99,momentum=0.5', 0.001, 500",
    "adadelta:decay=0.99, 0.001, 500",
    "adamax:beta2=0.999, 0.001, 1100",
    "yogi, 0.05, 1100",
    "yogi:mode=corrected, 0.05, 4000"
  })
  void whatStallsIsToldWithTheStepsToHalfSpeed(String rule, double small, int times) {
    Watched watched = new Watched(rule).dense(1000, 1);
    assertEquals(List.of(), watched.diagnoses(), "no stall under steady gradients");
    String told = watched.dense(times, small).diagnoses().get(0);
    String what = rule.startsWith("adam-mini") ? "block theta" : "parameter 0";
    assertTrue(told.startsWith("the second moment stalls " + what + ": about "), told);
    int taken = untilHalfSpeed(watched, small);
    // What is left of the recent mean is not foreseen.
    assertEquals(taken, foretold(told), 0.05 * taken, told);
    assertEquals(List.of(), watched.diagnoses());
  }

  private static int untilHalfSpeed(Watched watched, double small) {
    int taken = 0;
    while (square(watched) > 4 * small * small) {
      watched.dense(1, small);
      taken++;
    }
    return taken;
  }

  /** Early in a run, and close to what is no stall: v̂ falls by its correction, too. */
  @ParameterizedTest
  @CsvSource({
    "adam, 100, 0.03, 300",
    "adamw, 100, 0.03, 300",
    "adam-mini, 100, 0.03, 300",
    "radam, 100, 0.03, 300",
    "nadam, 100, 0.03, 300",
    "adam:beta2=0.9999, 60, 0.03, 300",
    "adam:beta2=0.99, 1000, 0.01, 370",
    "adamax, 1000, 0.03, 1000",
    "yogi, 100, 0.03, 300",
    "yogi:mode=corrected, 100, 0.03, 300",
    "'yogi:mode=corrected,beta2=0.9999', 60, 0.03, 300",
    "'yogi:mode=corrected,beta2=0.99999', 60, 0.03, 300",
  })
  void theStepsToHalfSpeedAreForetoldEarly(String rule, int large, double small, int times) {
    Watched watched = new Watched(rule).dense(large, 1).dense(times, small);
    String told = watched.diagnoses().get(0);
    int taken = untilHalfSpeed(watched, small);
    assertEquals(taken, foretold(told), 0.05 * taken, told);
  }

  /** Touched in every fourth step, a parameter takes four times as many. */
  @ParameterizedTest
  @ValueSource(strings = {"adam", "adam-mini", "yogi:mode=corrected"})
  void stepsThatDoNotTouchAParameterCount(String rule) {
    Layout layout = Layout.flat(1).with("phi", 1);
    Watched watched = new Watched(rule, layout);
    int taken = 0;
    String told = "";
    for (int touch = 0; touch < 400 || square(watched) > 4 * 0.03 * 0.03; touch++) {
      if (touch == 400) {
        told = watched.diagnoses().get(0);
      }
      taken += touch < 400 ? 0 : 4;
      watched.sparse(1, 0, touch < 100 ? 1 : 0.03).sparse(3, 1, 1);
    }
    assertEquals(taken, foretold(told), 0.05 * taken, told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"adagrad", "amsgrad", "amsgrad:mode=corrected", "amsgrad:mode=max-of-corrected"})
  void whatNeverFallsIsToldAsSuch(String rule) {
    Watched watched = new Watched(rule).dense(1000, 1);
    assertEquals(List.of(), watched.diagnoses());
    assertEquals(List.of(NEVER), watched.dense(1100, 0.001).diagnoses());
  }

  /** A rule is judged by what it sees itself. */
  @Test
  void whatStandsInFrontCounts() {
    Watched clipped = new Watched("clip-norm:max=1+adam");
    assertEquals(List.of(), clipped.dense(1000, 1e6).diagnoses());
    assertEquals(List.of(), clipped.dense(2000, 0.5).diagnoses(), "clipped, and 4 times");
    assertEquals(1, clipped.dense(8000, 0.001).diagnoses().size());
    for (String rule :
        new String[] {
          "momentum:learningRate=1,momentum=0.95+adam",
          "sgd:learningRate=20+adam",
          "noise:sd=20+adam",
          "sgd:learningRate=0.001+adagrad"
        }) {
      assertEquals(List.of(), new Watched(rule).dense(1000, 1).diagnoses(), rule);
    }
  }

  /** Descent on x² without noise: every fifth step is looked at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam:learningRate=%s",
        "adam:learningRate=%s,beta2=0.99",
        "amsgrad:learningRate=%s",
        "amsgrad:learningRate=%s,mode=max-of-corrected",
        "adagrad:learningRate=%s",
        "rmsprop:learningRate=%s,decay=0.99",
        "yogi:learningRate=%s"
      })
  void aRunThatConvergesDoesNotStall(String form) {
    for (double rate : new double[] {1e-3, 1e-2, 0.1, 1}) {
      for (double start : new double[] {0.1, 1, 10}) {
        String rule = String.format(form, Double.toString(rate));
        Watched watched = new Watched(rule);
        watched.x[0] = start;
        Step step = Step.dense(1);
        for (int k = 0; k < 20_000; k++) {
          step.value[0] = -2 * watched.x[0];
          watched.state.apply(step, watched.x);
          step.addTo(watched.x);
          if (k % 5 == 0) {
            assertEquals(List.of(), watched.diagnoses(), rule + " from " + start + " at " + k);
          }
        }
      }
    }
  }

  @Test
  void severalAreCountedAndTheWorstIsNamed() {
    Watched watched = new Watched("adagrad", Layout.flat(3));
    watched.dense(1000, 1, 1, 1).dense(1100, 0.01, 1, 0.001);
    assertEquals(
        List.of(
            "the second moment stalls 2 parameters, most of all parameter 2: it never recovers"),
        watched.diagnoses());
  }

  @Test
  void theBlocksOfAdamMiniAreJudgedAsAWhole() {
    Layout layout = Layout.flat(2).with("phi", 1).with("psi", 1);
    Watched watched = new Watched("adam-mini", layout).dense(1000, 1, 0.001, 1, 1);
    assertEquals(List.of(), watched.diagnoses(), "0.001 beside 1");
    String told = watched.dense(1100, 1, 0.001, 0.001, 1).diagnoses().get(0);
    assertTrue(told.startsWith("the second moment stalls block phi: about "), told);
    told = watched.dense(8000, 0.01, 0.01, 0.00001, 1).diagnoses().get(0);
    assertTrue(told.startsWith("the second moment stalls "), told);
  }

  /** The mean of AdaGrad is over the steps that touched a parameter. */
  @Test
  void whatWasHardlyTouchedIsNotJudged() {
    Watched watched = new Watched("adagrad", Layout.flat(2)).sparse(1, 0, 1e6);
    assertEquals(List.of(), watched.sparse(58, 0, 1).diagnoses());
    assertEquals(List.of(), watched.sparse(5000, 1, 1).diagnoses());
    watched.sparse(1000, 0, 1);
    assertEquals(List.of(NEVER), watched.diagnoses());
  }

  @Test
  void anUnevenShareOfTheStepsDoesNotStall() {
    Watched watched = new Watched("adagrad", Layout.flat(2));
    for (int k = 0; k < 100; k++) {
      watched.sparse(1, 0, 1).sparse(200, 1, 1);
    }
    assertEquals(List.of(), watched.diagnoses());
  }

  /** v - m² falls below a hundred times the recent square before v does. */
  @Test
  void centredRmsPropIsJudgedByItsSpread() {
    String rule = "rmsprop:decay=0.999";
    Watched plain = new Watched(rule).dense(3000, 1);
    Watched centred = new Watched(rule + ",centred=true").dense(3000, 1);
    int apart = 0;
    for (int k = 0; k < 3000; k++) {
      plain.dense(1, 0.035);
      centred.dense(1, 0.035);
      assertTrue(plain.diagnoses().size() >= centred.diagnoses().size());
      apart += plain.diagnoses().size() - centred.diagnoses().size();
    }
    assertTrue(apart > 0, "never apart");
    assertEquals(0, new Watched(rule).dense(9000, 1).diagnoses().size());
  }

  /** What is kept for watching is no part of the state, and a restored one is judged anew. */
  @Test
  void watchingLeavesTheStateAlone() {
    Watched watched = new Watched("adagrad").dense(3000, 1);
    Rule.State<? super Step> alone =
        Rules.parse("adagrad", Step.class, "a test").start(Layout.flat(1));
    Snapshot.of(watched.state).restore(alone);
    alone.figures(watched);
    assertEquals(List.of(), watched.diagnoses);
    alone.watch();
    Step step = Step.dense(1);
    for (int k = 0; k < 100; k++) {
      step.value[0] = 1;
      alone.apply(step, new double[1]);
    }
    alone.figures(watched);
    assertEquals(List.of(), watched.diagnoses);
  }

  @Test
  void aGroupTellsTheNumbersAmongAllParameters() {
    Layout layout = Layout.flat(2).with("phi", 2).with("psi", 1);
    String inner = "group:blocks=psi,rule=adagrad,others=sgd";
    Watched watched =
        new Watched("group:blocks=phi,rule=(clip-norm+adagrad),others=(" + inner + ")", layout);
    watched.dense(1000, 1, 1, 0.5, 0.5, 1).dense(1100, 1, 1, 0.5, 0.0005, 1);
    assertEquals(
        List.of("the second moment stalls parameter 3: it never recovers"), watched.diagnoses());
    watched.dense(5000, 1, 1, 0.5, 0.5, 0.0001);
    assertEquals(
        List.of("the second moment stalls parameter 4: it never recovers"), watched.diagnoses());
  }
}
