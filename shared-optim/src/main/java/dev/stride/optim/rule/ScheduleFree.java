package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Set;

/**
 * Schedule-Free learning (Defazio et al. 2024, equations 3 to 5, with the weights of algorithm 1):
 * gradients are taken at y, between a base point z that takes the steps and their average x, which
 * is recommended:
 *
 * <pre>
 * z ← z + γ_k d        x ← x + c(z - x), c = γ_k²/(γ_0² + ... + γ_k²)        y ← (1-β)z + βx
 * </pre>
 *
 * <p>What the problem sees as its parameters is y. Alone this is Schedule-Free SGD; behind a rule
 * whose learning rate is 1 and that has no momentum of its own (the average takes its place) it
 * gives that rule's form: {@code rmsprop:learningRate=1+schedule-free}, or, with the bias
 * correction of Schedule-Free AdamW, {@code adam:learningRate=1,beta1=0+schedule-free}, where the
 * paper also puts √(1-β₂^t) into the weights. A schedule is for a warm-up alone.
 *
 * <p>A {@link Box} behind it holds y, and the average that is recommended; z is not projected: once
 * it has left the box, the parameter waits at the side until z is back.
 *
 * <p>A sparse step gives lazy points: c counts the steps that touched a parameter.
 *
 * @param learningRate γ_k
 * @param momentum β
 */
public record ScheduleFree(Schedule learningRate, double momentum) implements Rule<Step> {
  public ScheduleFree {
    Check.fraction("momentum", momentum);
  }

  @Override
  public boolean recommends() {
    return true;
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.NEAR_LAST);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new ScheduleFreeState(this, layout.size());
  }

  private static final class ScheduleFreeState implements State<Step> {
    private final ScheduleFree rule;
    private final double[] base;
    private final double[] average;
    private final Tally weights;
    private long steps;

    ScheduleFreeState(ScheduleFree rule, int n) {
      this.rule = rule;
      base = new double[n];
      average = new double[n];
      weights = new Tally(n, 0);
    }

    @Override
    public void apply(Step step, double[] x) {
      if (steps == 0) {
        System.arraycopy(x, 0, base, 0, base.length);
        System.arraycopy(x, 0, average, 0, average.length);
      }
      double rate = rule.learningRate.at(steps++);
      double weight = rate * rate;
      weights.begin(step);
      if (!weights.apart) {
        weights.all += weight;
      }
      update(step, x, rate, weight, share(weight, weights.all));
    }

    private void update(Step step, double[] x, double rate, double weight, double allShare) {
      double beta = rule.momentum;
      boolean apart = weights.apart;
      double[] each = weights.each;
      double[] base = this.base;
      double[] average = this.average;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double z = base[i] + rate * d[j];
        double before = average[i];
        double here = x[i];
        double share = allShare;
        if (apart) {
          double sum = each[i] + weight;
          each[i] = sum;
          share = share(weight, sum);
        }
        double mean = before + share * (z - before);
        base[i] = z;
        average[i] = mean;
        d[j] = (1 - beta) * z + beta * mean - here;
      }
    }

    /** While all rates have been zero, nothing has moved either. */
    private static double share(double weight, double sum) {
      return sum > 0 ? weight / sum : 0;
    }

    @Override
    public void recommended(double[] x, double[] into) {
      if (steps > 0) {
        System.arraycopy(average, 0, into, 0, into.length);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("base", base);
      slots.vector("average", average);
      weights.slots(slots.at("weights"));
    }
  }
}
