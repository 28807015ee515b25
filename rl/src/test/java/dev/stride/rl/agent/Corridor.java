package dev.stride.rl.agent;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Monitor;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Runs in a corridor of three states. */
final class Corridor {
  private static final double[] REWARD = {2, 4, -1};

  private Corridor() {}

  /** States 0, 1, 2 and the end; action 1 pays one more. */
  static FiniteMdp process(int limit, double rewardSd) {
    return FiniteMdp.of(
        new double[] {1, 0, 0},
        2,
        limit,
        (s, a) -> List.of(new Outcome(1, Math.min(s + 1, 2), REWARD[s] + a, s == 2, rewardSd)));
  }

  static Run run(
      World world,
      Agent agent,
      Rule<? super TraceStep> rule,
      Noise noise,
      int episodes,
      ToDoubleFunction<double[]> truth,
      Curve curve,
      @Nullable Monitor monitor) {
    return run(world, agent, rule, noise, episodes, truth, curve, monitor, null);
  }

  static Run run(
      World world,
      Agent agent,
      Rule<? super TraceStep> rule,
      Noise noise,
      int episodes,
      ToDoubleFunction<double[]> truth,
      Curve curve,
      @Nullable Monitor monitor,
      @Nullable Recording recording) {
    return Run.of(
        new Run.Setting(
            world,
            agent,
            new Table.States(3),
            rule,
            noise,
            1,
            episodes,
            Streams.of(3),
            truth,
            curve,
            monitor,
            recording));
  }

  static Run learned(World world, Agent agent, Rule<? super TraceStep> rule, int episodes) {
    Run run =
        run(
            world,
            agent,
            rule,
            new None(),
            episodes,
            w -> w[0],
            Curve.every(Charge.EPISODES, Long.MAX_VALUE),
            null);
    agent.learn(run);
    return run;
  }
}
