package dev.stride.rl.control;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Objects;

/** Runs of control agents in small processes, without the judge. */
final class Runs {
  private Runs() {}

  /** A finished run. */
  static Run run(
      FiniteMdp mdp,
      Agent agent,
      Encoder encoder,
      Rule<? super TraceStep> rule,
      double discount,
      int episodes,
      long seed) {
    return run(new FiniteWorld(mdp), agent, encoder, rule, discount, episodes, seed);
  }

  /** The same in any world. */
  static Run run(
      World world,
      Agent agent,
      Encoder encoder,
      Rule<? super TraceStep> rule,
      double discount,
      int episodes,
      long seed) {
    Run run =
        Run.of(
            new Run.Setting(
                world,
                agent,
                encoder,
                rule,
                new None(),
                discount,
                episodes,
                Streams.of(seed),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null));
    agent.learn(run);
    return run;
  }

  /** The features of a table, which agents do not know for one. */
  record Hidden(int size) implements Encoder {
    @Override
    public int most() {
      return 1;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      Objects.requireNonNull(into.index)[0] = (int) observation[0];
      into.value[0] = 1;
      into.size = 1;
    }
  }

  /** Two features for each state, shared with its neighbours: e_s + e_{s+1}/2. */
  record Overlap(int states) implements Encoder {
    @Override
    public int size() {
      return states + 1;
    }

    @Override
    public int most() {
      return 2;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      int[] at = Objects.requireNonNull(into.index);
      at[0] = (int) observation[0];
      at[1] = at[0] + 1;
      into.value[0] = 1;
      into.value[1] = 0.5;
      into.size = 2;
    }
  }

  /** Three places around which the states go, with two features of different sizes for each. */
  record Ring() implements Encoder {
    @Override
    public int size() {
      return 3;
    }

    @Override
    public int most() {
      return 2;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      int[] at = Objects.requireNonNull(into.index);
      at[0] = (int) observation[0] % 3;
      at[1] = (at[0] + 1) % 3;
      into.value[0] = 1;
      into.value[1] = 0.5;
      into.size = 2;
    }

    /** x(s, a) over all weights. */
    double[] of(int state, int action, int actions) {
      double[] x = new double[3 * actions];
      x[state % 3 * actions + action] = 1;
      x[(state + 1) % 3 * actions + action] = 0.5;
      return x;
    }
  }
}
