package dev.stride.rl.env;

import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A world whose process gives way to another one after a number of steps. Both have the same states
 * and the same actions in each.
 */
final class ChangingWorld implements World {
  private final FiniteMdp after;
  private final long change;
  private FiniteMdp now;
  private long steps;
  private int state;
  private double reward;
  private boolean terminated;

  /**
   * Begins with one process.
   *
   * @param change steps after which the other one rules, counted over all episodes; 0 for at once
   */
  ChangingWorld(FiniteMdp before, FiniteMdp after, long change) {
    this.after = after;
    this.change = change;
    now = change == 0 ? after : before;
  }

  @Override
  public Space space() {
    return Space.finite(now.states());
  }

  @Override
  public int actions() {
    return now.actions();
  }

  @Override
  public int actions(int state) {
    return now.actions(state);
  }

  @Override
  public int limit() {
    return now.limit();
  }

  @Override
  public void reset(UniformRandomProvider rng) {
    state = now.sampleStart(rng);
  }

  @Override
  public void step(int action, UniformRandomProvider rng) {
    int outcome = now.sample(state * now.actions() + action, rng);
    reward = now.reward(outcome);
    terminated = now.terminated(outcome);
    state = now.next(outcome);
    if (++steps == change) {
      now = after;
    }
  }

  @Override
  public double reward() {
    return reward;
  }

  @Override
  public boolean terminated() {
    return terminated;
  }

  @Override
  public int state() {
    return state;
  }

  @Override
  public FiniteMdp model() {
    return now;
  }
}
