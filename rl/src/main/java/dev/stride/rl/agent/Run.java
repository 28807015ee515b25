package dev.stride.rl.agent;

import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Curve;
import dev.stride.optim.Diverged;
import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Monitor;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.optim.schedule.Constant;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent in an environment: the episodes, the weights, and the optimizer that changes
 * them. Belongs to one thread. A learning loop reads
 *
 * <pre>{@code
 * while (run.begin()) {
 *   run.observe(x);
 *   do {
 *     run.act(action);   // then run.reward(), run.terminated()
 *     run.observe(next);
 *     ... fill a TraceStep; run.apply(step);
 *   } while (!run.ended());
 * }
 * }</pre>
 *
 * <p>A learner of a table of action values may use {@link #state} and {@link #step} instead, which
 * spare it the features.
 *
 * <p>Environment, exploration and noise draw from streams of their own, so that runs with different
 * optimizers are paired. The agent sees the noisy reward; what is reported is the true one.
 *
 * <p>There are two kinds, no more, so that the steps of either are compiled into the loop of an
 * agent.
 */
public abstract sealed class Run permits ModelRun, WorldRun {
  /** Beyond this, a weight counts as diverged: no value here comes near. */
  private static final double ABSURD = 1e12;

  final World world;

  /** The process of the world, where its dynamics stay as they are: then it is all that is used. */
  final @Nullable FiniteMdp mdp;

  private final Encoder encoder;
  private final double[] observation;
  final boolean finite;
  final int actions;

  /** Number of actions of each state; null where all have all, which spares the look. */
  private final int @Nullable [] fewer;

  private final int limit;
  private final double discount;
  final UniformRandomProvider environmentRng;
  private final UniformRandomProvider exploration;

  private final double[] weights;
  private final double[] recommended;
  private final Rule.State<? super TraceStep> rule;
  private final ToDoubleFunction<double[]> truth;
  private final Curve curve;

  /** See {@link #constantRate}. */
  private final double rate;

  private final boolean traced;
  private final boolean valued;
  private final boolean needsDense;

  /** The agent's step over all weights, for a rule that needs that. */
  private @Nullable TraceStep dense;

  private double valueError;

  /** Null where nobody looks on. */
  final @Nullable Watch watch;

  private final Tally tally;
  private long checked;

  private boolean begun;
  int state;
  int episodeSteps;
  double episodeReturn;
  double episodeRegret;
  double reward;
  boolean terminated;
  boolean truncated;

  /**
   * What a run consists of.
   *
   * @param noise on the reward that the agent sees
   * @param discount γ
   * @param episodes how many there will be
   * @param streams the place of this run
   * @param truth judges recommended weights, for the curve
   * @param curve over {@link Charge#EPISODES} or {@link Charge#STEPS}, looked at when an episode
   *     ends
   * @param monitor told of every episode; null where nobody watches
   * @param recording takes down what happens, for pictures; null where there are to be none
   */
  public record Setting(
      World world,
      Agent agent,
      Encoder encoder,
      Rule<? super TraceStep> rule,
      Noise noise,
      double discount,
      int episodes,
      Streams streams,
      ToDoubleFunction<double[]> truth,
      Curve curve,
      @Nullable Monitor monitor,
      @Nullable Recording recording) {
    public Setting {
      Check.that(
          curve.axis() == Charge.EPISODES || curve.axis() == Charge.STEPS,
          "a curve of learning is over episodes or steps, not %s",
          curve.axis().key());
    }
  }

  Run(Setting setting, @Nullable FiniteMdp mdp) {
    world = setting.world;
    encoder = setting.encoder;
    this.mdp = mdp;
    finite = world.space().isFinite();
    observation = new double[world.space().coordinates()];
    actions = world.actions();
    fewer = fewer(world);
    limit = world.limit();
    discount = setting.discount;
    environmentRng = setting.streams.at("environment").rng();
    exploration = setting.streams.at("exploration").rng();
    Layout layout = setting.agent.layout(world, encoder);
    weights = new double[layout.size()];
    setting.agent.initialise(layout, weights);
    recommended = weights.clone();
    boolean watched = setting.monitor != null || setting.recording != null;
    watch =
        watched
            ? new Watch(
                setting.monitor, setting.recording, weights.length, setting.agent.takesRule())
            : null;
    rate = watched ? 0 : constantRate(setting.rule);
    rule = setting.rule.start(layout, setting.streams.at("optimizer").rng());
    if (setting.monitor != null) {
      rule.watch();
    }
    valued = setting.rule.orders().contains(Order.VALUE);
    needsDense = setting.rule.needsDense();
    traced = setting.rule.stepType() == TraceStep.class;
    truth = setting.truth;
    curve = setting.curve;
    tally = new Tally(setting.episodes, mdp == null);
  }

  /** A run that has not begun. */
  public static Run of(Setting setting) {
    FiniteMdp mdp = setting.world instanceof FiniteWorld finite ? finite.model() : null;
    boolean plain = setting.noise instanceof None && setting.recording == null;
    return plain && mdp != null && !mdp.hasRandomRewards()
        ? new ModelRun(setting, mdp)
        : new WorldRun(setting, mdp);
  }

  private static int @Nullable [] fewer(World world) {
    int[] allowed = new int[world.space().states()];
    Arrays.setAll(allowed, world::actions);
    return Arrays.stream(allowed).allMatch(n -> n == world.actions()) ? null : allowed;
  }

  private static double constantRate(Rule<? super TraceStep> rule) {
    return rule instanceof Sgd sgd && sgd.learningRate() instanceof Constant constant
        ? constant.value()
        : 0;
  }

  /**
   * Begins the next episode, unless that was the last one.
   *
   * @throws Diverged when weights are found that are not finite, or absurd, or rewards that do not
   *     add up
   */
  public boolean begin() {
    if (episodeSteps > 0) {
      if (!Double.isFinite(episodeReturn)) {
        throw new Diverged(
            "the rewards of episode " + (tally.episodes() + 1) + " add up to " + episodeReturn);
      }
      tally.add(episodeReturn, episodeRegret, episodeSteps);
      // Far less than one weight per step, so that it costs nothing there.
      if (tally.steps() - checked >= 16L * weights.length) {
        requireBounded(weights);
        checked = tally.steps();
      }
    }
    if (watch != null) {
      watch.episode(tally.episodes(), rule);
    }
    boolean over = tally.isFull();
    long cost = curve.axis() == Charge.STEPS ? tally.steps() : tally.episodes();
    if (over || curve.due(cost)) {
      judge();
      curve.add(cost, valueError, recommended);
    }
    episodeSteps = 0;
    episodeReturn = 0;
    episodeRegret = 0;
    if (!over && !(begun && world.continuing())) {
      reset();
    }
    return !over;
  }

  private void reset() {
    begun = true;
    if (mdp != null) {
      state = mdp.sampleStart(environmentRng);
    } else {
      world.reset(environmentRng);
      state = finite ? world.state() : 0;
    }
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
        throw diverged(value);
      }
    }
  }

  // Out of the loop: where runs have diverged before, the text would be compiled into it.
  private Diverged diverged(double weight) {
    return new Diverged("a weight is " + weight + " after episode " + tally.episodes());
  }

  /** The number of the state in which the agent is, where the space is finite. */
  public int state() {
    return state;
  }

  /** Writes the features of the state in which the agent is. */
  public void observe(Entries into) {
    if (mdp != null) {
      observation[0] = state;
    } else {
      world.observe(observation);
    }
    encoder.encode(observation, into);
  }

  /** Takes the action of a state-action pair; returns the state that follows. */
  public abstract int step(int pair);

  /** Takes an action, from the state in which the agent is. */
  public abstract void act(int action);

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
    return terminated || truncated || episodeSteps == limit;
  }

  /**
   * Lets the optimizer rewrite the step, and adds it to the weights. Gradient descent is done in
   * one pass.
   */
  public void apply(TraceStep step) {
    if (rate > 0) {
      step.addTo(weights, rate);
      return;
    }
    if (valued) {
      step.objective = step.delta * step.delta / 2;
    }
    TraceStep taken = needsDense ? spread(step) : step;
    if (watch == null) {
      rule.apply(taken, weights);
    } else {
      watch.apply(rule, taken, weights);
    }
    taken.addTo(weights);
  }

  /** The same with the step δ·z along a trace. */
  public void apply(Traces z, double delta) {
    if (rate > 0) {
      z.addTo(weights, rate, delta);
    } else {
      apply(z.step(delta));
    }
  }

  private TraceStep spread(TraceStep step) {
    if (dense == null) {
      dense = TraceStep.dense(weights.length, step);
    }
    step.spread(dense);
    return dense;
  }

  /** The world in which this run takes place; it is moved by this run alone. */
  public World world() {
    return world;
  }

  /** What the agent sees of it. */
  public Encoder encoder() {
    return encoder;
  }

  /** The largest number of actions of any state: how many values each feature has. */
  public int actions() {
    return actions;
  }

  /**
   * Number of actions of a state, by its number; 0 where states have none. The values of a state
   * end here: those that a table has behind them are never looked at.
   */
  public int actions(int state) {
    return fewer == null ? actions : fewer[state];
  }

  /**
   * The same of all states, or null where all have all: for loops that spare themselves the call.
   */
  int @Nullable [] fewer() {
    return fewer;
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

  /** What came of the episodes that ended. */
  public Tally tally() {
    return tally;
  }

  /** The learning rate where the optimizer is gradient descent and nobody watches it; else 0. */
  double constantRate() {
    return rate;
  }

  /** Whether the optimizer reads more of a step than its values and its surprise. */
  public boolean traced() {
    return traced;
  }
}
