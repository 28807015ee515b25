package dev.stride.rl.agent;

import dev.stride.rl.mdp.FiniteMdp;

/**
 * A run in a finite process whose rewards have no random part, without noise and not recorded. Its
 * steps are short enough to be compiled into any loop.
 */
final class ModelRun extends Run {
  private final FiniteMdp process;

  ModelRun(Setting setting, FiniteMdp process) {
    super(setting, process);
    this.process = process;
  }

  @Override
  public int step(int pair) {
    int outcome = process.sample(pair, environmentRng);
    reward = process.reward(outcome);
    episodeSteps++;
    episodeReturn += reward;
    terminated = process.terminated(outcome);
    state = process.next(outcome);
    return state;
  }

  @Override
  public void act(int action) {
    step(state * actions + action);
  }
}
