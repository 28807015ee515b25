package dev.stride.optim.search;

import dev.stride.optim.BudgetSpent;
import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.StepFigures;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.rule.Checkpoint;
import dev.stride.optim.rule.Rules;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Descent along measured gradients, with any rule. Runs until the budget is spent.
 *
 * <p>The surprise of a step is the value measured at x minus the value that the last step
 * predicted: f(x′) + g(x′)·(x - x′). There is one from the second step on, and only where the rule
 * orders values.
 *
 * <p>A run can be saved as it goes ({@link #saving}) and go on from there ({@link #from}), in
 * another process and to the bit: with the parameters, the state of the rule, the predicted value,
 * all charges, and the place of the problem's noise in its stream.
 */
public final class Descent<S extends Step> implements Minimizer {
  private final Rule<? super S> rule;
  private final IntFunction<S> dense;
  private final long every;
  private final Consumer<Checkpoint> saver;
  private final @Nullable Checkpoint saved;

  private Descent(
      Rule<? super S> rule,
      IntFunction<S> dense,
      long every,
      Consumer<Checkpoint> saver,
      @Nullable Checkpoint saved) {
    this.rule = rule;
    this.dense = dense;
    this.every = every;
    this.saver = saver;
    this.saved = saved;
  }

  /** Descent with a rule that needs the gradient, and values where it orders them. */
  public static Descent<Step> gradient(Rule<? super Step> rule) {
    return new Descent<>(rule, Step::dense, 0, checkpoint -> {}, null);
  }

  /** Descent with a rule that may need a metric; the problem has to have one where it does. */
  public static Descent<MetricStep> natural(Rule<? super MetricStep> rule) {
    return new Descent<>(rule, MetricStep::of, 0, checkpoint -> {}, null);
  }

  /**
   * The same descent, which hands over where it stands behind every so many iterations, and when
   * the budget is spent. A checkpoint costs a copy of all that the run keeps. The rule is a
   * registered one, or a chain of such, and the descent the whole search.
   */
  public Descent<S> saving(long every, Consumer<Checkpoint> to) {
    Check.atLeastOne("every", every);
    return new Descent<>(rule, dense, every, to, saved);
  }

  /**
   * The same descent from where a run stood that {@link #saving} handed over. Its start has to be
   * the checkpoint's x; its budget is that of the whole run, of which the ledger then has what was
   * charged before; its problem is made as before, and restored by {@link
   * dev.stride.optim.Problem#slots}. The curve begins anew with the point at hand, at cost 0, and
   * so do figures.
   *
   * @throws BadInput when the checkpoint is of another rule; in the run, when it does not fit
   */
  public Descent<S> from(Checkpoint checkpoint) {
    String spelled = Rules.spell(rule);
    if (!checkpoint.rule().equals(spelled)) {
      throw new BadInput("a saved run is one of " + checkpoint.rule() + ", not of " + spelled);
    }
    return new Descent<>(rule, dense, every, saver, checkpoint);
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
  public boolean maximises() {
    return rule.maximises();
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    Run run = new Run(problem, x0, rng);
    if (saved != null) {
      run.restore(saved);
    }
    if (every > 0) {
      run.checkpoint(); // what cannot be saved is refused before anything is asked
    }
    if (problem.left(Charge.ITERATIONS) <= 0) {
      problem.recommend(x0); // ends here, before a step is made that nobody sees
    }
    try {
      for (long k = 1; true; k++) {
        run.iterate();
        if (every > 0 && k % every == 0) {
          run.save();
        }
      }
    } catch (BudgetSpent spent) {
      if (every > 0 && !run.isSaved) {
        run.save();
      }
      throw spent;
    }
  }

  /** One descent on its way. Between two iterations all that it needs to go on is in its slots. */
  private final class Run {
    private final Metered problem;
    private final double[] x;
    private final double[] recommended;
    private final Rule.State<? super S> state;
    private final @Nullable StepFigures figures;
    private final S step;
    private final Trial trial;
    private double predicted = Double.NaN;

    /** Whether it has been handed over, or taken, as it stands. */
    private boolean isSaved;

    Run(Metered problem, double[] x0, UniformRandomProvider rng) {
      this.problem = problem;
      x = x0.clone();
      recommended = new double[x.length];
      state = rule.start(problem.layout(), rng);
      figures = problem.isWatched() ? new StepFigures(x.length, true) : null;
      if (figures != null) {
        state.watch();
        problem.show(figures::say);
        problem.show(state::figures);
      }
      step = dense.apply(x.length);
      trial = problem.trial().order(orders());
    }

    void iterate() {
      System.arraycopy(x, 0, trial.x, 0, x.length);
      problem.evaluate(trial);
      propose();
      step.objective = trial.wants(Order.VALUE) ? trial.value : Double.NaN;
      step.surprise = step.objective - predicted;
      if (figures != null) {
        figures.before(step, trial.gradientVariance);
      }
      isSaved = false;
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

    private void propose() {
      for (int i = 0; i < step.size; i++) {
        step.value[i] = -trial.gradient[i];
      }
      if (step instanceof MetricStep natural && trial.metric.length > 0) {
        System.arraycopy(trial.metric, 0, natural.metric, 0, natural.metric.length);
      }
    }

    void save() {
      saver.accept(checkpoint());
      isSaved = true;
    }

    Checkpoint checkpoint() {
      return new Checkpoint(Rules.spell(rule), problem.layout(), x, Snapshot.of(this::slots));
    }

    void restore(Checkpoint from) {
      if (!from.layout().equals(problem.layout())) {
        throw new BadInput(
            "a saved run has " + from.layout() + ", and the problem " + problem.layout());
      }
      if (!Arrays.equals(from.x(), x)) {
        throw new BadInput("a saved run goes on from its own x, and not from another start");
      }
      from.restore(this::slots);
      isSaved = true;
    }

    private void slots(Slots slots) {
      predicted = slots.number("predicted", predicted);
      state.slots(slots.at("rule"));
      problem.slots(slots.at("run"));
    }
  }
}
