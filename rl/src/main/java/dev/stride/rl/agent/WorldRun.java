package dev.stride.rl.agent;

import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** A run in any world, with noise on the rewards and recorded, or not. */
final class WorldRun extends Run {
  private final @Nullable Noise noise;
  private final UniformRandomProvider noiseRng;

  WorldRun(Setting setting, @Nullable FiniteMdp mdp) {
    super(setting, mdp);
    noise = setting.noise() instanceof None ? null : setting.noise();
    noiseRng = setting.streams().at("noise").rng();
  }

  @Override
  public int step(int pair) {
    if (watch != null) {
      watch.visit(pair / actions, pair % actions);
    }
    if (mdp != null) {
      draw(mdp, pair);
    } else {
      move(pair % actions);
    }
    return state;
  }

  @Override
  public void act(int action) {
    if (watch != null) {
      watch.visit(state, action);
    }
    if (mdp != null) {
      draw(mdp, state * actions + action);
    } else {
      move(action);
    }
  }

  private void draw(FiniteMdp mdp, int pair) {
    int outcome = mdp.sample(pair, environmentRng);
    double r = mdp.reward(outcome);
    if (mdp.rewardSd(outcome) > 0) {
      r += mdp.rewardSd(outcome) * Samplers.gaussian(environmentRng);
    }
    terminated = mdp.terminated(outcome);
    state = mdp.next(outcome);
    take(r);
  }

  private void move(int action) {
    world.step(action, environmentRng);
    double r = world.reward();
    episodeRegret += world.regret();
    terminated = world.terminated();
    truncated = world.truncated();
    state = finite ? world.state() : 0;
    take(r);
  }

  private void take(double r) {
    episodeSteps++;
    episodeReturn += r;
    reward = noise == null ? r : noise.perturb(r, noiseRng);
  }
}
