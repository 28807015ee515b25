package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.Arrays;

/** What a rule makes of given steps, at x = 0. */
final class Moves {
  private Moves() {}

  static Rule<? super Step> rule(String text) {
    return Rules.parse(text, Step.class, "a test");
  }

  /** The changes of one parameter, 0 throughout for the rule's eyes, under the given steps. */
  static double[] changes(String text, double... proposed) {
    Rule.State<? super Step> state = rule(text).start(Layout.flat(1));
    double[] changes = new double[proposed.length];
    Arrays.setAll(changes, k -> dense(state, proposed[k])[0]);
    return changes;
  }

  static double[] constant(String text, double proposed, int steps) {
    double[] all = new double[steps];
    Arrays.fill(all, proposed);
    return changes(text, all);
  }

  static double[] dense(Rule.State<? super Step> state, double... proposed) {
    Step step = Step.dense(proposed.length);
    System.arraycopy(proposed, 0, step.value, 0, proposed.length);
    state.apply(step, new double[proposed.length]);
    return step.value;
  }

  static double sparse(Rule.State<? super Step> state, int n, int at, double proposed) {
    Step step = Step.sparse(1);
    step.size = 1;
    step.index[0] = at;
    step.value[0] = proposed;
    state.apply(step, new double[n]);
    return step.value[0];
  }
}
