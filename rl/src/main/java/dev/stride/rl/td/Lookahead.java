package dev.stride.rl.td;

import dev.stride.optim.Entries;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import java.util.Arrays;
import java.util.Objects;

/**
 * Learns from returns of n steps, and of what is left of an episode when it is over; there from
 * λ-returns, where λ is below 1. The steps that are still needed are kept in a ring, which grows up
 * to n.
 */
final class Lookahead {
  private final Run run;
  private final Transition now;
  private final Traces z;
  private final double discount;
  private final int steps;
  private final double lambda;
  private final int most;

  /** The episode in which a state was last seen, where only first visits count; else empty. */
  private final int[] seen;

  private int episode;

  /** Steps taken in this episode. */
  private int time;

  private final Entries x;
  private int room;
  private int[] size;
  private int[] index;
  private double[] value;
  private double[] reward;
  private double[] ratio;
  private boolean[] counts;

  Lookahead(Run run, int steps, boolean firstVisits) {
    this(run, steps, firstVisits, 1);
  }

  Lookahead(Run run, int steps, boolean firstVisits, double lambda) {
    this.run = run;
    this.steps = steps;
    this.lambda = lambda;
    now = new Transition(run);
    z = Traces.ofStates(run, Traces.Kind.ACCUMULATING, 0);
    discount = run.discount();
    most = run.encoder().most();
    seen = new int[firstVisits ? run.world().space().states() : 0];
    x = Entries.sparse(most);
    room = Math.min(steps, 1024);
    size = new int[room];
    index = new int[room * most];
    value = new double[room * most];
    reward = new double[room];
    ratio = new double[room];
    counts = new boolean[room];
  }

  void learn() {
    boolean continuing = run.world().continuing();
    while (run.begin()) {
      if (now.begin()) {
        time = 0;
        episode++;
      }
      do {
        boolean first = isFirst(run.state());
        now.act();
        keep(first);
        if (time >= steps) {
          learnFrom(time - steps);
        }
        // The ring is all that matters, and a task that goes on would overflow.
        time -= time - steps >= steps ? steps : 0;
        if (run.ended() && !continuing) {
          learnRest();
        }
        now.advance();
      } while (!run.ended());
    }
  }

  private boolean isFirst(int state) {
    if (seen.length == 0) {
      return true;
    }
    boolean first = seen[state] != episode;
    seen[state] = episode;
    return first;
  }

  private void keep(boolean counted) {
    int slot = time % steps;
    if (slot == room) {
      grow();
    }
    size[slot] = now.x.size;
    System.arraycopy(Objects.requireNonNull(now.x.index), 0, index, slot * most, now.x.size);
    System.arraycopy(now.x.value, 0, value, slot * most, now.x.size);
    reward[slot] = run.reward();
    ratio[slot] = now.ratio();
    counts[slot] = counted;
    time++;
  }

  private void grow() {
    room = Math.min(steps, 2 * room);
    size = Arrays.copyOf(size, room);
    index = Arrays.copyOf(index, room * most);
    value = Arrays.copyOf(value, room * most);
    reward = Arrays.copyOf(reward, room);
    ratio = Arrays.copyOf(ratio, room);
    counts = Arrays.copyOf(counts, room);
  }

  /** Learns from the n steps since a time. */
  private void learnFrom(int then) {
    double sum = 0;
    double power = 1;
    double product = 1;
    int slot = then % steps;
    for (int k = 0; k < steps; k++) {
      sum += power * reward[slot];
      power *= discount;
      product *= ratio[slot];
      slot = slot + 1 == steps ? 0 : slot + 1;
    }
    power = run.terminated() ? 0 : power;
    learn(slot, sum + power * now.value(now.next), product, power);
  }

  /** Learns from the steps of an episode that is over which have fewer than n behind them. */
  private void learnRest() {
    int first = time >= steps ? time - steps + 1 : 0;
    double sum = now.value(now.next);
    double product = 1;
    double ahead = sum;
    for (int t = time - 1; t >= first; t--) {
      int slot = t % steps;
      if (lambda < 1) {
        sum = (1 - lambda) * ahead + lambda * sum;
        load(slot);
        ahead = now.value(x);
      }
      sum = reward[slot] + discount * sum;
      product *= ratio[slot];
      reward[slot] = sum;
      ratio[slot] = product;
    }
    for (int t = first; t < time; t++) {
      int slot = t % steps;
      if (counts[slot]) {
        double power = run.terminated() ? 0 : StrictMath.pow(discount, time - t);
        learn(slot, reward[slot], ratio[slot], power);
      }
    }
  }

  /** Makes x the features of a step. */
  private void load(int slot) {
    System.arraycopy(index, slot * most, Objects.requireNonNull(x.index), 0, size[slot]);
    System.arraycopy(value, slot * most, x.value, 0, size[slot]);
    x.size = size[slot];
  }

  /** A step towards a return in which γⁿ wᵀx' is one part. */
  private void learn(int slot, double target, double product, double power) {
    load(slot);
    double delta = target - now.value(x);
    z.clear();
    z.add(x, 0, product);
    if (run.traced()) {
      z.leave(x, 0);
      z.reach(now.next, 0, power);
    }
    run.apply(z, delta);
  }
}
