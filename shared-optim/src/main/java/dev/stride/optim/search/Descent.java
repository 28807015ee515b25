package dev.stride.optim.search;

import dev.stride.optim.Metered;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.StepFigures;
import dev.stride.optim.Trial;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Descent along measured gradients, with any rule. Runs until the budget is spent.
 *
 * <p>The surprise of a step is the value measured at x minus the value that the last step
 * predicted: f(x′) + g(x′)·(x - x′). There is one from the second step on, and only where the rule
 * orders values.
 */
public final class Descent<S extends Step> implements Minimizer {
  private final Rule<? super S> rule;
  private final IntFunction<S> dense;

  private Descent(Rule<? super S> rule, IntFunction<S> dense) {
    this.rule = rule;
    this.dense = dense;
  }

  /** Descent with a rule that needs the gradient, and values where it orders them. */
  public static Descent<Step> gradient(Rule<? super Step> rule) {
    return new Descent<>(rule, Step::dense);
  }

  /** Descent with a rule that may need a metric; the problem has to have one where it does. */
  public static Descent<MetricStep> natural(Rule<? super MetricStep> rule) {
    return new Descent<>(rule, MetricStep::of);
  }

  /** The rule. */
  public Rule<? super S> rule() {
    return rule;
  }

  @Override
  public Set<Order> orders() {
    Set<Order> orders = EnumSet.of(Order.GRADIENT);
    orders.addAll(rule.orders());
    return orders;
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    double[] x = x0.clone();
    double[] recommended = new double[x.length];
    Rule.State<? super S> state = rule.start(problem.layout(), rng);
    StepFigures figures = problem.isWatched() ? new StepFigures(x.length) : null;
    if (figures != null) {
      state.watch();
      problem.show(figures::say);
      problem.show(state::figures);
    }
    S step = dense.apply(x.length);
    Trial trial = problem.trial().order(orders());
    double predicted = Double.NaN;
    while (true) {
      System.arraycopy(x, 0, trial.x, 0, x.length);
      problem.evaluate(trial);
      propose(trial, step);
      step.objective = trial.wants(Order.VALUE) ? trial.value : Double.NaN;
      step.surprise = step.objective - predicted;
      if (figures != null) {
        figures.before(step, trial.gradientVariance);
      }
      state.apply(step, x);
      if (figures != null) {
        figures.after(step);
      }
      step.addTo(x);
      if (trial.wants(Order.VALUE)) {
        predicted = trial.value + Vectors.dot(trial.gradient, step.value);
      }
      System.arraycopy(x, 0, recommended, 0, x.length);
      state.recommended(x, recommended);
      problem.recommend(recommended);
    }
  }

  private void propose(Trial trial, S step) {
    for (int i = 0; i < step.size; i++) {
      step.value[i] = -trial.gradient[i];
    }
    if (step instanceof MetricStep natural && trial.metric.length > 0) {
      System.arraycopy(trial.metric, 0, natural.metric, 0, natural.metric.length);
    }
  }
}
