package dev.stride.rl.env;

import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Environment} during one run: where the agent is, and what its actions do. Mutable,
 * belongs to one thread, shares nothing that changes with another world. Calls do not allocate.
 *
 * <p>The first call is {@link #reset}; then come {@link #step}s until {@link #terminated} or {@link
 * #truncated} or {@link #limit} steps were taken, and again {@code reset}. All that is random comes
 * from the generator of the call.
 */
public interface World extends AutoCloseable {
  /** What an agent observes. */
  Space space();

  /** The largest number of actions of any state. */
  int actions();

  /**
   * Number of actions of a state, by the number of what is observed: those from 0 on are allowed
   * there. The same for all times; where states have no number, all actions are allowed in all.
   */
  default int actions(int state) {
    return actions();
  }

  /**
   * Steps after which an episode is truncated. In a {@linkplain #continuing} task nothing happens
   * then but that an episode is counted.
   */
  int limit();

  /** Whether the task has no episodes: {@code reset} is then called once. */
  default boolean continuing() {
    return false;
  }

  /** Begins an episode. */
  void reset(UniformRandomProvider rng);

  /** Takes an action, from 0 on, that the state that is observed allows. */
  void step(int action, UniformRandomProvider rng);

  /** The true reward of the last step. */
  double reward();

  /** Whether the last step ended the episode by the rules of the task: nothing follows. */
  boolean terminated();

  /** Whether the world itself cut the episode, other than by {@link #limit}. */
  default boolean truncated() {
    return false;
  }

  /** The number of the state that is observed, where the space is finite. */
  int state();

  /**
   * The number of the state of {@link #model} that the world is in. It is the one that is observed,
   * unless observations are noisy.
   */
  default int trueState() {
    return state();
  }

  /** Writes the observation; of a finite space that is the number of the state. */
  default void observe(double[] into) {
    into[0] = state();
  }

  /** What the last action lost against the best one, in bandits; else NaN. */
  default double regret() {
    return Double.NaN;
  }

  /**
   * The exact process as it stands now, over the states that are truly there; null where it is not
   * finite. It can change with time unless this is a {@link FiniteWorld}.
   */
  default @Nullable FiniteMdp model() {
    return null;
  }

  /**
   * An undiscounted return that no policy exceeds: learned policies are judged by the distance to
   * it where there is no {@link #model}.
   */
  default double bestReturn() {
    return Double.NaN;
  }

  /**
   * Exact values of some observations as the world stands now, by which predictions are judged
   * where there is no {@link #model}; null where none are known.
   */
  default @Nullable KnownValues knownValues() {
    return null;
  }

  /**
   * The policy whose values are to be predicted, π(a|s) in the order of the pairs of {@link
   * #model}; null for the uniformly random one.
   */
  default double @Nullable [] target() {
    return null;
  }

  /**
   * The policy that acts while {@link #target} is predicted; the same one unless a task says so.
   */
  default double @Nullable [] behaviour() {
    return target();
  }

  /** The features that belong to the task, as in Baird's counterexample; else null. */
  default @Nullable Encoder features() {
    return null;
  }

  /** Gives back what the world holds outside of this program; the run is over. */
  @Override
  default void close() {}
}
