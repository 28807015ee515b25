package dev.stride.rl;

import dev.stride.optim.Entries;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.KnownValues;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.mdp.AverageReward;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** Measures learned weights against exact values, or by what the learned policy returns. */
final class Judge {
  /** Episodes by which a policy is judged where there are no exact values. */
  static final int EPISODES = 10;

  private final Agent agent;
  private final Encoder encoder;
  private final double discount;
  private final Entries features;
  private final double[] number = new double[1];

  Judge(Agent agent, Encoder encoder, double discount) {
    this.agent = agent;
    this.encoder = encoder;
    this.discount = discount;
    features = Entries.sparse(encoder.most());
  }

  /**
   * How far weights are from the truth, see {@link Learning}.
   *
   * @param world of the run, of which nothing but the model is looked at
   * @param other a world of the same environment for episodes of the learned policy
   * @param streams of those episodes
   */
  static ToDoubleFunction<double[]> of(
      World world, World other, Agent agent, Encoder encoder, double discount, Streams streams) {
    Judge judge = new Judge(agent, encoder, discount);
    FiniteMdp model = world.model();
    KnownValues known = world.knownValues();
    if (model == null) {
      return agent.task() == Agent.Task.PREDICTION && known != null
          ? judge.against(known)
          : w -> judge.played(other, w, streams);
    }
    return world instanceof FiniteWorld
        ? judge.against(model, world.target())
        : judge.moving(world, model);
  }

  /** Where the process moves on, the truth does too. */
  private ToDoubleFunction<double[]> moving(World world, FiniteMdp model) {
    return new ToDoubleFunction<>() {
      private FiniteMdp known = model;
      private ToDoubleFunction<double[]> truth = against(model, world.target());

      @Override
      public double applyAsDouble(double[] w) {
        FiniteMdp now = Objects.requireNonNull(world.model());
        if (now != known) {
          known = now;
          truth = against(now, world.target());
        }
        return truth.applyAsDouble(w);
      }
    };
  }

  private ToDoubleFunction<double[]> against(FiniteMdp mdp, double @Nullable [] target) {
    return switch (agent.task()) {
      case PREDICTION -> prediction(PolicyValues.of(mdp, target, discount));
      case CONTROL -> control(mdp);
    };
  }

  /**
   * Known values are read anew every time, as they may have changed. The root mean square over the
   * observations.
   */
  private ToDoubleFunction<double[]> against(KnownValues known) {
    return w -> {
      double sum = 0;
      for (int k = 0; k < known.values().length; k++) {
        encoder.encode(known.observations()[k], features);
        double off = agent.value(features, w) - known.values()[k];
        sum += off * off;
      }
      return Math.sqrt(sum / known.values().length);
    };
  }

  /** See {@link Learning#leastValueError}. */
  double least(World world) {
    FiniteMdp mdp = world.model();
    if (mdp == null) {
      KnownValues known = world.knownValues();
      return known == null ? Double.NaN : least(known);
    }
    PolicyValues exact = PolicyValues.of(mdp, world.target(), discount);
    double[][] observations = new double[mdp.states()][1];
    for (int s = 0; s < mdp.states(); s++) {
      observations[s][0] = s;
    }
    return residual(observations, exact.values(), exact.weights(), exact.gain() != null);
  }

  private double least(KnownValues known) {
    double[] share = new double[known.values().length];
    Arrays.fill(share, 1.0 / share.length);
    return residual(known.observations(), known.values(), share, false);
  }

