package dev.stride.rl.agent;

import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Curve;
import dev.stride.optim.Diverged;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Monitor;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.StepFigures;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent in an environment: the episodes, the weights, and the optimizer that changes
 * them. Belongs to one thread. A learning loop reads
 *
 * <pre>{@code
 * while (run.begin()) {
 *   int s = run.start();
 *   do {
 *     int next = run.step(pair);   // then run.reward(), run.terminated()
 *     ... fill a TraceStep; run.apply(step);
 *     s = next;
 *   } while (!run.ended());
 * }
 * }</pre>
 *
 * <p>Environment, exploration and noise draw from streams of their own, so that runs with different
 * optimizers are paired. The agent sees the noisy reward; what is reported is the true one.
 */
public final class Run {
  /** Beyond this, a weight counts as diverged: no value here comes near. */
  private static final double ABSURD = 1e12;

  private final FiniteMdp mdp;
  private final int limit;
  private final double discount;
  private final @Nullable Noise noise;
  private final UniformRandomProvider environmentRng;
  private final UniformRandomProvider noiseRng;
  private final UniformRandomProvider exploration;

  private final double[] weights;
  private final double[] recommended;
  private final Rule.State<? super TraceStep> rule;
  private final ToDoubleFunction<double[]> truth;
  private final Curve curve;

  private final boolean traced;
  private final boolean valued;
  private final boolean needsDense;

  /** The agent's step over all weights, for a rule that needs that. */
  private @Nullable TraceStep dense;

  private double valueError;

  private final @Nullable Monitor monitor;
  private final @Nullable StepFigures figures;

  private final double[] returns;
  private int episodes;
  private long steps;
  private long checked;

  private int start;
  private int episodeSteps;
  private double episodeReturn;
  private double reward;
  private boolean terminated;

  /**
   * A run that has not begun.
   *
   * @param noise on the reward that the agent sees
   * @param discount γ
   * @param episodes how many there will be
   * @param streams the place of this run
   * @param truth judges recommended weights, for the curve
   * @param curve over {@link Charge#EPISODES} or {@link Charge#STEPS}, looked at when an episode
   *     ends
   * @param monitor told of every episode; null where nobody watches
   */
  public Run(
      FiniteMdp mdp,
      Agent agent,
      Rule<? super TraceStep> rule,
      Noise noise,
      double discount,
      int episodes,
      Streams streams,
      ToDoubleFunction<double[]> truth,
      Curve curve,
      @Nullable Monitor monitor) {
    Check.that(
        curve.axis() == Charge.EPISODES || curve.axis() == Charge.STEPS,
        "a curve of learning is over episodes or steps, not %s",
        curve.axis().key());
    this.mdp = mdp;
    limit = mdp.limit();
    this.discount = discount;
    this.noise = noise instanceof None ? null : noise;
    environmentRng = streams.at("environment").rng();
    noiseRng = streams.at("noise").rng();
    exploration = streams.at("exploration").rng();
    Layout layout = layout(mdp, agent);
    weights = new double[layout.size()];
    Arrays.fill(weights, agent.initial());
    recommended = weights.clone();
    this.rule = rule.start(layout, streams.at("optimizer").rng());
    valued = rule.orders().contains(Order.VALUE);
    needsDense = rule.needsDense();
    traced = rule.stepType() == TraceStep.class;
    this.truth = truth;
    this.curve = curve;
    returns = new double[episodes];
    this.monitor = monitor;
    figures = monitor == null ? null : new StepFigures(weights.length);
    if (monitor != null) {
      this.rule.watch();
    }
  }

  private static Layout layout(FiniteMdp mdp, Agent agent) {
    List<Integer> shape =
        switch (agent.task()) {
          case PREDICTION -> List.of(mdp.states());
          case CONTROL -> List.of(mdp.states(), mdp.actions());
        };
    return new Layout(List.of(new Layout.Block("values", 0, shape)));
  }

