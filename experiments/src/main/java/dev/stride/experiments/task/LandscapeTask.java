package dev.stride.experiments.task;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.landscape.Landscape;
import dev.stride.optim.landscape.Landscapes;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Minimising a landscape. A run starts near the landscape's own start, each parameter moved by a
 * normal deviate of standard deviation {@value #SPREAD}, so that runs differ without noise too.
 */
public final class LandscapeTask implements Task {
  private static final double SPREAD = 0.1;
  private static final int CURVE_POINTS = 100;
  private static final Set<Order> ANSWERS = EnumSet.of(Order.VALUE, Order.GRADIENT);

  private final Landscape landscape;
  private final Noise noise;
  private final long budget;

  private LandscapeTask(Landscape landscape, Noise noise, long budget) {
    this.landscape = landscape;
    this.noise = noise;
    this.budget = budget;
  }

  /**
   * The task at one level of noise.
   *
   * @throws dev.stride.optim.form.BadInput when a text form cannot be read
   */
  public static LandscapeTask of(LandscapeSetup setup, int level) {
    return new LandscapeTask(
        Landscapes.registry().parse(setup.function()),
        Noises.registry().parse(setup.noise().get(level)),
        setup.values());
  }

  @Override
  public void check(String optimizer) {
    minimizer(optimizer);
  }

  @Override
  public RunResult run(String optimizer, Streams streams) {
    double[] start = landscape.start().clone();
    UniformRandomProvider rng = streams.at("start").rng();
    for (int i = 0; i < start.length; i++) {
      start[i] += SPREAD * Samplers.gaussian(rng);
    }
    Outcome outcome =
        Metered.run(
            minimizer(optimizer),
            new Priced(new NoisyLandscape(landscape, noise, streams.at("noise").rng())),
            start,
            Budget.of(axis(), budget),
            Curve.every(axis(), Math.max(1, budget / CURVE_POINTS)),
            streams.at("optimizer").rng());
    return RunResult.of(outcome, landscape.minimum());
  }

  @Override
  public Charge axis() {
    return Charge.VALUES;
  }

  @Override
  public long budget() {
    return budget;
  }

  @Override
  public double noise() {
    if (noise instanceof None) {
      return 0;
    }
    return noise instanceof Gaussian gaussian ? gaussian.sd() : Double.NaN;
  }

  private static Minimizer minimizer(String optimizer) {
    return Optimizers.minimizer(optimizer, ANSWERS, "a landscape");
  }

  /** Charges a gradient as the values that central differences would take. */
  private record Priced(Problem problem) implements Problem {
    @Override
    public Layout layout() {
      return problem.layout();
    }

    @Override
    public void evaluate(Trial trial) {
      if (trial.wants(Order.GRADIENT)) {
        trial.charge(Charge.VALUES, 2L * problem.layout().size());
      }
      problem.evaluate(trial);
    }

    @Override
    public double truth(double[] x) {
      return problem.truth(x);
    }
  }
}
