package dev.stride.rl.env.wrap;

import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** A world around another one, to which it passes on whatever a subclass does not change. */
abstract class Wrapper implements World {
  final World inner;

  Wrapper(World inner) {
    this.inner = inner;
  }

  /**
   * The same as a finite process of its own, if the inner world is one; for wrappers that leave
   * stationary what is so.
   */
  final World compiled() {
    return inner instanceof FiniteWorld
        ? new FiniteWorld(Objects.requireNonNull(model()), target(), behaviour(), features())
        : this;
  }

  /** A process like the given one, with other outcomes and what goes with them. */
  static FiniteMdp like(
      FiniteMdp mdp, double[] start, int limit, double rewardSd, FiniteMdp.Dynamics dynamics) {
    return mdp.continuing()
        ? FiniteMdp.continuing(start, mdp.actions(), limit, rewardSd, dynamics)
        : FiniteMdp.of(start, mdp.actions(), limit, rewardSd, dynamics);
  }

  /** What the model of the inner world becomes; called where there is one. */
  FiniteMdp transform(FiniteMdp mdp) {
    return mdp;
  }

  @Override
  public final @Nullable FiniteMdp model() {
    FiniteMdp mdp = inner.model();
    return mdp == null ? null : transform(mdp);
  }

  @Override
  public Space space() {
    return inner.space();
  }

  @Override
  public final int actions() {
    return inner.actions();
  }

  @Override
  public int limit() {
    return inner.limit();
  }

  @Override
  public final boolean continuing() {
    return inner.continuing();
  }

  @Override
  public void reset(UniformRandomProvider rng) {
    inner.reset(rng);
  }

  @Override
  public void step(int action, UniformRandomProvider rng) {
    inner.step(action, rng);
  }

  @Override
  public double reward() {
    return inner.reward();
  }

  @Override
  public final boolean terminated() {
    return inner.terminated();
  }

  @Override
  public final boolean truncated() {
    return inner.truncated();
  }

  @Override
  public int state() {
    return inner.state();
  }

  @Override
  public int trueState() {
    return inner.trueState();
  }

  @Override
  public void observe(double[] into) {
    inner.observe(into);
  }

  @Override
  public double regret() {
    return inner.regret();
  }

  @Override
  public double bestReturn() {
    return inner.bestReturn();
  }

  @Override
  public double @Nullable [] target() {
    return inner.target();
  }

  @Override
  public double @Nullable [] behaviour() {
    return inner.behaviour();
  }

  @Override
  public @Nullable Encoder features() {
    return inner.features();
  }

  @Override
  public final void close() {
    inner.close();
  }
}
