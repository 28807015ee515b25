package dev.stride.rl.env.external;

import dev.stride.optim.form.BadInput;
import dev.stride.rl.env.FiniteEnvironment;
import dev.stride.rl.mdp.FiniteMdp;
import java.nio.file.Path;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A finite process from a file: a JSON object of the format {@code transition-table/1},
 *
 * <pre>{@code
 * {
 *   "format": "transition-table/1",
 *   "states": 2, "actions": 1,
 *   "initial_distribution": [1, 0],
 *   "max_episode_steps": 50,
 *   "P": [[[[0.5, 0, -1, false], [0.5, 1, 2, true]]],
 *         [[[1, 1, 0, true]]]]
 * }
 * }</pre>
 *
 * <p>{@code P[s][a]} lists what can follow action a in state s: probability, next state, reward,
 * and whether the episode ends. {@code actions} is the largest number of actions of any state; a
 * state with fewer has a shorter list, and those that are left out are not allowed there. Episodes
 * are truncated after {@code max_episode_steps}, or after {@value #LIMIT} where that is null or
 * missing. With {@code "continuing": true} the task has no episodes: no outcome ends one, and the
 * limit only says how many steps are counted as one; null is as good as missing. Other keys are for
 * people, unless they look like a slip of one of these. The file is read again for every run.
 *
 * @param file its path
 */
public record TransitionTable(String file) implements FiniteEnvironment {
  static final int LIMIT = 1000;

  /**
   * {@inheritDoc}
   *
   * @throws BadInput when the file cannot be read or is not right
   */
  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return TableReader.read(Path.of(file));
  }
}
