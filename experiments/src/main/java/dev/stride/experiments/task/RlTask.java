package dev.stride.experiments.task;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import dev.stride.rl.Agents;
import dev.stride.rl.Handling;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.env.Environments;
import dev.stride.rl.feature.FeatureSets;

/**
 * Learning in an environment under noisy rewards. The gap is the value error of {@link Learning}.
 */
public final class RlTask implements Task {
  private static final int CURVE_POINTS = 50;

  private final Learning learning;

  private RlTask(Learning learning) {
    this.learning = learning;
  }

  /**
   * The task at one level of noise.
   *
   * @throws BadInput when a text form cannot be read, or agent and environment do not fit
   */
  public static RlTask of(RlSetup setup, int level) {
    double discount = setup.discount() == null ? 1 : setup.discount();
    Handling handling = setup.handling() == null ? Handling.LAZY : setup.handling();
    try {
      return new RlTask(
          new Learning(
              Environments.registry().parse(setup.environment()),
              Agents.registry().parse(setup.agent()),
              setup.features() == null ? null : FeatureSets.registry().parse(setup.features()),
              rule("sgd"),
              Noises.registry().parse(setup.noise().get(level)),
              discount,
              setup.episodes(),
              handling));
    } catch (IllegalArgumentException bad) {
      throw new BadInput(String.valueOf(bad.getMessage()), bad);
    }
  }

  @Override
  public void check(String optimizer) {
    with(optimizer);
  }

  @Override
  public RunResult run(String optimizer, Streams streams) {
    long spacing = Math.max(1, budget() / CURVE_POINTS);
    return result(with(optimizer).run(streams, Curve.every(axis(), spacing)));
  }

  private Learning with(String optimizer) {
    return new Learning(
        learning.environment(),
        learning.agent(),
        learning.features(),
        rule(optimizer),
        learning.noise(),
        learning.discount(),
        learning.episodes(),
        learning.handling());
  }

  private static RunResult result(LearningResult result) {
    return new RunResult(
        result.valueError(),
        Double.NaN,
        result.diverged() ? RunResult.Stop.DIVERGED : RunResult.Stop.BUDGET,
        result.message(),
        result.curve().at(),
        result.curve().truth(),
        RunResult.counts(result.ledger()));
  }

  @Override
  public Charge axis() {
    return Charge.EPISODES;
  }

  @Override
  public long budget() {
    return learning.episodes();
  }

  @Override
  public double noise() {
    Noise noise = learning.noise();
    if (noise instanceof None) {
      return 0;
    }
    return noise instanceof Gaussian gaussian ? gaussian.sd() : Double.NaN;
  }

  private static Rule<? super TraceStep> rule(String optimizer) {
    return Optimizers.rule(optimizer, TraceStep.class, Track.RL.title());
  }
}
