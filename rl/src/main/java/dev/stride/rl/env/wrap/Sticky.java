package dev.stride.rl.env.wrap;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Sticky actions (Machado et al., "Revisiting the Arcade Learning Environment", JAIR 61, 2018,
 * section 5): with some probability what was done last is done once more, whatever the agent chose.
 * The first action of an episode is always the chosen one, and so is one in a state that does not
 * allow the last action.
 *
 * <p>Where there are finitely many states, what is observed is the pair of state s and last action
 * p, so that the process is one still: number s·(A + 1) + p, where A is the number of actions and p
 * = A stands for none. Features that belong to the task see s alone. Where there are coordinates,
 * the last action is not observed.
 *
 * @param probability that an action is repeated
 * @param of the environment
 */
public record Sticky(double probability, Environment of) implements Environment {
  public Sticky {
    Check.probability("probability", probability);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new StickyWorld(of.world(rng), probability).compiled();
  }

  private static final class StickyWorld extends Wrapper {
    private final double probability;
    private final int width;
    private final Space space;
    private int last;

    StickyWorld(World inner, double probability) {
      super(inner);
      this.probability = probability;
      width = inner.actions() + 1;
      Space inside = inner.space();
      space = finite ? Space.finite(inside.states() * width) : inside;
    }

    @Override
    public Space space() {
      return space;
    }

    @Override
    public int actions(int state) {
      return inner.actions(finite ? state / width : state);
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      inner.reset(rng);
      last = width - 1;
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      boolean repeats = last < allowed() && rng.nextDouble() < probability;
      last = repeats ? last : possible(action);
      inner.step(last, rng);
    }

    @Override
    public int state() {
      return inner.state() * width + last;
    }

    @Override
    public int trueState() {
      return inner.trueState() * width + last;
    }

    @Override
    public void observe(double[] into) {
      inner.observe(into);
      if (finite) {
        into[0] = into[0] * width + last;
      }
    }

    @Override
    FiniteMdp transform(FiniteMdp mdp) {
      double[] start = new double[mdp.states() * width];
      double[] inside = mdp.start();
      for (int s = 0; s < inside.length; s++) {
        start[s * width + width - 1] = inside[s];
      }
      return like(
          mdp,
          start,
          mdp.limit(),
          (s, a) -> {
            List<Outcome> outcomes = new ArrayList<>();
            int before = s % width;
            int first = s / width * (width - 1);
            int actions = mdp.actions(s / width);
            // None was last, or one that is not allowed here.
            boolean same = before >= actions || before == a;
            int pair = first + a;
            Outcomes.add(mdp, pair, same ? 1 : 1 - probability, 1, 0, n -> n * width + a, outcomes);
            if (!same && a < actions) {
              Outcomes.add(
                  mdp, first + before, probability, 1, 0, n -> n * width + before, outcomes);
            }
            return outcomes;
          });
    }

    @Override
    public double @Nullable [] target() {
      return spread(inner.target());
    }

    @Override
    public double @Nullable [] behaviour() {
      return spread(inner.behaviour());
    }

    /** The policy that looks at the state alone. */
    private double @Nullable [] spread(double @Nullable [] policy) {
      if (policy == null) {
        return null;
      }
      int actions = width - 1;
      double[] spread = new double[policy.length * width];
      for (int i = 0; i < spread.length; i++) {
        spread[i] = policy[i / (width * actions) * actions + i % actions];
      }
      return spread;
    }

    @Override
    public @Nullable Encoder features() {
      Encoder own = inner.features();
      return own == null || !finite ? own : new StateAlone(own, width);
    }
  }

  /** Features of the state, of which {@code width} observations come in a row. */
  private static final class StateAlone implements Encoder {
    private final Encoder own;
    private final int width;
    private final double[] state = new double[1];

    StateAlone(Encoder own, int width) {
      this.own = own;
      this.width = width;
    }

    @Override
    public int size() {
      return own.size();
    }

    @Override
    public int most() {
      return own.most();
    }

    @Override
    public void encode(double[] observation, Entries into) {
      state[0] = Math.floorDiv((int) observation[0], width);
      own.encode(state, into);
    }
  }
}
