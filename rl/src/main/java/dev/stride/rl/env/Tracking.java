package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import java.util.Collections;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Targets to predict that a few of the inputs make, with weights that change (Sutton 1992, section
 * 4): an example is n inputs x from N(0, 1) and the target sᵀx, in which the first of the weights s
 * are ±scale and the others 0. After every so many examples one of the former, drawn at random,
 * changes its sign.
 *
 * <p>An example is an episode of one step, whose reward is the target; there is a single action,
 * and nothing to bootstrap from. The features of its own are the inputs as they are. The value
 * error of weights w is √E[(wᵀx - sᵀx)²] = |w - s|: its square is what the squared error of the
 * next example is expected to be. (For predictions that are not linear in the inputs it is their
 * error at the points √n eᵢ, which give this.) It is the largest right after a change, as after a
 * number of examples that {@code change} divides.
 *
 * @param inputs n
 * @param relevant how many of the inputs have a part in the target
 * @param change examples after which a sign changes, again and again; 0 for never
 * @param scale size of the weights: of the target, with inputs that stay as they are
 */
public record Tracking(int inputs, int relevant, int change, double scale) implements Environment {
  /** Features of other kinds are laid over so many deviations of an input. */
  private static final double RANGE = 3;

  public Tracking {
    Check.count("inputs", inputs, 1, 10_000);
    Check.count("relevant", relevant, 1, inputs);
    Check.notNegative("change", (long) change);
    Check.positive("scale", scale);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Examples(this, rng);
  }

  private static final class Examples extends MovingWorld {
    private final Tracking task;
    private final double[] s;
    private final KnownValues known;
    private int examples;

    Examples(Tracking task, UniformRandomProvider rng) {
      super(
          task.inputs,
          Space.symmetric(Collections.nCopies(task.inputs, RANGE)),
          1,
          1,
          Double.POSITIVE_INFINITY);
      this.task = task;
      s = new double[task.inputs];
      known = new KnownValues(new double[task.inputs][task.inputs], new double[task.inputs]);
      for (int i = 0; i < task.inputs; i++) {
        known.observations()[i][i] = Math.sqrt(task.inputs);
      }
      for (int i = 0; i < task.relevant; i++) {
        put(i, rng.nextBoolean() ? task.scale : -task.scale);
      }
    }

    private void put(int i, double weight) {
      s[i] = weight;
      known.values()[i] = weight * known.observations()[i][i];
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Samplers.gaussian(rng);
      }
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      double target = 0;
      for (int i = 0; i < task.relevant; i++) {
        target += s[i] * x[i];
      }
      outcome(target, true);
      examples++;
      if (examples == task.change) {
        examples = 0;
        int changed = rng.nextInt(task.relevant);
        put(changed, -s[changed]);
      }
    }

    @Override
    public KnownValues knownValues() {
      return known;
    }

    @Override
    public Encoder features() {
      return new Inputs(x.length);
    }
  }

  private record Inputs(int size) implements Encoder {
    @Override
    public int most() {
      return size;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      int[] at = Objects.requireNonNull(into.index);
      int active = 0;
      for (int i = 0; i < size; i++) {
        if (observation[i] != 0) {
          at[active] = i;
          into.value[active++] = observation[i];
        }
      }
      into.size = active;
    }
  }
}
