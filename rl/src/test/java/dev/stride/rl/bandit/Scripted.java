package dev.stride.rl.bandit;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Space;
import dev.stride.rl.feature.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/** Arms whose rewards are given, and who remembers which of them was pulled. */
final class Scripted implements World {
  /** The reward of an arm at the t-th pull, from 0 on. */
  @FunctionalInterface
  interface Rewards {
    double of(int arm, int t);
  }

  final List<Integer> arms = new ArrayList<>();
  final List<Double> rewards = new ArrayList<>();
  private final int actions;
  private final Rewards script;

  Scripted(int actions, Rewards script) {
    this.actions = actions;
    this.script = script;
  }

  /** The same reward at every pull. */
  static Scripted constant(int actions, IntToDoubleFunction script) {
    return new Scripted(actions, (arm, t) -> script.applyAsDouble(arm));
  }

  /** Lets an agent pull so often. */
  Run run(Agent agent, Rule<? super TraceStep> rule, int pulls, Streams streams) {
    Run run =
        Run.of(
            new Run.Setting(
                this,
                agent,
                new Table.States(1),
                rule,
                new None(),
                1,
                pulls,
                streams,
                w -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null));
    agent.learn(run);
    return run;
  }

  @Override
  public Space space() {
    return Space.finite(1);
  }

  @Override
  public int actions() {
    return actions;
  }

  @Override
  public int limit() {
    return 1;
  }

  @Override
  public void reset(UniformRandomProvider rng) {}

  @Override
  public void step(int action, UniformRandomProvider rng) {
    rewards.add(script.of(action, arms.size()));
    arms.add(action);
  }

  @Override
  public double reward() {
    return rewards.get(rewards.size() - 1);
  }

  @Override
  public boolean terminated() {
    return true;
  }

  @Override
  public int state() {
    return 0;
  }
}
