package dev.stride.experiments.config;

import dev.stride.experiments.task.Above;
import dev.stride.experiments.task.AtLeast;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A published figure of reinforcement learning, to be made again: curves over many runs, and the
 * values that were published.
 *
 * <p>What was published of it can also be that one curve is below another: a claim.
 *
 * <p>A curve goes along the episodes (or the steps) of a run, or, where there is a {@code sweep},
 * along the values of a setting.
 *
 * @param figure short name
 * @param title what is seen
 * @param source where it was published
 * @param measure what the vertical axis shows
 * @param seed root of all randomness
 * @param runs of each curve, or of each value of a sweep
 * @param discount γ; 1 when left out
 * @param episodes of each run
 * @param steps of each run that are shown; for the measure {@code episodes} alone
 * @param action by its number, for the measure {@code first-action} alone
 * @param sweep the setting that is swept; none where curves go along the run
 * @param published the values that were published; none when left out, if there are claims
 * @param claims that were published of how curves compare; none when left out
 * @param note what else a reader should know
 */
public record Figure(
    String figure,
    String title,
    String source,
    Measure measure,
    long seed,
    @AtLeast(2) int runs,
    @AtLeast(0) @Nullable Double discount,
    @AtLeast(1) int episodes,
    @AtLeast(1) @Nullable Integer steps,
    @AtLeast(0) @Nullable Integer action,
    @Nullable Sweep sweep,
    List<Curve> curves,
    @Nullable List<Published> published,
    @Nullable List<Claim> claims,
    @Nullable String note)
    implements Document {

  /** What stands in a curve's texts for the value of the sweep. */
  public static final String VALUE = "{value}";

  /** What is measured of a run. */
  public enum Measure {
    /** How often the best arm of a bandit was pulled, in percent. */
    BEST_ACTIONS("best actions, %"),
    /** The true return of an episode; of a bandit, the reward of a pull. */
    RETURN("return of an episode"),
    /** How many steps an episode took. */
    STEPS("steps of an episode"),
    /** Root mean square error of the predicted values, all states alike, after an episode. */
    STATE_ERROR("RMS error over the states"),
    /** How often an episode began with the {@code action} of the figure, in percent. */
    FIRST_ACTION("episodes that begin with the action, %"),
    /**
     * Mean square error of the predictions after an episode, states weighted as they are visited.
     */
    SQUARED_ERROR("mean square error"),
    /**
     * The same, of which the least that the features allow is taken off, relative to what it was at
     * the start: the distance from the least squares solution.
     */
    RELATIVE_ERROR("mean square error relative to the start"),
    /** How many episodes had ended by a step. */
    EPISODES("episodes that ended");

    private final String title;

    Measure(String title) {
      this.title = title;
    }

    /** Whether it is an error of predictions. */
    public boolean isError() {
      return this == STATE_ERROR || this == SQUARED_ERROR || this == RELATIVE_ERROR;
    }

    /** As it stands on an axis. */
    public String title() {
      return title;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A setting that takes several values.
   *
   * @param setting its name on the horizontal axis
   * @param logarithmic whether that axis is; no when left out
   * @param from first episode that counts
   * @param to last episode that counts: what is shown is the mean from there to here
   */
  public record Sweep(
      String setting, @Nullable Boolean logarithmic, @AtLeast(1) int from, @AtLeast(1) int to) {}

  /**
   * One curve.
   *
   * @param name in the legend
   * @param environment text form, in which {@value Figure#VALUE} stands for the value of a sweep,
   *     as in the texts that follow
   * @param agent text form
   * @param features text form; what fits the environment when left out
   * @param optimizer text form; left out for an agent with a step size of its own
   * @param values that the setting of the sweep takes
   */
  public record Curve(
      String name,
      String environment,
      String agent,
      @Nullable String features,
      @Nullable String optimizer,
      @Nullable List<Double> values) {}

  /**
   * A published value: the mean of a curve from one place to another, or at a value of the sweep.
   *
   * @param curve its name
   * @param from first episode (or step); of a sweep, none
   * @param to last episode (or step), the same when left out
   * @param at value of the sweep
   * @param value what was published
   * @param rounding how far that may be off for its last digit
   * @param runs behind it; as many as here when left out
   * @param by who found it, where it is not in the source
   * @param note on the difference, where one is known
   */
  public record Published(
      String curve,
      @AtLeast(1) @Nullable Integer from,
      @AtLeast(1) @Nullable Integer to,
      @Nullable Double at,
      double value,
      @Above(0) double rounding,
      @AtLeast(2) @Nullable Integer runs,
      @Nullable String by,
      @Nullable String note) {}

  /**
   * A published claim: that one curve is not above another, or a multiple of it. In a sweep each
   * curve is taken where its mean is lowest unless a value of the setting is named; else from one
   * place to another.
   *
   * @param curve that is said to be low
   * @param at value of the sweep for it
   * @param below the other curve
   * @param belowAt value of the sweep for that
   * @param times what the other curve is multiplied by; 1 when left out
   * @param from first episode (or step); of a sweep, none
   * @param to last episode (or step), the same when left out
   * @param by whose claim this is, where it is not in the source
   * @param note on what came of it
   */
  public record Claim(
      String curve,
      @Nullable Double at,
      String below,
      @Nullable Double belowAt,
      @Above(0) @Nullable Double times,
      @AtLeast(1) @Nullable Integer from,
      @AtLeast(1) @Nullable Integer to,
      @Nullable String by,
      @Nullable String note) {

    /** The factor, 1 where none is given. */
    public double factor() {
      return times == null ? 1 : times;
    }
  }

  public Figure {
    curves = List.copyOf(curves);
    published = published == null ? null : List.copyOf(published);
    claims = claims == null ? null : List.copyOf(claims);
  }

  /** The published values, none where there are none. */
  public List<Published> values() {
    return published == null ? List.of() : published;
  }

  /** The claims, none where there are none. */
  public List<Claim> claimed() {
    return claims == null ? List.of() : claims;
  }

  /** The same figure from another seed. */
  public Figure withSeed(long other) {
    return new Figure(
        figure, title, source, measure, other, runs, discount, episodes, steps, action, sweep,
        curves, published, claims, note);
  }

  /** The same figure with another number of runs. */
  public Figure withRuns(int other) {
    return new Figure(
        figure, title, source, measure, seed, other, discount, episodes, steps, action, sweep,
        curves, published, claims, note);
  }
}
