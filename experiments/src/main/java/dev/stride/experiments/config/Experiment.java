package dev.stride.experiments.config;

import dev.stride.experiments.task.AtLeast;
import java.util.List;

/**
 * A comparison of optimizers: every optimizer on every problem of its tracks, at every level of
 * noise, on the same seeds.
 *
 * @param name short name
 * @param question what is asked, in a sentence
 * @param seed root of all randomness
 * @param seeds runs of each optimizer on each problem at each level; fewer than {@link #ENOUGH} are
 *     not enough for an answer
 * @param levels names of the levels of noise, from weak to strong; every problem says what each
 *     means for it
 */
public record Experiment(
    String name,
    String question,
    long seed,
    @AtLeast(1) int seeds,
    Tuning tuning,
    List<String> levels,
    List<Contender> optimizers,
    List<TestProblem> problems)
    implements Document {

  /** Seeds below which a result is called insufficient. */
  public static final int ENOUGH = 10;

  public Experiment {
    levels = List.copyOf(levels);
    optimizers = List.copyOf(optimizers);
    problems = List.copyOf(problems);
  }

  /** The same experiment from another seed. */
  public Experiment withSeed(long other) {
    return new Experiment(name, question, other, seeds, tuning, levels, optimizers, problems);
  }
}
