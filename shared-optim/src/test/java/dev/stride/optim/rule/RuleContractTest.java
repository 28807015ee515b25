package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.Entry;
import dev.stride.optim.form.Form;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule, over a table of all of them. */
class RuleContractTest {
  private static final int N = Dealer.N;
  private static final Layout LAYOUT = Layout.flat(2).with("phi", 2, 2);

  static Stream<String> all() {
    return RuleTable.TABLE.stream();
  }

  static Stream<String> withoutMetric() {
    return RuleTable.TABLE.stream().filter(text -> !text.startsWith("qng"));
  }

  static Stream<String> untraced() {
    return RuleTable.TABLE.stream().filter(text -> rule(text).stepType() != TraceStep.class);
  }

  static Stream<String> lazy() {
    return withoutMetric().filter(text -> !rule(text).needsDense());
  }

  private static Rule<Step> rule(String text) {
    return Dealer.rule(text);
  }

  private static boolean memoryless(String text) {
    return names(text).allMatch(RuleTable.MEMORYLESS::contains);
  }

  private static Stream<String> names(String text) {
    return Form.links("optimizer", text).stream().map(link -> Form.parse("optimizer", link).name());
  }

  private static double[] start() {
    return new double[] {0.5, -1, 2, 0.25, -3, 1};
  }

  private static double[] run(String text, Rule.State<Step> state, Dealer dealer, int steps) {
    double[] x = start();
    Step step = Dealer.dense(rule(text));
    for (int k = 0; k < steps; k++) {
      state.apply(dealer.fill(step), x);
      step.addTo(x);
    }
    return x;
  }

