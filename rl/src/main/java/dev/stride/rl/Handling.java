package dev.stride.rl;

import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What of an agent's steps its optimizer sees, which matters to rules with a memory, as Adam's
 * moments are: the steps of a table touch few of its weights.
 *
 * <p>A rule whose change depends on the step alone ({@code sgd}, {@code clip-norm}, {@code
 * surprise}) makes the same of both.
 */
public enum Handling {
  /**
   * The weights that a step touches: others neither move nor is anything forgotten of them, and the
   * bias corrections and means of each weight count its own steps. A step costs what it touches.
   */
  LAZY,

  /**
   * All weights, 0 where the agent proposes nothing: with every step all moments decay, and all
   * weights go on moving along theirs; means are over all steps of the run. What takes each step
   * for an observation of a weight ({@code kalman}, {@code bakf}) takes these zeros for some, too.
   * A step costs the number of weights.
   */
  DENSE;

  /** The same rule for steps that are handled so. */
  <S extends Step> Rule<S> of(Rule<S> rule) {
    return this == DENSE ? new Dense<>(rule) : rule;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A rule that asks for dense steps, as those on whole matrices do. */
  private record Dense<S extends Step>(Rule<S> rule) implements Rule<S> {
    @Override
    public boolean needsDense() {
      return true;
    }

    @Override
    public State<S> start(Layout layout) {
      return rule.start(layout);
    }

    @Override
    public State<S> start(Layout layout, UniformRandomProvider rng) {
      return rule.start(layout, rng);
    }

    @Override
    public Set<Order> orders() {
      return rule.orders();
    }

    @Override
    public Class<? extends Step> stepType() {
      return rule.stepType();
    }

    @Override
    public boolean recommends() {
      return rule.recommends();
    }
  }
}