  /**
   * Begins the next episode, unless that was the last one.
   *
   * @throws Diverged when weights are found that are not finite, or absurd
   */
  public boolean begin() {
    if (episodeSteps > 0) {
      returns[episodes++] = episodeReturn;
      steps += episodeSteps;
      // Once in as many steps as there are weights, so that it costs little per step.
      if (steps - checked >= weights.length) {
        requireBounded(weights);
        checked = steps;
      }
    }
    if (monitor != null && episodes > 0) {
      monitor.iteration(episodes, this::figures);
    }
    boolean over = episodes == returns.length;
    long cost = curve.axis() == Charge.STEPS ? steps : episodes;
    if (over || curve.due(cost)) {
      judge();
      curve.add(cost, valueError, recommended);
    }
    episodeSteps = 0;
    episodeReturn = 0;
    if (!over) {
      start = mdp.sampleStart(environmentRng);
    }
    return !over;
  }

  private void figures(Figures to) {
    if (figures != null) {
      figures.say(to);
    }
    rule.figures(to);
  }

  private void judge() {
    requireBounded(weights);
    System.arraycopy(weights, 0, recommended, 0, weights.length);
    rule.recommended(weights, recommended);
    requireBounded(recommended);
    valueError = truth.applyAsDouble(recommended);
  }

  private void requireBounded(double[] w) {
    for (double value : w) {
      if (!(Math.abs(value) < ABSURD)) {
        throw new Diverged("a weight is " + value + " after episode " + episodes);
      }
    }
  }

  /** The first state of the episode that has just begun. */
  public int start() {
    return start;
  }

  /** Takes the action of a state-action pair; returns the state that follows. */
  public int step(int pair) {
    int outcome = mdp.sample(pair, environmentRng);
    double r = mdp.reward(outcome);
    if (mdp.rewardSd() > 0) {
      r += mdp.rewardSd() * Samplers.gaussian(environmentRng);
    }

    episodeSteps++;
    episodeReturn += r;
    terminated = mdp.terminated(outcome);
    reward = noise == null ? r : noise.perturb(r, noiseRng);
    return mdp.next(outcome);
  }

  /** The reward of the last step as the agent sees it. */
  public double reward() {
    return reward;
  }

  /** Whether the last step ended the episode by the rules of the task: there is no next value. */
  public boolean terminated() {
    return terminated;
  }

  /**
   * Whether the episode is over: terminated, or truncated by the time limit. A truncated episode is
   * learned from like any other step, by bootstrapping from the state where it was cut.
   */
  public boolean ended() {
    return terminated || episodeSteps == limit;
  }

  /** Lets the optimizer rewrite the step, and adds it to the weights. */
  public void apply(TraceStep step) {
    if (valued) {
      step.objective = step.delta * step.delta / 2;
    }
    TraceStep taken = needsDense ? spread(step) : step;
    if (figures == null) {
      rule.apply(taken, weights);
    } else {
      figures.before(taken);
      rule.apply(taken, weights);
      figures.after(taken);
    }
    taken.addTo(weights);
  }

  private TraceStep spread(TraceStep step) {
    if (dense == null) {
      dense = TraceStep.dense(weights.length, step);
    }
    step.spread(dense);
    return dense;
  }

  /** The process in which this run takes place. */
  public FiniteMdp mdp() {
    return mdp;
  }

  /** γ. */
  public double discount() {
    return discount;
  }

  /** The stream for the choices of the agent. */
  public UniformRandomProvider exploration() {
    return exploration;
  }

  /** The weights themselves, which only {@link #apply} changes. */
  public double[] weights() {
    return weights;
  }

  /** What the optimizer recommended when it was last judged: by {@link #begin}, at the end too. */
  public double[] recommended() {
    return recommended.clone();
  }

  /** How far that was from the truth. */
  public double valueError() {
    return valueError;
  }

  /** True, undiscounted returns of the episodes that ended. */
  public double[] returns() {
    return Arrays.copyOf(returns, episodes);
  }

  /** Whether the optimizer reads more of a step than its values and its surprise. */
  boolean traced() {
    return traced;
  }

  /** Steps taken in the episodes that ended. */
  public long steps() {
    return steps;
  }
}