  @Test
  void everyRegisteredRuleIsInTheTable() {
    Set<String> missing = new TreeSet<>();
    Rules.registry().entries().stream().map(Entry::name).forEach(missing::add);
    RuleTable.TABLE.stream().flatMap(RuleContractTest::names).forEach(missing::remove);
    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsPrintedReadsBack(String text) {
    Rule<?> rule = rule(text);
    assertEquals(rule, rule(Rules.print(rule)));
    assertEquals(text, Rules.print(rule));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameStepsGiveTheSameBits(String text) {
    assertArrayEquals(
        run(text, rule(text).start(LAYOUT), new Dealer("bits"), 50),
        run(text, rule(text).start(LAYOUT), new Dealer("bits"), 50),
        0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneRuleStartsIndependentStates(String text) {
    Rule<Step> rule = rule(text);
    Rule.State<Step> other = rule.start(LAYOUT);
    Rule.State<Step> state = rule.start(LAYOUT);
    run(text, other, new Dealer("other"), 20);
    assertArrayEquals(
        run(text, rule.start(LAYOUT), new Dealer("bits"), 20),
        run(text, state, new Dealer("bits"), 20),
        0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRestoredStateContinuesIdentically(String text) {
    Rule.State<Step> state = rule(text).start(LAYOUT);
    run(text, state, new Dealer("before"), 17);
    // Through the text of a checkpoint, which holds the bits too.
    String saved = Checkpoint.of(rule(text), LAYOUT, start(), state).toJson();
    double[] undisturbed = run(text, state, new Dealer("after"), 17);
    Rule.State<Step> restored = rule(text).start(LAYOUT);
    Checkpoint.parse(saved).state().restore(restored);
    assertArrayEquals(undisturbed, run(text, restored, new Dealer("after"), 17), 0);
  }

  @ParameterizedTest
  @MethodSource("lazy")
  void aRestoredStateContinuesIdenticallyBetweenSparseSteps(String text) {
    Rule.State<Step> state = rule(text).start(LAYOUT);
    runSparse(text, state, new Dealer("before"), 17);
    Snapshot saved = Snapshot.of(state);
    double[] undisturbed = runSparse(text, state, new Dealer("after"), 17);
    Rule.State<Step> restored = rule(text).start(LAYOUT);
    saved.restore(restored);
    assertArrayEquals(undisturbed, runSparse(text, restored, new Dealer("after"), 17), 0);
  }

  private static double[] runSparse(String text, Rule.State<Step> state, Dealer dealer, int steps) {
    double[] x = start();
    Step step = Dealer.sparse(rule(text));
    for (int k = 0; k < steps; k++) {
      state.apply(dealer.touch(step), x);
      step.addTo(x);
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRestoredStateRecommendsTheSamePoint(String text) {
    Rule.State<Step> state = rule(text).start(LAYOUT);
    if (names(text).noneMatch("box"::equals)) {
      assertArrayEquals(start(), recommended(state, start()), 0);
    }
    double[] x = run(text, state, new Dealer("recommended"), 17);
    Rule.State<Step> restored = rule(text).start(LAYOUT);
    Snapshot.of(state).restore(restored);
    double[] point = recommended(state, x.clone());
    double[] y = x.clone();
    assertArrayEquals(point, recommended(restored, y), 0);
    assertArrayEquals(x, y, 0);
  }

  /** A rule that says that it recommends puts its own point in place of one that is there. */
  @ParameterizedTest
  @MethodSource("all")
  void onlyWhatRecommendsReplacesAPoint(String text) {
    if (names(text).anyMatch(RuleTable.HOLDING::contains)) {
      return;
    }
    Rule.State<Step> state = rule(text).start(LAYOUT);
    double[] x = run(text, state, new Dealer("recommended"), 17);
    double[] before = {7, 6, 5, 4, 3, 2};
    double[] into = before.clone();
    state.recommended(x, into);
    boolean replaced = false;
    for (int i = 0; i < N; i++) {
      replaced |= into[i] != before[i];
    }
    assertEquals(rule(text).recommends(), replaced);
  }

  private static double[] recommended(Rule.State<Step> state, double[] x) {
    double[] into = x.clone();
    state.recommended(x, into);
    return into;
  }

  @ParameterizedTest
  @MethodSource("all")
  void leavesTheParametersAlone(String text) {
    Rule.State<Step> state = rule(text).start(LAYOUT);
    double[] x = start();
    state.apply(new Dealer("x").fill(Dealer.dense(rule(text))), x);
    assertArrayEquals(start(), x, 0);
  }

  /** As a group hands them to the rule of its first blocks; what is behind the step is not its. */
  @ParameterizedTest
  @MethodSource("untraced")
  void aStepMayBeTheFrontOfLongerArrays(String text) {
    Rule.State<Step> longer = rule(text).start(LAYOUT);
    Rule.State<Step> exact = rule(text).start(LAYOUT);
    double[] x = start();
    double[] all = Arrays.copyOf(x, 2 * N);
    Arrays.fill(all, N, 2 * N, Double.NaN);
    Dealer dealer = new Dealer("front");
    Step step = Dealer.dense(rule(text));
    Step front = Dealer.dense(rule(text));
    front.value = new double[2 * N];
    for (int k = 0; k < 20; k++) {
      dealer.fill(step);
      Arrays.fill(front.value, Double.NaN);
      System.arraycopy(step.value, 0, front.value, 0, N);
      if (step instanceof MetricStep natural && front instanceof MetricStep natural2) {
        System.arraycopy(natural.metric, 0, natural2.metric, 0, N * N);
      }
      front.surprise = step.surprise;
      front.objective = step.objective;
      exact.apply(step, x);
      longer.apply(front, all);
      assertArrayEquals(step.value, Arrays.copyOf(front.value, N), 0);
      assertTrue(Double.isNaN(front.value[N]));
      step.addTo(x);
      System.arraycopy(x, 0, all, 0, N);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theFirstStepPointsWhereItWasProposed(String text) {
    Rule.State<Step> state = rule(text).start(LAYOUT);
    Step step = new Dealer("downhill").fill(Dealer.dense(rule(text)));
    double[] proposed = step.value.clone();
    state.apply(step, new double[N]);
    double along = 0;
    for (int i = 0; i < N; i++) {
      along += proposed[i] * step.value[i];
    }
    boolean turned = names(text).anyMatch("maximise"::equals);
    assertTrue(turned ? along < 0 : along > 0, "along = " + along);
  }

  @ParameterizedTest
  @MethodSource("all")
  void staysFinite(String text) {
    for (double size : new double[] {1e150, 1, 1e-150, 1e-165, 1e-300, 0}) {
      Rule.State<Step> state = rule(text).start(LAYOUT);
      Dealer dealer = new Dealer("size");
      Step step = dealer.fill(Dealer.dense(rule(text)));
      double[] x = start();
      for (int k = 0; k < 200; k++) {
        // A normal deviate is below 10 but for a chance of 1e-23.
        dealer.fill(step, k % 7 == 3 ? 0 : size / 10);
        state.apply(step, x);
        step.addTo(x);
        for (double each : x) {
          assertTrue(Double.isFinite(each), "step " + k + " of size " + size);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void doesNotHideWhatIsNotANumber(String text) {
    Rule.State<Step> state = rule(text).start(LAYOUT);
    Step step = new Dealer("nan").fill(Dealer.dense(rule(text)));
    step.value[2] = Double.NaN;
    if (names(text).anyMatch("nan-guard"::equals)) {
      assertThrows(Diverged.class, () -> state.apply(step, start()));
    } else {
      state.apply(step, start());
      assertTrue(Double.isNaN(step.value[2]));
    }
  }

  /** Not a sign or a bound of it either: an infinite step gives a change that is not finite. */
  @ParameterizedTest
  @MethodSource("all")
  void doesNotHideWhatIsInfinite(String text) {
    for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Rule.State<Step> state = rule(text).start(LAYOUT);
      Step step = new Dealer("infinite").fill(Dealer.dense(rule(text)));
      step.value[2] = infinite;
      if (names(text).anyMatch("nan-guard"::equals)) {
        assertThrows(Diverged.class, () -> state.apply(step, start()));
      } else {
        state.apply(step, start());
        assertFalse(Double.isFinite(step.value[2]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withoutMetric")
  void doesNotAllocate(String text) {
    if (names(text).anyMatch(RuleTable.DECOMPOSING::contains)) {
      return;
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Rule.State<Step> state = rule(text).start(LAYOUT);
    Step dense = Dealer.dense(rule(text));
    boolean lazy = !rule(text).needsDense();
    Step sparse =
        lazy ? new Dealer("allocation").touch(Dealer.sparse(rule(text))) : Dealer.dense(rule(text));
    double[] x = start();
    long bytes = -1;
    // The first rounds load classes and compile.
    for (int round = 0; round < 5 && bytes != 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int k = 0; k < 2000; k++) {
        state.apply(dense, x);
        state.apply(sparse, x);
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertEquals(0, bytes);
  }

  @ParameterizedTest
  @MethodSource("lazy")
  void whereAllIsTouchedSparseEqualsDense(String text) {
    Rule.State<Step> dense = rule(text).start(LAYOUT);
    Rule.State<Step> sparse = rule(text).start(LAYOUT);
    Dealer dealer = new Dealer("dense");
    Step two = Dealer.sparse(rule(text));
    double[] x = start();
    for (int k = 0; k < 40; k++) {
      Step one = Dealer.spread(dealer.touchAll(two));
      dense.apply(one, x);
      // A dense step among the sparse ones is taken per parameter, too.
      sparse.apply(k % 5 == 4 ? Dealer.spread(two) : two, x);
      if (k % 5 != 4) {
        assertArrayEquals(one.value, two.value, 0, "step " + k);
      }
      one.addTo(x);
    }
  }

  @ParameterizedTest
  @MethodSource("lazy")
  void withoutMemoryUntouchedIsTheSameAsZero(String text) {
    if (!memoryless(text)) {
      return;
    }
    Rule.State<Step> dense = rule(text).start(LAYOUT);
    Rule.State<Step> sparse = rule(text).start(LAYOUT);
    Dealer dealer = new Dealer("subset");
    Step two = Dealer.sparse(rule(text));
    for (int k = 0; k < 40; k++) {
      Step one = Dealer.spread(dealer.touch(two));
      double[] x = start();
      double[] y = start();
      dense.apply(one, x);
      sparse.apply(two, y);
      one.addTo(x);
      two.addTo(y);
      assertArrayEquals(x, y, 0, "step " + k);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPermutationOfTheParametersPermutesTheResult(String text) {
    if (text.contains("metric=block") || names(text).anyMatch(RuleTable.BY_PLACE::contains)) {
      return;
    }
    int[] order = {3, 0, 5, 1, 4, 2};
    Rule.State<Step> state = rule(text).start(Layout.flat(N));
    Rule.State<Step> permuted = rule(text).start(Layout.flat(N));
    Dealer dealer = new Dealer("permutation");
    double[] x = start();
    double[] y = new double[N];
    Arrays.setAll(y, i -> x[order[i]]);
    Step one = Dealer.dense(rule(text));
    Step two = Dealer.dense(rule(text));
    for (int k = 0; k < 30; k++) {
      Dealer.permute(dealer.fill(one), two, order);
      state.apply(one, x);
      permuted.apply(two, y);
      one.addTo(x);
      two.addTo(y);
    }
    for (int i = 0; i < N; i++) {
      // Rounding: 30 steps of a solve whose condition number stays below 1e4.
      assertEquals(x[order[i]], y[i], 1e-10 * (1 + Math.abs(y[i])), "entry " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysWhatItNeeds(String text) {
    Rule<?> rule = rule(text);
    // The surprise of surprise-signal is the step itself.
    boolean valued =
        names(text, "surprise", "pearce-hall", "plateau") && !names(text, "surprise-signal");
    boolean natural = names(text, "qng");
    boolean traced =
        names(text, "idbd", "autostep", "tidbd", "autotidbd", "alpha-bound", "vsgd", "obgd");
    assertEquals(valued, rule.orders().contains(Order.VALUE));
    assertEquals(natural, rule.orders().stream().anyMatch(Order::isMetric));
    Class<?> needed = natural ? MetricStep.class : traced ? TraceStep.class : Step.class;
    assertEquals(needed, rule.stepType());
  }

  private static boolean names(String text, String... beginnings) {
    return Form.links("optimizer", text).stream()
        .anyMatch(link -> Arrays.stream(beginnings).anyMatch(link::startsWith));
  }
}