  private double residual(
      double[][] observations, double[] values, double[] share, boolean constant) {
    int n = encoder.size();
    LeastSquares fit = new LeastSquares(values.length);
    double[][] columns = new double[constant ? n + 1 : n][values.length];
    double[] target = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      double root = Math.sqrt(share[k]);
      encoder.encode(observations[k], features);
      int[] at = Objects.requireNonNull(features.index);
      for (int j = 0; j < features.size; j++) {
        columns[at[j]][k] = root * features.value[j];
      }
      if (constant) {
        columns[n][k] = root;
      }
      target[k] = root == 0 ? 0 : root * values[k];
    }
    for (double[] column : columns) {
      fit.add(column);
    }
    return fit.residual(target);
  }

  private ToDoubleFunction<double[]> prediction(PolicyValues exact) {
    boolean relative = exact.gain() != null;
    double[] truth = exact.values();
    double[] share = exact.weights();
    double[] error = new double[truth.length];
    return w -> {
      double mean = 0;
      for (int s = 0; s < truth.length; s++) {
        if (share[s] != 0) {
          error[s] = agent.value(features(s), w) - truth[s];
          mean += share[s] * error[s];
        }
      }
      double shift = relative ? mean : 0;
      double sum = 0;
      for (int s = 0; s < truth.length; s++) {
        double off = share[s] == 0 ? 0 : error[s] - shift;
        sum += share[s] * off * off;
      }
      return Math.sqrt(sum);
    };
  }

  private ToDoubleFunction<double[]> control(FiniteMdp mdp) {
    if (mdp.continuing() && discount == 1) {
      double most = TrueValues.atStart(mdp, AverageReward.optimal(mdp, 0).gain());
      return w -> {
        double[] gain = AverageReward.of(mdp, policy(mdp, w)).gain();
        return Math.max(0, most - TrueValues.atStart(mdp, gain));
      };
    }
    OptionalDouble optimum = TrueValues.bestAtStart(mdp, discount);
    boolean bounded = optimum.isPresent();
    double best =
        optimum.orElseGet(
            () -> TrueValues.atStart(mdp, TrueValues.optimal(mdp, discount, mdp.limit())));
    Memory memory = new Memory(mdp.pairs());
    return w -> {
      double[] policy = memory.spare;
      fill(policy, mdp, w);
      if (!Arrays.equals(policy, memory.policy)) {
        OptionalDouble exact =
            bounded ? TrueValues.atStart(mdp, policy, discount) : OptionalDouble.empty();
        double value =
            exact.orElseGet(() -> TrueValues.atStart(mdp, policy, discount, mdp.limit()));
        memory.spare = memory.policy;
        memory.policy = policy;
        // Rounding alone can put the optimal policy a bit above its own value.
        memory.error = Math.max(0, best - value);
      }
      return memory.error;
    };
  }

  /** The policy that was judged last: few change from one look to the next. */
  private static final class Memory {
    private double[] policy;
    private double[] spare;
    private double error;

    Memory(int pairs) {
      policy = new double[pairs];
      Arrays.fill(policy, Double.NaN);
      spare = new double[pairs];
    }
  }

  private double[] policy(FiniteMdp mdp, double[] w) {
    double[] policy = new double[mdp.pairs()];
    fill(policy, mdp, w);
    return policy;
  }

  private void fill(double[] policy, FiniteMdp mdp, double[] w) {
    double[] here = new double[mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      agent.policy(features(s), w, mdp.actions(s), here);
      System.arraycopy(here, 0, policy, s * here.length, here.length);
    }
  }

  private Entries features(int state) {
    number[0] = state;
    encoder.encode(number, features);
    return features;
  }

  /** How far the mean return of some episodes is below what no policy exceeds. */
  private double played(World world, double[] w, Streams streams) {
    double[] observation = new double[world.space().coordinates()];
    double[] policy = new double[world.actions()];
    UniformRandomProvider rng = streams.rng();
    double sum = 0;
    for (int episode = 0; episode < EPISODES; episode++) {
      world.reset(rng);
      boolean over = false;
      for (int step = 0; step < world.limit() && !over; step++) {
        world.observe(observation);
        world.step(act(world, observation, w, policy, rng), rng);
        sum += world.reward();
        over = world.terminated() || world.truncated();
      }
    }
    return world.bestReturn() - sum / EPISODES;
  }

  /** Number of actions of the observed state. */
  private static int actions(World world) {
    return world.space().isFinite() ? world.actions(world.state()) : world.actions();
  }

  /** See {@link Learning#snapshot}. */
  Snapshot snapshot(FiniteMdp mdp, double[] w) {
    if (agent.task() == Agent.Task.PREDICTION) {
      double[] values = new double[mdp.states()];
      for (int s = 0; s < values.length; s++) {
        values[s] = agent.value(features(s), w);
      }
      return new Snapshot(values, new double[0]);
    }
    double[] policy = policy(mdp, w);
    if (mdp.continuing() && discount == 1) {
      return new Snapshot(AverageReward.of(mdp, policy).differential(), policy);
    }
    double[] v = TrueValues.whereFinite(mdp, policy, discount);
    if (Arrays.stream(v).anyMatch(Double::isNaN)) {
      double[] limited = TrueValues.of(mdp, policy, discount, mdp.limit());
      Arrays.setAll(v, s -> Double.isNaN(v[s]) ? limited[s] : v[s]);
    }
    return new Snapshot(v, policy);
  }

  /** See {@link Learning#replay}. */
  Replay replay(World world, double[] w, UniformRandomProvider rng, int most) {
    double[] observation = new double[world.space().coordinates()];
    double[] policy = new double[world.actions()];
    List<Replay.Frame> frames = new ArrayList<>();
    world.reset(rng);
    boolean over = false;
    for (int step = 0; step < Math.min(world.limit(), most) && !over; step++) {
      world.observe(observation);
      int action = act(world, observation, w, policy, rng);
      List<Double> before = Arrays.stream(observation).boxed().toList();
      world.step(action, rng);
      frames.add(new Replay.Frame(before, action, world.reward()));
      over = world.terminated() || world.truncated();
    }
    world.observe(observation);
    return new Replay(
        frames,
        Arrays.stream(observation).boxed().toList(),
        world.terminated(),
        over || frames.size() == world.limit());
  }

  /** Draws an action for the observed state; writes the probabilities of all. */
  private int act(
      World world, double[] observation, double[] w, double[] policy, UniformRandomProvider rng) {
    boolean control = agent.task() == Agent.Task.CONTROL;
    int actions = control ? actions(world) : world.actions(world.trueState());
    double[] behaviour = world.behaviour();
    if (control) {
      encoder.encode(observation, features);
      agent.policy(features, w, actions, policy);
    } else if (behaviour == null) {
      Arrays.fill(policy, 0, actions, 1.0 / actions);
    } else {
      System.arraycopy(behaviour, world.trueState() * policy.length, policy, 0, policy.length);
    }
    return Samplers.index(rng, policy, 0, actions);
  }
}
