package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules on blocks of their own behave as they would alone. */
class GroupTest {
  /** a: 0 1, b: 2 3 4, a2: 5. */
  private static final Layout LAYOUT =
      new Layout(java.util.List.of()).with("a", 2).with("b", 3).with("a2", 1);

  private static final int[] MINE = {0, 1, 5};
  private static final int[] REST = {2, 3, 4};

  private static Rule<? super Step> rule(String text) {
    return Rules.parse(text, Step.class, "a test");
  }

  private static double[] part(double[] all, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> all[i]).toArray();
  }

  private static double[] normals(UniformRandomProvider rng, int n) {
    double[] normals = new double[n];
    Arrays.setAll(normals, i -> Samplers.gaussian(rng));
    return normals;
  }

  @ParameterizedTest
  @CsvSource({
    "adam:learningRate=0.1, clip-norm:max=0.5+momentum",
    "sgd+ema:decay=0.5, lookahead:steps=3",
    "schedule-free, sgd+polyak",
    "surprise, clip-adaptive:max=0.1"
  })
  void denseStepsAreThoseOfEachRuleAlone(String mine, String rest) {
    Rule.State<? super Step> group =
        rule("group:blocks=a*,rule=(" + mine + "),others=(" + rest + ")").start(LAYOUT);
    Rule.State<? super Step> one =
        rule(mine).start(new Layout(LAYOUT.blocks().subList(0, 1)).with("a2", 1));
    Rule.State<? super Step> two = rule(rest).start(Layout.flat(3));
    UniformRandomProvider rng = Streams.of(1).rng();
    double[] x = normals(rng, 6);
    for (int k = 0; k < 12; k++) {
      double[] proposed = normals(rng, 6);
      Step all = dense(proposed);
      Step first = dense(part(proposed, MINE));
      Step second = dense(part(proposed, REST));
      all.surprise = Samplers.gaussian(rng);
      first.surprise = all.surprise;
      second.surprise = all.surprise;
      group.apply(all, x);
      one.apply(first, part(x, MINE));
      two.apply(second, part(x, REST));
      assertArrayEquals(first.value, part(all.value, MINE), 0);
      assertArrayEquals(second.value, part(all.value, REST), 0);
      all.addTo(x);
      double[] recommended = recommended(group, x);
      assertArrayEquals(recommended(one, part(x, MINE)), part(recommended, MINE), 0);
      assertArrayEquals(recommended(two, part(x, REST)), part(recommended, REST), 0);
    }
  }

  private static double[] recommended(Rule.State<? super Step> state, double[] x) {
    double[] into = x.clone();
    state.recommended(x, into);
    return into;
  }

  private static Step dense(double[] values) {
    Step step = Step.dense(values.length);
    System.arraycopy(values, 0, step.value, 0, values.length);
    return step;
  }

  /** Entries in any order, of both parts, of one, and of none. */
  @ParameterizedTest
  @CsvSource({
    "adam:learningRate=0.1, clip-norm:max=0.5+momentum",
    "sgd:learningRate=(inverse-sqrt:start=0.5), adam",
    "sgd+ema:decay=0.5, lookahead:steps=3",
    "schedule-free, sgd+polyak"
  })
  void sparseStepsAreThoseOfEachRuleAlone(String mine, String rest) {
    Rule.State<? super Step> group =
        rule("group:blocks=b,rule=(" + rest + "),others=(" + mine + ")").start(LAYOUT);
    Rule.State<? super Step> one = rule(mine).start(Layout.flat(3));
    Rule.State<? super Step> two = rule(rest).start(Layout.flat(3));
    double[] x = {1, 2, 3, 4, 5, 6};
    int[][] touched = {{5, 2, 0}, {3}, {}, {1, 0}, {4, 5, 3, 2, 1, 0}, {2, 5}, {4, 0, 1}};
    UniformRandomProvider rng = Streams.of(2).rng();
    for (int k = 0; k < 28; k++) {
      int[] index = touched[k % touched.length];
      double[] values = normals(rng, index.length);
      Step all = sparse(index, values, new int[] {0, 1, 2, 3, 4, 5});
      Step first = sparse(index, values, MINE);
      Step second = sparse(index, values, REST);
      group.apply(all, x);
      one.apply(first, part(x, MINE));
      two.apply(second, part(x, REST));
      double[] expected = new double[6];
      scatter(first, MINE, expected);
      scatter(second, REST, expected);
      double[] change = new double[6];
      all.addTo(change);
      assertArrayEquals(expected, change, 0, "step " + k);
      all.addTo(x);
      double[] recommended = recommended(group, x);
      assertArrayEquals(recommended(one, part(x, MINE)), part(recommended, MINE), 0);
      assertArrayEquals(recommended(two, part(x, REST)), part(recommended, REST), 0);
    }
  }

  /** The entries at {@code places}, under their numbers there. */
  private static Step sparse(int[] index, double[] values, int[] places) {
    Step step = Step.sparse(places.length);
    for (int j = 0; j < index.length; j++) {
      for (int p = 0; p < places.length; p++) {
        if (places[p] == index[j]) {
          step.index[step.size] = p;
          step.value[step.size++] = values[j];
        }
      }
    }
    return step;
  }

  private static void scatter(Step step, int[] places, double[] into) {
    for (int j = 0; j < step.size; j++) {
      into[places[step.index[j]]] = step.value[j];
    }
  }

  @Test
  void groupsWithinGroupsMakeMore() {
    Rule.State<? super Step> state =
        rule("group:blocks=a,rule=(sgd:learningRate=1),others="
                + "(group:blocks=b,rule=(sgd:learningRate=2),others=(sgd:learningRate=3))")
            .start(LAYOUT);
    Step step = dense(new double[] {1, 1, 1, 1, 1, 1});
    state.apply(step, new double[6]);
    assertArrayEquals(new double[] {1, 1, 2, 2, 2, 3}, step.value, 0);
  }

  /** Nothing is left for the others then. */
  @Test
  void allBlocksCanMatch() {
    Rule.State<? super Step> state = rule("group:rule=(sgd:learningRate=2)").start(LAYOUT);
    Step step = dense(new double[] {1, 1, 1, 1, 1, 1});
    state.apply(step, new double[6]);
    assertArrayEquals(new double[] {2, 2, 2, 2, 2, 2}, step.value, 0);
    assertEquals(Set.of("rule/steps"), Snapshot.of(state).values().keySet());
  }

  /** A pattern may match all blocks of one problem and some of another: seen at the start. */
  @Test
  void aRuleForOthersThatAreNotThereIsRefused() {
    Rule<? super Step> rule = rule("group:blocks=**,rule=sgd,others=noise");
    BadInput bad = assertThrows(BadInput.class, () -> rule.start(LAYOUT));
    assertEquals(
        "others has no block to act on, as every one matches blocks=**: let blocks match some of"
            + " them alone, or leave others out",
        bad.getMessage());
  }

  @Test
  void theSourceOfRandomNumbersReachesBoth() {
    Rule<? super Step> rule = rule("group:blocks=b,rule=noise,others=noise");
    Step one = dense(new double[6]);
    Step two = dense(new double[6]);
    rule.start(LAYOUT, Streams.of(1).rng()).apply(one, new double[6]);
    rule.start(LAYOUT, Streams.of(2).rng()).apply(two, new double[6]);
    for (int i = 0; i < 6; i++) {
      assertNotEquals(one.value[i], two.value[i]);
    }
    assertNotEquals(one.value[0], one.value[2]);
  }

  @Test
  void aGroupNeedsWhatItsRulesNeed() {
    assertEquals(Set.of(Order.VALUE), rule("group:blocks=a,rule=plateau").orders());
    assertEquals(Set.of(Order.VALUE), rule("group:blocks=a,others=surprise").orders());
    assertEquals(Set.of(), rule("group:blocks=a").orders());
    assertTrue(rule("group:blocks=a,rule=dog").needsDense());
    assertTrue(rule("group:blocks=a,others=(sgd+centralise)").needsDense());
    assertFalse(rule("group:blocks=a,others=adam").needsDense());
  }

  private static Map<String, Double> figures(String text, int steps, double... proposed) {
    Rule.State<? super Step> state = rule(text).start(LAYOUT);
    state.watch();
    for (int k = 0; k < steps; k++) {
      state.apply(dense(proposed), new double[6]);
    }
    Map<String, Double> said = new TreeMap<>();
    state.figures(
        new Figures() {
          @Override
          public void figure(String name, double value) {
            said.put(name, value);
          }

          @Override
          public void diagnosis(String told) {}
        });
    return said;
  }

  @Test
  void figuresOfBothPartsAreTold() {
    double[] proposed = {1, 1, 3, 3, 3, 1};
    assertEquals(
        Map.of("clipRate", 1.0, "momentRatio", 1.0),
        figures("group:blocks=b,rule=(clip-value:max=2),others=(adam:beta1=0)", 1, proposed));
    assertEquals(
        Map.of("clipRate", 0.0, "clipRate/others", 1.0),
        figures("group:blocks=a*,rule=(clip-value:max=2),others=(clip-norm:max=2)", 3, proposed));
  }

  /** Without a source of random numbers too. */
  @Test
  void noBlocksAndNoLinksShareTheirNoise() {
    Step group = dense(new double[6]);
    rule("group:blocks=b,rule=noise,others=noise").start(LAYOUT).apply(group, new double[6]);
    assertNotEquals(group.value[0], group.value[2]);
    Step once = dense(new double[6]);
    Step twice = dense(new double[6]);
    rule("noise").start(LAYOUT).apply(once, new double[6]);
    rule("noise+noise").start(LAYOUT).apply(twice, new double[6]);
    for (int i = 0; i < 6; i++) {
      assertNotEquals(2 * once.value[i], twice.value[i], 1e-9);
    }
    Step again = dense(new double[6]);
    rule("noise+noise").start(LAYOUT).apply(again, new double[6]);
    assertArrayEquals(twice.value, again.value, 0);
  }
}
