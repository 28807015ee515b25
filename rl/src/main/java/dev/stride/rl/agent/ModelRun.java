package dev.stride.rl.agent;

import dev.stride.optim.Curve;
import dev.stride.optim.Monitor;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A run in a finite process, where the reward of a step is that of its outcome and nobody writes
 * down where it was. Its steps are short enough to be compiled into any loop.
 */
final class ModelRun extends Run {
  private final FiniteMdp process;

  ModelRun(
      World world,
      Agent agent,
      Encoder encoder,
      Rule<? super TraceStep> rule,
      double discount,
      int episodes,
      Streams streams,
      ToDoubleFunction<double[]> truth,
      Curve curve,
      @Nullable Monitor monitor) {
    super(world, agent, encoder, rule, discount, episodes, streams, truth, curve, monitor, null);
    process = Objects.requireNonNull(mdp);
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
