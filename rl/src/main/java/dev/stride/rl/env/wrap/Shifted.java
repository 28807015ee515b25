package dev.stride.rl.env.wrap;

import dev.stride.rl.env.World;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A world that changes: something is added to the reward of each pair of state and action, and what
 * an action means can change, both as a subclass says. Where there are coordinates, a pair is an
 * action alone. Nothing returns to what it was when an episode ends.
 */
abstract class Shifted extends Wrapper {
  /** What is added to the reward of each pair. */
  final double[] offset;

  private double reward;

  Shifted(World inner) {
    super(inner);
    offset = new double[(finite ? inner.space().states() : 1) * inner.actions()];
  }

  /**
   * The action of the inner world that is taken when the agent takes one.
   *
   * @param actions how many there are in the state that is left
   */
  abstract int meaning(int action, int actions, UniformRandomProvider rng);

  /** What changes after each step. */
  abstract void change(UniformRandomProvider rng);

  @Override
  public final void step(int action, UniformRandomProvider rng) {
    int state = finite ? inner.trueState() : 0;
    int taken = possible(action);
    inner.step(meaning(taken, allowed(), rng), rng);
    reward = inner.reward() + offset[state * actions() + taken];
    change(rng);
  }

  @Override
  public final double reward() {
    return reward;
  }

  /** The best action is not that of the inner world. */
  @Override
  public final double regret() {
    return Double.NaN;
  }

  /** A bound for the rewards of one moment would be none for those of the next. */
  @Override
  public final double bestReturn() {
    return Double.NaN;
  }
}
