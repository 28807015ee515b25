package dev.stride.rl.env.wrap;

import dev.stride.optim.Entries;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** What is wrapped in tests. */
final class Stubs {
  private Stubs() {}

  /** Three states in a ring and two actions, with slips; it can end in the last one. */
  static FiniteMdp ring() {
    return FiniteMdp.of(new double[] {0.75, 0.25, 0}, 2, 30, Stubs::outcomes);
  }

  private static List<Outcome> outcomes(int s, int a) {
    double p = a == 0 ? 0.75 : 0.5;
    int ahead = (s + 1 + a) % 3;
    return s == 2
        ? List.of(new Outcome(p, ahead, 2, false), new Outcome(1 - p, 2, 5, true))
        : List.of(new Outcome(p, ahead, s - a, false), new Outcome(1 - p, s, 10 + a, false));
  }

  /** A ring of three states that have three actions, one and two. */
  static FiniteMdp ragged() {
    return FiniteMdp.of(
        new double[] {0.5, 0, 0.5},
        3,
        30,
        (s, a) -> a < (s == 0 ? 3 : s) ? outcomes(s, a) : List.of());
  }

  static final double[] TARGET = {1, 0, 0.5, 0.5, 0.25, 0.75};
  static final double[] BEHAVIOUR = {0.5, 0.5, 0, 1, 0.125, 0.875};

  /** Two features of the state. */
  record Own() implements Encoder {
    @Override
    public int size() {
      return 2;
    }

    @Override
    public int most() {
      return 2;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      into.index[0] = 0;
      into.value[0] = observation[0];
      into.index[1] = 1;
      into.value[1] = 10 - observation[0];
      into.size = 2;
    }
  }

  /** The ring as the finite process that it is. */
  record Finite() implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new FiniteWorld(ring(), TARGET, BEHAVIOUR, new Own());
    }
  }

  /**
   * The ring as a world that nobody knows to be stationary, so that wrappers only pass calls on.
   */
  record Opaque() implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new Wrapper(new FiniteWorld(ring(), TARGET, BEHAVIOUR, new Own())) {};
    }
  }

  /** The ragged ring as the finite process that it is. */
  record Ragged() implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new FiniteWorld(ragged());
    }
  }

  /** The ragged ring as a world that only passes calls on. */
  record OpaqueRagged() implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new Wrapper(new FiniteWorld(ragged())) {};
    }
  }

  /** Two coordinates: a point that is pushed up or down in the wind, 0.5 to 1.5 the goal. */
  record Continuous() implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new Point();
    }
  }

  private static final class Point implements World {
    private double x;
    private double wind;
    private boolean closed;

    @Override
    public Space space() {
      return Space.box(List.of(-1.0, 0.0), List.of(1.0, 10.0));
    }

    @Override
    public int actions() {
      return 2;
    }

    @Override
    public int limit() {
      return 50;
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      x = 0.5 * rng.nextDouble() - 0.25;
      wind = 5;
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      wind = 5 + Samplers.gaussian(rng);
      x += (action == 0 ? 0.1 : -0.1) + 0.01 * (wind - 5);
    }

    @Override
    public double reward() {
      return -Math.abs(x);
    }

    @Override
    public boolean terminated() {
      return x > 0.5;
    }

    @Override
    public boolean truncated() {
      return x < -1;
    }

    @Override
    public int state() {
      throw new IllegalStateException("there are coordinates");
    }

    @Override
    public void observe(double[] into) {
      into[0] = x;
      into[1] = wind;
    }

    @Override
    public double regret() {
      return 0.5;
    }

    @Override
    public double bestReturn() {
      return 7;
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed twice");
      }
      closed = true;
    }
  }
}
