package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Arrays;

/**
 * Resilient propagation without backtracking, iRprop⁻ (Riedmiller and Braun 1993; Igel and Hüsken
 * 2000): each parameter has a step size Δ of its own. While d keeps its sign, Δ ← min(h, aΔ) and x
 * ← x + Δ sign d; where the sign flips, Δ ← max(l, bΔ), x stays, and the next sign counts as the
 * first. Only signs count: noise that flips them makes all steps small. The sign of what is not
 * finite is not a number.
 *
 * <p>A sparse step leaves the step size of what it does not touch alone, and compares signs with
 * those of the last step that touched the same parameter.
 *
 * @param learningRate Δ before the first step; a number, for the rule finds the later ones itself
 *     (a schedule goes behind: {@code rprop+sgd:learningRate=...})
 * @param increase a
 * @param decrease b
 * @param smallest l
 * @param largest h
 */
public record Rprop(
    double learningRate, double increase, double decrease, double smallest, double largest)
    implements Rule<Step> {
  public Rprop {
    Check.positive("learningRate", learningRate);
    Check.positive("increase", increase);
    Check.that(increase >= 1, "increase must be at least 1, not %s", increase);
    Check.positive("decrease", decrease);
    Check.that(decrease <= 1, "decrease must be at most 1, not %s", decrease);
    Check.positive("smallest", smallest);
    Check.positive("largest", largest);
    Check.that(
        smallest <= largest,
        "smallest must not be above largest, and is %s above %s",
        smallest,
        largest);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new RpropState(this, layout.size());
  }

  private static final class RpropState implements State<Step> {
    private final Rprop rule;
    private final double[] sizes;
    private final double[] signs;

    RpropState(Rprop rule, int n) {
      this.rule = rule;
      sizes = new double[n];
      Arrays.fill(sizes, rule.learningRate);
      signs = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double increase = rule.increase;
      double decrease = rule.decrease;
      double smallest = rule.smallest;
      double largest = rule.largest;
      double[] sizes = this.sizes;
      double[] signs = this.signs;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double sign = Sign.of(d[j]) + d[j] * 0;
        double agreement = sign * signs[i];
        // One is 1 where the sign is as before, the other where it has turned; else they are 0.
        double agreed = Math.max(0, agreement);
        double turned = Math.max(0, -agreement);
        double kept = 1 - turned;
        double factor = increase * agreed + decrease * turned + (kept - agreed);
        double size = Math.min(largest, Math.max(smallest, factor * sizes[i]));
        double taken = sign * kept;
        sizes[i] = size;
        signs[i] = taken;
        d[j] = taken * size;
      }
    }

    @Override
    public void slots(Slots slots) {
      slots.vector("sizes", sizes);
      slots.vector("signs", signs);
    }
  }
}
