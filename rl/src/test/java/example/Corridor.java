package example;

import dev.stride.optim.Check;
import dev.stride.optim.form.Registry;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.EnvironmentProvider;
import dev.stride.rl.env.FiniteEnvironment;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An environment of one's own: a corridor with a door on the right. Every step costs 1. Actions: 0
 * left, 1 right.
 *
 * @param length number of places
 */
public record Corridor(int length) implements FiniteEnvironment {
  public Corridor {
    Check.atLeastOne("length", length);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return FiniteMdp.of(FiniteMdp.startIn(0, length), 2, 10 * length, this::outcomes);
  }

  private List<Outcome> outcomes(int place, int action) {
    int next = action == 1 ? place + 1 : Math.max(0, place - 1);
    boolean out = next == length;
    return List.of(new Outcome(1, out ? place : next, -1, out));
  }

  /** Named in META-INF/services/dev.stride.rl.env.EnvironmentProvider. */
  public static final class Provider implements EnvironmentProvider {
    @Override
    public void register(Registry<Environment> registry) {
      registry.add("corridor", new Corridor(5), "a corridor with a door at its end");
    }
  }
}
