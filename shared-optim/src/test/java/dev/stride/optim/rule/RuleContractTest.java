package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.stride.optim.Chain;
import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.form.Entry;
import dev.stride.optim.form.Form;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
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
          "clip-norm",
          "clip-value",
          "plateau",
          "freeze",
          "nan-guard",
          "maximise");

  /** Rules that decompose matrices, which allocates. */
  private static final Set<String> DECOMPOSING = Set.of("shampoo");

  /** Rules that treat a parameter by its place: in the stream of noise, or in a named block. */
  private static final Set<String> BY_PLACE = Set.of("noise", "freeze", "group");

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
          "qng",
          "qng:metric=block",
          "qng:metric=diagonal",
          "qng:lambda=0.1",
          "clip-norm",
          "clip-norm:epsilon=0.1",
          "clip-value",
          "clip-norm:max=2+adam:learningRate=0.01",
          "clip-value+surprise+momentum",
          "adafactor",
          "adafactor:relativeStep=false,scaleParameter=false",
          "adafactor:epsilon=0,max=0.5",
          "shampoo",
          "shampoo:epsilon=1",
          "shampoo+momentum:learningRate=1",
          "dog",
          "dog:initialDistance=0.1",
          "d-adaptation",
          "d-adaptation:beta1=0,beta2=0,epsilon=0",
          "d-adaptation:initialDistance=0.1",
          "prodigy",
          "prodigy:beta1=0,beta2=0,epsilon=0",
          "prodigy:initialDistance=0.1",
          "schedule-free",
          "schedule-free:momentum=0",
          "rmsprop:learningRate=1+schedule-free",
          "adam+lookahead",
          "momentum+lookahead:steps=3,rate=1",
          "lookahead:steps=1",
          "adam+ema",
          "sgd+ema:decay=0",
          "adam+polyak",
          "sgd+polyak:start=10",
          "plateau",
          "momentum+plateau:factor=0.5,patience=0,cooldown=1,min=0.01,decay=0.5",
          "decay",
          "decay:weightDecay=0.1+adam",
          "adam+decay:weightDecay=(inverse:start=0.2,decay=0.5)",
          "clip-adaptive",
          "clip-adaptive:max=0.1+adam",
          "centralise",
          "centralise+adam",
          "noise",
          "noise:sd=0.5,decay=1+adam",
          "box",
          "adam+box:low=-4,high=4",
          "freeze:blocks=theta",
          "group:blocks=phi,rule=(adam:learningRate=0.1)",
          "group:blocks=p*,rule=(adam+lookahead),others=(noise+momentum)",
          "group:blocks=*e*,rule=adam,others=(group:blocks=phi,rule=(sgd+ema),others=adagrad)",
          "nan-guard",
          "adam+nan-guard",
          "maximise",
          "maximise+adam");

  private static final int N = 6;
  private static final Layout LAYOUT = Layout.flat(2).with("phi", 2, 2);

  static Stream<String> all() {
    return TABLE.stream();
  }

  static Stream<String> withoutMetric() {
    return TABLE.stream().filter(text -> !text.startsWith("qng"));
  }

  static Stream<String> lazy() {
    return withoutMetric().filter(text -> !rule(text).needsDense());
  }

  private static Rule<? super MetricStep> rule(String text) {
    return Rules.parse(text, MetricStep.class, "a test");
  }

  private static Rule<? super Step> plain(String text) {
    return Rules.parse(text, Step.class, "a test");
  }

  private static boolean memoryless(String text) {
    return names(text).allMatch(MEMORYLESS::contains);
  }

  private static Stream<String> names(String text) {
    return Form.links("optimizer", text).stream().map(link -> Form.parse("optimizer", link).name());
  }

  /** Deals the same steps to whoever asks with the same name. */
  private static final class Dealer {
    private final UniformRandomProvider rng;
    private boolean first = true;

    Dealer(String name) {
      rng = Streams.of(7).at(name).rng();
    }

    MetricStep fill(MetricStep step) {
      fill((Step) step, 1);
      double[][] half = new double[N][N];
      for (double[] row : half) {
        Arrays.setAll(row, i -> Samplers.gaussian(rng));
      }
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          double sum = i == j ? 0.1 : 0;
          for (int k = 0; k < N; k++) {
            sum += half[i][k] * half[j][k];
          }
          step.metric[i * N + j] = sum;
        }
      }
      return step;
    }

    Step fill(Step step, double size) {
      for (int j = 0; j < step.size; j++) {
        step.value[j] = size * Samplers.gaussian(rng);
      }
      step.surprise = first ? Double.NaN : size * Samplers.gaussian(rng);
      step.objective = size * Samplers.gaussian(rng);
      first = false;
      return step;
    }

    /** Touches a random, ascending subset. */
    Step touch(Step step) {
      step.size = 0;
      for (int i = 0; i < N; i++) {
        if (rng.nextBoolean()) {
          step.index[step.size++] = i;
        }
      }
      return fill(step, 1);
    }
  }

  private static double[] start() {
    return new double[] {0.5, -1, 2, 0.25, -3, 1};
  }

  private static double[] run(Rule.State<? super MetricStep> state, Dealer dealer, int steps) {
    double[] x = start();
    MetricStep step = MetricStep.of(N);
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
    TABLE.stream().flatMap(RuleContractTest::names).forEach(missing::remove);
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
        run(rule(text).start(LAYOUT), new Dealer("bits"), 50),
        run(rule(text).start(LAYOUT), new Dealer("bits"), 50),
        0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneRuleStartsIndependentStates(String text) {
    Rule<? super MetricStep> rule = rule(text);
    Rule.State<? super MetricStep> other = rule.start(LAYOUT);
    Rule.State<? super MetricStep> state = rule.start(LAYOUT);
    run(other, new Dealer("other"), 20);
    assertArrayEquals(
        run(rule.start(LAYOUT), new Dealer("bits"), 20), run(state, new Dealer("bits"), 20), 0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRestoredStateContinuesIdentically(String text) {
    Rule.State<? super MetricStep> state = rule(text).start(LAYOUT);
    run(state, new Dealer("before"), 17);
    Snapshot saved = Snapshot.of(state);
    double[] undisturbed = run(state, new Dealer("after"), 17);
    Rule.State<? super MetricStep> restored = rule(text).start(LAYOUT);
    saved.restore(restored);
    assertArrayEquals(undisturbed, run(restored, new Dealer("after"), 17), 0);
  }

  @ParameterizedTest
  @MethodSource("lazy")
  void aRestoredStateContinuesIdenticallyBetweenSparseSteps(String text) {
    Rule.State<? super Step> state = plain(text).start(LAYOUT);
    runSparse(state, new Dealer("before"), 17);
    Snapshot saved = Snapshot.of(state);
    double[] undisturbed = runSparse(state, new Dealer("after"), 17);
    Rule.State<? super Step> restored = plain(text).start(LAYOUT);
    saved.restore(restored);
    assertArrayEquals(undisturbed, runSparse(restored, new Dealer("after"), 17), 0);
  }

  private static double[] runSparse(Rule.State<? super Step> state, Dealer dealer, int steps) {
    double[] x = start();
    Step step = Step.sparse(N);
    for (int k = 0; k < steps; k++) {
      state.apply(dealer.touch(step), x);
      step.addTo(x);
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRestoredStateRecommendsTheSamePoint(String text) {
    Rule.State<? super MetricStep> state = rule(text).start(LAYOUT);
    assertArrayEquals(start(), recommended(state, start()), 0);
    double[] x = run(state, new Dealer("recommended"), 17);
    Rule.State<? super MetricStep> restored = rule(text).start(LAYOUT);
    Snapshot.of(state).restore(restored);
    double[] point = recommended(state, x.clone());
    assertArrayEquals(point, recommended(restored, x.clone()), 0);
    // The same array may be read and written.
    state.recommended(x, x);
    assertArrayEquals(point, x, 0);
  }

  private static double[] recommended(Rule.State<? super MetricStep> state, double[] x) {
    double[] into = new double[N];
    state.recommended(x, into);
    return into;
  }

  @ParameterizedTest
  @MethodSource("all")
  void leavesTheParametersAlone(String text) {
    Rule.State<? super MetricStep> state = rule(text).start(LAYOUT);
    double[] x = start();
    state.apply(new Dealer("x").fill(MetricStep.of(N)), x);
    assertArrayEquals(start(), x, 0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theFirstStepPointsWhereItWasProposed(String text) {
    Rule.State<? super MetricStep> state = rule(text).start(LAYOUT);
    MetricStep step = new Dealer("downhill").fill(MetricStep.of(N));
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
    for (double size : new double[] {1e150, 1, 1e-150, 1e-300, 0}) {
      Rule.State<? super MetricStep> state = rule(text).start(LAYOUT);
      Dealer dealer = new Dealer("size");
      MetricStep step = dealer.fill(MetricStep.of(N));
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
    Rule.State<? super MetricStep> state = rule(text).start(LAYOUT);
    MetricStep step = new Dealer("nan").fill(MetricStep.of(N));
    step.value[2] = Double.NaN;
    if (names(text).anyMatch("nan-guard"::equals)) {
      assertThrows(Diverged.class, () -> state.apply(step, start()));
    } else {
      state.apply(step, start());
      assertTrue(Double.isNaN(step.value[2]));
    }
  }

  @ParameterizedTest
  @MethodSource("withoutMetric")
  void doesNotAllocate(String text) {
    if (names(text).anyMatch(DECOMPOSING::contains)) {
      return;
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Rule.State<? super Step> state = plain(text).start(LAYOUT);
    Step dense = Step.dense(N);
    boolean lazy = !rule(text).needsDense();
    Step sparse = lazy ? new Dealer("allocation").touch(Step.sparse(N)) : Step.dense(N);
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
    Rule.State<? super Step> dense = plain(text).start(LAYOUT);
    Rule.State<? super Step> sparse = plain(text).start(LAYOUT);
    Dealer dealer = new Dealer("dense");
    Step one = Step.dense(N);
    Step two = Step.sparse(N);
    two.size = N;
    Arrays.setAll(two.index, i -> i);
    double[] x = start();
    for (int k = 0; k < 40; k++) {
      dealer.fill(one, 1);
      System.arraycopy(one.value, 0, two.value, 0, N);
      two.surprise = one.surprise;
      two.objective = one.objective;
      dense.apply(one, x);
      // A dense step among the sparse ones is taken per parameter, too.
      sparse.apply(k % 5 == 4 ? denseCopy(two) : two, x);
      if (k % 5 != 4) {
        assertArrayEquals(one.value, two.value, 0, "step " + k);
      }
      one.addTo(x);
    }
  }

  private static Step denseCopy(Step step) {
    Step copy = Step.dense(N);
    System.arraycopy(step.value, 0, copy.value, 0, N);
    copy.surprise = step.surprise;
    copy.objective = step.objective;
    return copy;
  }

  @ParameterizedTest
  @MethodSource("lazy")
  void withoutMemoryUntouchedIsTheSameAsZero(String text) {
    if (!memoryless(text)) {
      return;
    }
    Rule.State<? super Step> dense = plain(text).start(LAYOUT);
    Rule.State<? super Step> sparse = plain(text).start(LAYOUT);
    Dealer dealer = new Dealer("subset");
    Step two = Step.sparse(N);
    for (int k = 0; k < 40; k++) {
      dealer.touch(two);
      Step one = Step.dense(N);
      two.addTo(one.value);
      one.surprise = two.surprise;
      one.objective = two.objective;
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
    if (text.contains("metric=block") || names(text).anyMatch(BY_PLACE::contains)) {
      return;
    }
    int[] order = {3, 0, 5, 1, 4, 2};
    Rule.State<? super MetricStep> state = rule(text).start(Layout.flat(N));
    Rule.State<? super MetricStep> permuted = rule(text).start(Layout.flat(N));
    Dealer dealer = new Dealer("permutation");
    double[] x = start();
    double[] y = new double[N];
    Arrays.setAll(y, i -> x[order[i]]);
    MetricStep one = MetricStep.of(N);
    MetricStep two = MetricStep.of(N);
    for (int k = 0; k < 30; k++) {
      dealer.fill(one);
      two.surprise = one.surprise;
      two.objective = one.objective;
      for (int i = 0; i < N; i++) {
        two.value[i] = one.value[order[i]];
        for (int j = 0; j < N; j++) {
          two.metric[i * N + j] = one.metric[order[i] * N + order[j]];
        }
      }
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
    List<? extends Rule<?>> links = rule instanceof Chain<?> chain ? chain.rules() : List.of(rule);
    boolean valued = links.stream().anyMatch(r -> Rules.print(r).matches("(surprise|plateau).*"));
    boolean natural = links.stream().anyMatch(r -> r instanceof Qng);
    assertEquals(valued, rule.orders().contains(Order.VALUE));
    assertEquals(natural, rule.orders().stream().anyMatch(Order::isMetric));
    assertEquals(natural ? MetricStep.class : Step.class, rule.stepType());
  }
}
