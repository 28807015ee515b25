package dev.stride.rl.td;

import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

/**
 * Gradient Monte Carlo prediction (Sutton and Barto 2018, sections 5.1, 5.5 and 9.3): when an
 * episode is over, w ← w + ρ(G - wᵀx)x for the state of each of its steps in turn, where G is the
 * return that followed and ρ the product of the importance ratios from this action on; the
 * optimizer rewrites the step. Where an episode is truncated, G ends with the value of the state
 * where it was cut.
 *
 * <p>Cost of a step: the number of active features, twice. An episode is kept.
 *
 * @param visits which visits of a state in an episode count
 * @param initial all weights at the start
 */
public record MonteCarlo(Visits visits, double initial) implements Prediction {
  /** Which visits of a state count. */
  public enum Visits {
    /** The first in an episode: returns are independent of each other. */
    FIRST,
    /** All. */
    EVERY
  }

  public MonteCarlo {
    Prediction.check(initial);
  }

  @Override
  public String misfit(World world, Encoder features) {
    if (world.continuing()) {
      return "the agent learns when an episode is over, and this task goes on for ever;"
          + " n-step-td learns before";
    }
    return visits == Visits.EVERY || world.space().isFinite()
        ? ""
        : "first visits are those of finitely many states, and here there are coordinates;"
            + " visits=every counts all";
  }

  @Override
  public void learn(Run run) {
    new Lookahead(run, Integer.MAX_VALUE, visits == Visits.FIRST).learn();
  }
}
