package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule makes of a given stream of gradients, whatever the parameters are.
 *
 * @param trace the parameters before the first step and after each
 * @param recommended the point that the rule recommends in the end
 */
public record Replay(List<double[]> trace, double[] recommended) {

  /**
   * Applies the rule once per gradient. There are no values, so no step has a surprise.
   *
   * @param gradients one gradient per step, each as long as the start
   */
  public static Replay of(Rule<? super Step> rule, double[] start, List<double[]> gradients) {
    double[] x = start.clone();
    Rule.State<? super Step> state = rule.start(Layout.flat(x.length));
    Step step = Step.dense(x.length);
    List<double[]> trace = new ArrayList<>();
    trace.add(x.clone());
    for (double[] gradient : gradients) {
      Check.that(
          gradient.length == x.length,
          "gradient %s has %s entries and the start has %s",
          trace.size(),
          gradient.length,
          x.length);
      for (int i = 0; i < x.length; i++) {
        step.value[i] = -gradient[i];
      }
      state.apply(step, x);
      step.addTo(x);
      trace.add(x.clone());
    }
    double[] recommended = x.clone();
    state.recommended(x, recommended);
    return new Replay(trace, recommended);
  }
}
