package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a rule makes of a given stream of gradients, whatever the parameters are.
 *
 * @param trace the parameters before the first step and after each
 * @param recommendations the start, and the point that the rule recommends after each step
 */
public record Replay(List<double[]> trace, List<double[]> recommendations) {

  /** The same for a rule that draws no random numbers. */
  public static Replay of(Rule<? super Step> rule, double[] start, List<double[]> gradients) {
    return of(rule, start, gradients, Streams.of(0).rng());
  }

  /**
   * Applies the rule once per gradient. There are no values, so no step has a surprise.
   *
   * @param gradients one gradient per step, each as long as the start
   * @param rng for rules that draw random numbers
   */
  public static Replay of(
      Rule<? super Step> rule,
      double[] start,
      List<double[]> gradients,
      UniformRandomProvider rng) {
    double[] x = start.clone();
    Rule.State<? super Step> state = rule.start(Layout.flat(x.length), rng);
    Step step = Step.dense(x.length);
    List<double[]> trace = new ArrayList<>();
    List<double[]> recommendations = new ArrayList<>();
    trace.add(x.clone());
    recommendations.add(x.clone());
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
      double[] recommended = x.clone();
      state.recommended(x, recommended);
      recommendations.add(recommended);
    }
    return new Replay(trace, recommendations);
  }

  /** The point that the rule recommends in the end. */
  public double[] recommended() {
    return recommendations.get(recommendations.size() - 1);
  }
}
