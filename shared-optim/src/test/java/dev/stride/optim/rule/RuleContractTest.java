package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule, over a table of all of them. */
class RuleContractTest {
  /** Rules whose change depends on the present step alone, so that untouched means zero. */
  private static final Set<String> MEMORYLESS =
      Set.of(
          "sgd",
          "normalised",
          "surprise",
          "surprise-normalised",
          "surprise-saturating",
          "pearce-hall",
          "obgd",
          "clip-norm",
          "clip-value");

  private static final List<String> TABLE =
      List.of(
          "sgd",
          "sgd:learningRate=(inverse-sqrt:start=0.5)",
          "momentum",
          "momentum:dampening=0.3",
          "nesterov",
          "normalised",
          "adagrad",
          "adagrad:epsilonPlacement=outside",
          "adagrad:epsilon=0",
          "adagrad:initialAccumulator=0.1,learningRateDecay=0.1",
          "rmsprop",
          "rmsprop:epsilonPlacement=outside",
          "rmsprop:epsilon=0,epsilonPlacement=outside",
          "rmsprop:centred=true",
          "rmsprop:epsilon=0,epsilonPlacement=outside,centred=true",
          "rmsprop:momentum=0.9",
          "rmsprop:centred=true,momentum=0.5",
          "adadelta",
          "adadelta:learningRate=0.5,decay=0.9",
          "adam",
          "adam:epsilon=0",
          "adam:beta1=0,beta2=0",
          "adam:mode=epsilon-hat",
          "adam:epsilon=0,mode=epsilon-hat",
          "adam:count=global",
          "adam:mode=epsilon-hat,count=global",
          "adam:learningRate=(warmup-cosine:peak=0.5,steps=30)",
          "amsgrad",
          "amsgrad:mode=corrected",
          "amsgrad:mode=max-of-corrected",
          "amsgrad:epsilon=0,mode=corrected",
          "adamw",
          "adamw:learningRate=(inverse-sqrt:start=0.5),mode=paper",
          "adamax",
          "adamax:epsilon=0",
          "nadam",
          "nadam:mode=constant",
          "nadam:mode=doubled",
          "nadam:epsilon=0,momentumDecay=0",
          "radam",
          "radam:epsilon=0,threshold=5",
          "radam:beta2=0.5",
          "adabelief",
          "adabelief:epsilon=0",
          "adabelief:weightDecay=0.1",
          "yogi",
          "yogi:mode=corrected",
          "yogi:epsilon=0",
          "yogi:initialAccumulator=0.1,mode=corrected",
          "adam-mini",
          "adam-mini:epsilon=0",
          "lion",
          "lion:weightDecay=0.1",
          "rprop",
          "rprop:learningRate=0.5,increase=1.5,decrease=0.1,smallest=0.01,largest=0.6",
          "surprise",
          "surprise:floor=0",
          "surprise-normalised",
          "surprise-saturating",
          "surprise-saturating:scale=0.5,floor=0,mode=ratio",
          "pearce-hall",
          "pearce-hall:decay=0,floor=0",
          "idbd",
          "idbd:metaRate=0",
          "autostep",
          "autostep:metaRate=0.1,tau=10",
          "tidbd",
          "tidbd:mode=full-gradient",
          "autotidbd",
          "autotidbd:metaRate=0.1,tau=10,mode=semi-gradient",
          "alpha-bound",
          "vsgd",
          "vsgd:samples=1,overestimate=1",
          "bakf",
          "bakf:learningRate=0.5,decay=0",
          "obgd",
          "obgd:learningRate=0.1",
          "qng",
          "qng:metric=block",
          "qng:metric=diagonal",
          "qng:lambda=0.1",
          "qng:regularisation=truncated,lambda=0.001",
          "qng:regularisation=absolute,lambda=0.1,average=true",
          "qng:regularisation=absolute-scaled,lambda=0.1",
          "qng:metric=block,regularisation=root",
          "qng:average=true",
          "qng+momentum:learningRate=1",
          "clip-norm:max=2+autotidbd+momentum:learningRate=1",
          "clip-norm",
          "clip-norm:epsilon=0.1",
          "clip-value",
          "clip-norm:max=2+adam:learningRate=0.01",
          "clip-value+surprise+momentum");

  private static final int N = Dealer.N;
  private static final Layout LAYOUT = Layout.flat(2).with("phi", 4);

  static Stream<String> all() {
    return TABLE.stream();
  }

  static Stream<String> withoutMetric() {
    return TABLE.stream().filter(text -> !text.startsWith("qng"));
  }

  private static Rule<Step> rule(String text) {
    return Dealer.rule(text);
  }

  private static boolean memoryless(String text) {
    return Form.links("optimizer", text).stream()
        .allMatch(link -> MEMORYLESS.contains(Form.parse("optimizer", link).name()));
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
    TABLE.stream()
        .flatMap(text -> Form.links("optimizer", text).stream())
        .forEach(link -> missing.remove(Form.parse("optimizer", link).name()));
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
    Snapshot saved = Snapshot.of(state);
    double[] undisturbed = run(text, state, new Dealer("after"), 17);
    Rule.State<Step> restored = rule(text).start(LAYOUT);
    saved.restore(restored);
    assertArrayEquals(undisturbed, run(text, restored, new Dealer("after"), 17), 0);
  }

  @ParameterizedTest
  @MethodSource("withoutMetric")
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
  void leavesTheParametersAlone(String text) {
    Rule.State<Step> state = rule(text).start(LAYOUT);
    double[] x = start();
    state.apply(new Dealer("x").fill(Dealer.dense(rule(text))), x);
    assertArrayEquals(start(), x, 0);
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
    assertTrue(along > 0, "along = " + along);
  }

  @ParameterizedTest
  @MethodSource("all")
  void staysFinite(String text) {
    for (double size : new double[] {1e150, 1, 1e-150, 1e-300, 0}) {
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
    state.apply(step, start());
    assertTrue(Double.isNaN(step.value[2]));
  }

  @ParameterizedTest
  @MethodSource("withoutMetric")
  void doesNotAllocate(String text) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Rule.State<Step> state = rule(text).start(LAYOUT);
    Step dense = Dealer.dense(rule(text));
    Step sparse = new Dealer("allocation").touch(Dealer.sparse(rule(text)));
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
  @MethodSource("withoutMetric")
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
  @MethodSource("withoutMetric")
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
    if (text.contains("metric=block")) {
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
    boolean surprised = names(text, "surprise", "pearce-hall");
    boolean natural = names(text, "qng");
    boolean traced =
        names(text, "idbd", "autostep", "tidbd", "autotidbd", "alpha-bound", "vsgd", "obgd");
    assertEquals(surprised, rule.orders().contains(Order.VALUE));
    assertEquals(natural, rule.orders().stream().anyMatch(Order::isMetric));
    Class<?> needed = natural ? MetricStep.class : traced ? TraceStep.class : Step.class;
    assertEquals(needed, rule.stepType());
  }

  private static boolean names(String text, String... beginnings) {
    return Form.links("optimizer", text).stream()
        .anyMatch(link -> Arrays.stream(beginnings).anyMatch(link::startsWith));
  }
}
