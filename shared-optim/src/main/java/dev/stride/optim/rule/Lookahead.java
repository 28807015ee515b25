package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * Lookahead (Zhang, Lucas, Hinton and Ba 2019, algorithm 1), behind the rule that makes the fast
 * steps: after every k of them the slow weights φ follow, φ ← φ + α(x - φ), and x goes back to φ.
 * The rule in front keeps its moments. Recommends φ, as the paper evaluates it.
 *
 * <p>A sparse step gives lazy weights: the k steps are counted for each parameter, so that one that
 * is touched seldom is not called back before it has moved k times.
 *
 * @param steps k, fast steps between two slow ones
 * @param rate α, from 0 to 1
 */
public record Lookahead(long steps, double rate) implements Rule<Step> {
  public Lookahead {
    Check.atLeastOne("steps", steps);
    Check.positive("rate", rate);
    Check.probability("rate", rate);
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
    return new LookaheadState(this, layout.size());
  }

  private static final class LookaheadState implements State<Step> {
    private final long every;
    private final double rate;
    private final double[] slow;
    private final Tally since;
    private boolean started;

    LookaheadState(Lookahead rule, int n) {
      every = rule.steps;
      rate = rule.rate;
      slow = new double[n];
      since = new Tally(n, 0);
    }

    @Override
    public void apply(Step step, double[] x) {
      if (!started) {
        started = true;
        System.arraycopy(x, 0, slow, 0, slow.length);
      }
      since.begin(step);
      boolean allMeet = false;
      if (!since.apart) {
        allMeet = since.all + 1 == every;
        since.all = allMeet ? 0 : since.all + 1;
      }
      if (since.apart || allMeet) {
        meet(step, x);
      }
    }

    private void meet(Step step, double[] x) {
      double rate = this.rate;
      double every = this.every;
      boolean apart = since.apart;
      double[] each = since.each;
      double[] slow = this.slow;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        if (apart) {
          double count = each[i] + 1;
          each[i] = count == every ? 0 : count;
          if (count != every) {
            continue;
          }
        }
        double here = x[i];
        double next = slow[i] + rate * (here + d[j] - slow[i]);
        slow[i] = next;
        d[j] = next - here;
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      if (started) {
        System.arraycopy(slow, 0, into, 0, into.length);
      }
    }

    @Override
    public void slots(Slots slots) {
      started = slots.flag("started", started);
      slots.vector("slow", slow);
      since.slots(slots.at("since"));
    }
  }
}
