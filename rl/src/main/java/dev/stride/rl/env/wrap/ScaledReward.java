package dev.stride.rl.env.wrap;

import dev.stride.optim.Check;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.World;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Pays scale·r + offset where the environment pays r. That is the true reward here: returns and
 * values are in its unit.
 *
 * @param scale what rewards are multiplied by
 * @param offset what is added to every reward then
 * @param of the environment
 */
public record ScaledReward(double scale, double offset, Environment of) implements Environment {
  public ScaledReward {
    Check.that(Double.isFinite(scale), "scale must be finite, not %s", scale);
    Check.that(Double.isFinite(offset), "offset must be finite, not %s", offset);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return new Scaled(of.world(rng), scale, offset).compiled();
  }

  private static final class Scaled extends Wrapper {
    private final double scale;
    private final double offset;

    Scaled(World inner, double scale, double offset) {
      super(inner);
      this.scale = scale;
      this.offset = offset;
    }

    @Override
    FiniteMdp transform(FiniteMdp mdp) {
      return like(
          mdp,
          mdp.start(),
          mdp.limit(),
          (s, a) -> {
            List<Outcome> outcomes = new ArrayList<>();
            int pair = s * mdp.actions() + a;
            Outcomes.add(mdp, pair, 1, scale, offset, IntUnaryOperator.identity(), outcomes);
            return outcomes;
          });
    }

    @Override
    public double reward() {
      return scale * inner.reward() + offset;
    }

    /** Which action is best is another question when the scale turns rewards around. */
    @Override
    public double regret() {
      return scale < 0 ? Double.NaN : scale * inner.regret();
    }

    /** The offset comes at least once, and at most as often as there can be steps. */
    @Override
    public double bestReturn() {
      double most = offset * (offset > 0 ? limit() : 1);
      return scale < 0 ? Double.NaN : scale * inner.bestReturn() + most;
    }
  }
}
