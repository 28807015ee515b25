package dev.stride.optim;

import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How a proposed step becomes the change that is made: a step size, a moment, a clip, a
 * preconditioner. Immutable configuration, a record in all cases; what changes lives in its {@link
 * State}.
 *
 * @param <S> the least that a step has to carry for this rule: {@link Step}, {@link TraceStep} or
 *     {@link MetricStep}
 */
public interface Rule<S extends Step> {

  /** A fresh state for parameters of the given layout. All allocation happens here. */
  State<S> start(Layout layout);

  /**
   * As {@link #start(Layout)}, with a source for rules that draw random numbers: they take the seed
   * of a stream of their own from it, the others leave it alone.
   */
  default State<S> start(Layout layout, UniformRandomProvider rng) {
    return start(layout);
  }

  /** What has to be measured for this rule at every point beside the gradient. */
  default Set<Order> orders() {
    return Set.of();
  }

  /** The type parameter at run time, for choices that are made in text. */
  default Class<? extends Step> stepType() {
    return Step.class;
  }

  /**
   * Whether this rule makes sense on dense steps alone, as one does that works on whole matrices. A
   * learner with sparse steps hands it dense ones, zero where nothing was proposed.
   */
  default boolean needsDense() {
    return false;
  }

  /**
   * Whether this rule recommends a point of its own, as an average is, in place of the parameters.
   * One link of a chain can.
   */
  default boolean recommends() {
    return false;
  }

  /**
   * Where in a chain this rule can stand: at one place, or, where it is made of several rules, at
   * all of theirs.
   */
  default Set<Place> places() {
    return Set.of(stepType() == TraceStep.class ? Place.FIRST : Place.BETWEEN);
  }

  /**
   * Whether this rule, or a part of it, turns the step around, so that the objective grows: nothing
   * that compares values can be had around it.
   */
  default boolean maximises() {
    return false;
  }

  /** This rule first, then {@code next} on what it made of the step. */
  default <T extends S> Rule<T> then(Rule<? super T> next) {
    return new Chain<>(List.of(this, next));
  }

  /** The part of a rule that changes from step to step. Belongs to one run and one thread. */
  interface State<S extends Step> {

    /**
     * Rewrites {@code step} into the change to make. Reads {@code x} and leaves it alone: only the
     * caller adds the step to x, once, behind the whole chain. Both may stand in longer arrays: of
     * a dense step, {@code step.size} entries count, and as many of {@code x}.
     */
    void apply(S step, double[] x);

    /**
     * Makes {@code into} the point to recommend. A rule that averages or evaluates elsewhere writes
     * its own point there, one that holds parameters somewhere holds the point there too, and all
     * others leave it as it is.
     *
     * @param x where the parameters are; left alone
     * @param into what the links before recommend, and in front of the first a copy of x
     */
    default void recommended(double[] x, double[] into) {}

    /** Somebody will ask for figures: books that are kept for these alone begin here. */
    default void watch() {}

    /** Says how this part of the run is doing, for whoever watches; asked between steps. */
    default void figures(Figures figures) {}

    /** Names everything that this state keeps, for saving and restoring alike. */
    void slots(Slots slots);
  }
}
