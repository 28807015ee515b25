package dev.stride.rl.env;

import dev.stride.optim.random.Samplers;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** A world with finitely many states and dynamics that stay as they are: a {@link FiniteMdp}. */
public final class FiniteWorld implements World {
  private final FiniteMdp mdp;
  private final double @Nullable [] target;
  private final double @Nullable [] behaviour;
  private final @Nullable Encoder features;

  private int state;
  private double reward;
  private boolean terminated;

  /** The process, with a uniformly random policy to predict. */
  public FiniteWorld(FiniteMdp mdp) {
    this(mdp, null, null, null);
  }

  /** The same with policies and features of its own, where they are not null. */
  public FiniteWorld(
      FiniteMdp mdp,
      double @Nullable [] target,
      double @Nullable [] behaviour,
      @Nullable Encoder features) {
    this.mdp = mdp;
    this.target = target;
    this.behaviour = behaviour;
    this.features = features;
  }

  @Override
  public Space space() {
    return Space.finite(mdp.states());
  }

  @Override
  public int actions() {
    return mdp.actions();
  }

  @Override
  public int actions(int state) {
    return mdp.actions(state);
  }

  @Override
  public int limit() {
    return mdp.limit();
  }

  @Override
  public boolean continuing() {
    return mdp.continuing();
  }

  @Override
  public void reset(UniformRandomProvider rng) {
    state = mdp.sampleStart(rng);
  }

  @Override
  public void step(int action, UniformRandomProvider rng) {
    int outcome = mdp.sample(state * mdp.actions() + action, rng);
    reward = mdp.reward(outcome);
    if (mdp.rewardSd(outcome) > 0) {
      reward += mdp.rewardSd(outcome) * Samplers.gaussian(rng);
    }
    terminated = mdp.terminated(outcome);
    state = mdp.next(outcome);
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
    return mdp;
  }

  @Override
  public double @Nullable [] target() {
    return target;
  }

  @Override
  public double @Nullable [] behaviour() {
    return behaviour == null ? target : behaviour;
  }

  @Override
  public @Nullable Encoder features() {
    return features;
  }
}
