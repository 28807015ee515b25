package dev.stride.rl.td;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.rng.UniformRandomProvider;

/** Episodes that are given, whatever is done; what is observed are the features themselves. */
final class Script implements World {
  /** Features of the states, one more than rewards, and whether the last one is terminal. */
  record Episode(List<double[]> states, List<Double> rewards, boolean terminated) {
    Episode {
      if (states.size() != rewards.size() + 1) {
        throw new IllegalArgumentException("one state more than rewards");
      }
    }

    int length() {
      return rewards.size();
    }

    double reward(int t) {
      return rewards.get(t);
    }

    /** wᵀx of a state, nothing for the terminal one. */
    double value(double[] w, int t) {
      return t == length() && terminated ? 0 : dot(w, states.get(t));
    }
  }

  private final List<Episode> episodes;
  private int episode = -1;
  private int time;

  Script(List<Episode> episodes) {
    this.episodes = episodes;
  }

  /** Sparse random features over n weights, two of them active; every third is cut. */
  static List<Episode> random(int n, int episodes, long seed) {
    Random random = new Random(seed);
    List<Episode> all = new ArrayList<>();
    for (int e = 0; e < episodes; e++) {
      int length = 1 + random.nextInt(12);
      List<double[]> states = new ArrayList<>();
      List<Double> rewards = new ArrayList<>();
      for (int t = 0; t <= length; t++) {
        double[] x = new double[n];
        x[random.nextInt(n)] = random.nextGaussian();
        x[random.nextInt(n)] = random.nextGaussian();
        states.add(x);
        if (t < length) {
          rewards.add(random.nextGaussian());
        }
      }
      all.add(new Episode(states, rewards, e % 3 != 2));
    }
    return all;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** sum ← sum + factor·x. */
  static void add(double[] sum, double factor, double[] x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * x[i];
    }
  }

  /** Every step that an agent takes, and the weights before it; a last one has those at the end. */
  static List<Recorder.Seen> play(
      List<Episode> episodes, Agent agent, double learningRate, double discount) {
    Recorder recorder = new Recorder(learningRate);
    Script script = new Script(episodes);
    Run run = run(script, new Identity(script.space().coordinates()), agent, recorder, discount);
    agent.learn(run);
    List<Recorder.Seen> seen = recorder.seen();
    seen.add(
        new Recorder.Seen(
            new double[0],
            new double[0],
            new double[0],
            new double[0],
            0,
            0,
            run.weights().clone()));
    return seen;
  }

  private static Run run(
      Script script, Encoder encoder, Agent agent, Recorder recorder, double discount) {
    return Run.of(
        new Run.Setting(
            script,
            agent,
            encoder,
            recorder,
            new None(),
            discount,
            script.episodes.size(),
            Streams.of(1),
            weights -> 0,
            Curve.every(Charge.EPISODES, Long.MAX_VALUE),
            null,
            null));
  }

  /** The coordinates themselves, where they are not zero. */
  record Identity(int size) implements Encoder {
    @Override
    public int most() {
      return size;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      into.size = 0;
      for (int i = 0; i < size; i++) {
        if (observation[i] != 0) {
          into.index[into.size] = i;
          into.value[into.size++] = observation[i];
        }
      }
    }
  }

  @Override
  public Space space() {
    return Space.unit(episodes.get(0).states().get(0).length);
  }

  @Override
  public int actions() {
    return 1;
  }

  @Override
  public int limit() {
    return 1_000_000;
  }

  @Override
  public void reset(UniformRandomProvider rng) {
    episode++;
    time = 0;
  }

  @Override
  public void step(int action, UniformRandomProvider rng) {
    time++;
  }

  @Override
  public double reward() {
    return episodes.get(episode).reward(time - 1);
  }

  @Override
  public boolean terminated() {
    return over() && episodes.get(episode).terminated();
  }

  @Override
  public boolean truncated() {
    return over() && !episodes.get(episode).terminated();
  }

  private boolean over() {
    return time == episodes.get(episode).length();
  }

  @Override
  public int state() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void observe(double[] into) {
    double[] x = episodes.get(episode).states().get(time);
    System.arraycopy(x, 0, into, 0, x.length);
  }
}
