package dev.stride.rl;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Curve;
import dev.stride.optim.Diverged;
import dev.stride.optim.Ledger;
import dev.stride.optim.Monitor;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recording;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.feature.Features;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * An agent that learns in an environment, its weights changed by an optimizer.
 *
 * <p>What it learned is judged by exact values, where there are some. The value error of a
 * prediction is the root mean square of v - v_π over the states, weighted by how often the policy
 * is in each of them. That of control is V* - V^π at the start, where π is greedy on the
 * recommended action values and tied actions share the probability; it is zero for who has learned
 * the exact values. A policy that can come to walk in circles for ever without a discount, and
 * whose value would be infinite, is judged by what an episode of it returns under the environment's
 * time limit; so are all policies, and the best one, where the best could collect without end.
 *
 * <p>In a task without episodes the weights are those of the stationary distribution. Without a
 * discount a policy is then judged by its average reward, g* - g^π from the start on, and a
 * prediction by the differential values, which are known but for a constant: the one that fits best
 * does not count.
 *
 * <p>Where states are not finitely many, a prediction is judged by the {@link World#knownValues},
 * all of them alike, and a policy is judged by the mean return of ten episodes, always with the
 * same random numbers and charged to nobody: the value error is how far it is below {@link
 * World#bestReturn}.
 *
 * @param features what the agent sees of a state; null for what {@link FeatureSets#fitting fits}
 * @param rule the optimizer; null for an agent that has a step size of its own
 * @param noise on the reward that the agent sees; judged, and reported, is the true one
 * @param discount γ, from 0 to 1; 1 unless there is a reason
 * @param episodes how many to learn from
 * @param handling what of the steps the optimizer sees
 */
public record Learning(
    Environment environment,
    Agent agent,
    @Nullable Features features,
    @Nullable Rule<? super TraceStep> rule,
    Noise noise,
    double discount,
    long episodes,
    Handling handling) {

  private static final int MOST_FRAMES = 500;

  /** Throws {@link BadInput} when the agent makes no sense in the environment. */
  public Learning {
    Check.probability("discount", discount);
    Check.that(
        episodes >= 1 && episodes <= 10_000_000,
        "episodes must be from 1 to 10000000, not %s",
        episodes);
    String misfit = misfit(environment, agent, features);
    if (!misfit.isEmpty()) {
      throw new BadInput("agent and environment do not fit: " + misfit);
    }
    if (agent.takesRule() == (rule == null)) {
      throw new BadInput(
          rule == null
              ? "the agent needs an optimizer"
              : "the agent has a step size of its own and takes no optimizer");
    }
    if (rule != null && rule.maximises()) {
      throw new BadInput(
          "the optimizer has maximise in it, and a TD error has no objective that could grow: leave"
              + " it out");
    }
    if (rule != null && !rule.stepType().isAssignableFrom(agent.stepType())) {
      throw new BadInput(
          "the optimizer reads traces, and the steps of the agent tell none: those of td-lambda and"
              + " sarsa, for example, do");
    }
    if (rule == null && handling != Handling.LAZY) {
      throw new BadInput("handling is the optimizer's, and the agent takes none");
    }
  }

  /** With lazy handling. */
  public Learning(
      Environment environment,
      Agent agent,
      @Nullable Features features,
      @Nullable Rule<? super TraceStep> rule,
      Noise noise,
      double discount,
      long episodes) {
    this(environment, agent, features, rule, noise, discount, episodes, Handling.LAZY);
  }

  /** The same with the features that {@link FeatureSets#fitting fit} the environment. */
  public Learning(
      Environment environment,
      Agent agent,
      Rule<? super TraceStep> rule,
      Noise noise,
      double discount,
      long episodes) {
    this(environment, agent, null, rule, noise, discount, episodes);
  }

  private static String misfit(Environment environment, Agent agent, @Nullable Features features) {
    try (World world = environment.world(Streams.of(0).rng())) {
      String misfit = agent.misfit(world, encoder(features, world));
      return misfit.isEmpty()
              && agent.task() == Agent.Task.PREDICTION
              && world.model() == null
              && world.knownValues() == null
          ? "the agent predicts values and there are no exact ones to judge them by"
          : misfit;
    }
  }

  private static Encoder encoder(@Nullable Features features, World world) {
    return chosen(features, world).encoder(world.space(), world.features());
  }

  private static Features chosen(@Nullable Features features, World world) {
    return features == null ? FeatureSets.fitting(world.space(), world.features()) : features;
  }

  /** What the agent sees of a state: the features that were given, or else what fits. */
  public Features seen() {
    if (features != null) {
      return features;
    }
    try (World world = environment.world(Streams.of(0).rng())) {
      return chosen(null, world);
    }
  }

  /**
   * One run, from one seed. The same streams give the same bits. Diverging is a result, not an
   * exception.
   *
   * @param streams the place of this run; its environment, exploration and noise draw from streams
   *     below it, so that runs with other optimizers meet the same ones
   * @param curve to fill, over {@link Charge#EPISODES} or {@link Charge#STEPS}
   */
  public LearningResult run(Streams streams, Curve curve) {
    return run(streams, curve, null, null);
  }

  /**
   * The same, watched.
   *
   * @param monitor to which an episode is an iteration; null where nobody watches
   * @param recording of one run, from {@link #recording}; null where there are to be no pictures
   */
  public LearningResult run(
      Streams streams, Curve curve, @Nullable Monitor monitor, @Nullable Recording recording) {
    try (World world = environment.world(streams.at("model").rng());
        World other = environment.world(streams.at("model").rng())) {
      return run(world, other, streams, curve, monitor, recording);
    }
  }

  private LearningResult run(
      World world,
      World other,
      Streams streams,
      Curve curve,
      @Nullable Monitor monitor,
      @Nullable Recording recording) {
    Encoder encoder = encoder(features, world);
    ToDoubleFunction<double[]> truth =
        Judge.of(world, other, agent, encoder, discount, streams.at("judge"));
    Run run =
        Run.of(
            new Run.Setting(
                world,
                agent,
                encoder,
                rule == null ? Sgd.of(1) : handling.of(rule),
                noise,
                discount,
                (int) episodes,
                streams,
                truth,
                curve,
                monitor,
                recording));
    double valueError = Double.POSITIVE_INFINITY;
    String message = "";
    try {
      agent.learn(run);
      valueError = run.valueError();
    } catch (Diverged diverged) {
      message = diverged.getMessage();
    }
    double[] returns = run.tally().returns();
    Ledger ledger = new Ledger(Budget.UNLIMITED);
    ledger.charge(Charge.STEPS, run.tally().steps());
    ledger.charge(Charge.EPISODES, returns.length);
    return new LearningResult(
        returns,
        run.tally().regrets(),
        run.tally().lengths(),
        run.tally().steps(),
        valueError,
        !message.isEmpty(),
        message,
        ledger,
        curve,
        run.weights().clone(),
        run.recommended());
  }

  /** An empty recording of a run. */
  public Recording recording() {
    try (World world = environment.world(Streams.of(0).rng())) {
      return new Recording(world.space().states(), rule != null);
    }
  }

  /**
   * What weights say about every state of the run in {@code streams}; null where there are no exact
   * values.
   */
  public @Nullable Snapshot snapshot(double[] weights, Streams streams) {
    try (World world = environment.world(streams.at("model").rng())) {
      FiniteMdp mdp = world.model();
      return mdp == null
          ? null
          : new Judge(agent, encoder(features, world), discount).snapshot(mdp, weights);
    }
  }

  /**
   * The exact values of all states that a prediction in the run of {@code streams} is about, as its
   * world stands at the beginning; null where there are none, or they are infinite.
   */
  public double @Nullable [] trueValues(Streams streams) {
    try (World world = environment.world(streams.at("model").rng())) {
      FiniteMdp mdp = world.model();
      return mdp == null
          ? null
          : TrueValues.ifFinite(mdp, PolicyValues.policy(mdp, world.target()), discount);
    }
  }

  /**
   * The least value error of any prediction over the features, as the world of the run in {@code
   * streams} stands at its beginning: that of the least squares solution. NaN where there are no
   * exact values.
   */
  public double leastValueError(Streams streams) {
    try (World world = environment.world(streams.at("model").rng())) {
      return new Judge(agent, encoder(features, world), discount).least(world);
    }
  }

  /**
   * An episode of the policy that weights stand for, at most {@value #MOST_FRAMES} steps of it; of
   * a prediction, of the policy that acted. The random numbers are not those of the run.
   */
  public Replay replay(double[] weights, Streams streams) {
    try (World world = environment.world(streams.at("model").rng())) {
      return new Judge(agent, encoder(features, world), discount)
          .replay(world, weights, streams.at("replay").rng(), MOST_FRAMES);
    }
  }
}
