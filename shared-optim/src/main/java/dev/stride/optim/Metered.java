package dev.stride.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * A problem as its minimizer sees it: it answers, charges every answer to a {@link Ledger}, throws
 * {@link BudgetSpent} where the budget ends, and judges what is recommended without telling.
 *
 * <p>Points that were only probed (an SPSA pair, a population, shifted parameters) never count as
 * results: only {@link #recommend} does.
 */
public final class Metered {
  /** See {@link #run}. */
  private static final double ABSURD = 1e6;

  private final Problem problem;
  private final Layout layout;
  private final Ledger ledger;
  private final Curve curve;
  private final @Nullable Monitor monitor;
  private final List<Consumer<Figures>> gauges = new ArrayList<>();
  private final double[] recommended;
  private final @Nullable Metered whole;
  private final @Nullable Consumer<double[]> listener;

  /** Of iterations, and how many there have been, in a part. */
  private final long most;

  private long recommendations;
  private @Nullable Metered part;
  private double lowestMeasured = Double.NaN;

  /** The true value where the run began, be it before it was saved. */
  private double start = Double.NaN;

  private Metered(
      Problem problem, double[] x0, Budget budget, Curve curve, @Nullable Monitor monitor) {
    this.problem = problem;
    this.layout = problem.layout();
    this.ledger = new Ledger(budget);
    this.curve = curve;
    this.monitor = monitor;
    this.recommended = x0.clone();
    this.whole = null;
    this.listener = null;
    this.most = Long.MAX_VALUE;
    Check.that(
        x0.length == layout.size(),
        "the start has %s parameters and the problem %s",
        x0.length,
        layout.size());
  }

  private Metered(Metered whole, Consumer<double[]> listener, long most) {
    this.problem = whole.problem;
    this.layout = whole.layout;
    this.ledger = whole.ledger;
    this.curve = whole.curve;
    this.monitor = whole.monitor;
    this.recommended = whole.recommended;
    this.whole = whole;
    this.listener = listener;
    this.most = most;
  }

  /**
   * Runs {@code minimizer} on {@code problem} from {@code x0} and judges the result.
   *
   * <p>A run has diverged when parameters or answers are not finite, and also when its result is
   * above the start by more than 10⁶ times the value there (or 10⁶, where that is below 1 in size):
   * bad luck and noise lose less, and what grows without end soon passes it. The result alone is
   * judged, behind the last charge, so that a run may pass through any point on its way. A
   * minimizer that {@link Minimizer#maximises} may end as high as it likes.
   */
  public static Outcome run(
      Minimizer minimizer,
      Problem problem,
      double[] x0,
      Budget budget,
      Curve curve,
      UniformRandomProvider rng) {
    return run(minimizer, problem, x0, budget, curve, rng, null);
  }

  /** The same, watched by {@code monitor}. */
  public static Outcome run(
      Minimizer minimizer,
      Problem problem,
      double[] x0,
      Budget budget,
      Curve curve,
      UniformRandomProvider rng,
      @Nullable Monitor monitor) {
    Metered metered = new Metered(problem, x0, budget, curve, monitor);
    metered.start = problem.truth(x0);
    curve.add(0, metered.start, x0);
    Outcome.Stop stop = Outcome.Stop.CONVERGED;
    String message = "";
    try {
      requireFinite(x0, "started from");
      minimizer.minimize(metered, x0.clone(), rng);
    } catch (BudgetSpent spent) {
      stop = Outcome.Stop.BUDGET;
      message = spent.getMessage();
    } catch (Stuck stuck) {
      message = stuck.getMessage();
    } catch (Diverged diverged) {
      stop = Outcome.Stop.DIVERGED;
      message = diverged.getMessage();
    }
    double truth = problem.truth(metered.recommended);
    if (stop != Outcome.Stop.DIVERGED && !Double.isFinite(truth)) {
      stop = Outcome.Stop.DIVERGED;
      message = "recommended a point where the value is not finite";
    }
    double start = metered.start;
    boolean absurd = truth - start > ABSURD * Math.max(1, Math.abs(start));
    if (stop != Outcome.Stop.DIVERGED && absurd && !minimizer.maximises()) {
      stop = Outcome.Stop.DIVERGED;
      message =
          String.format(
              Locale.ROOT,
              "ended at a value of %.6g, far above the %.6g of the start",
              truth,
              start);
    }
    curve.end(metered.ledger.count(curve.axis()), truth, metered.recommended);
    return new Outcome(
        metered.recommended, truth, metered.lowestMeasured, stop, message, metered.ledger, curve);
  }

  /** The parameters of the problem. */
  public Layout layout() {
    return layout;
  }

  /** Number of parameters. */
  public int size() {
    return layout.size();
  }

  /** What the problem can answer. */
  public Set<Order> answers() {
    return problem.answers();
  }

  /** The frequencies of the value along each parameter, where {@link #answers} has them. */
  public double[][] frequencies() {
    return problem.frequencies();
  }

  /** Whether anybody asks: books that are kept for figures alone need not be, otherwise. */
  public boolean isWatched() {
    return monitor != null && monitor.wantsFigures();
  }

  /** Adds a source of figures, which is asked between iterations when somebody watches. */
  public void show(Consumer<Figures> gauge) {
    gauges.add(gauge);
  }

  /**
   * This problem for a search inside a search: the same answers and charges, but what the inner one
   * recommends goes to {@code listener} (the array is the caller's), and neither counts as an
   * iteration nor is judged. Its figures are shown until another part begins.
   */
  public Metered part(Consumer<double[]> listener) {
    return part(listener, Long.MAX_VALUE);
  }

  /**
   * The same for a search that the listener ends behind a number of iterations: it is told of no
   * more as {@link #left}.
   */
  public Metered part(Consumer<double[]> listener, long iterations) {
    Metered inner = new Metered(this, listener, iterations);
    part = inner;
    return inner;
  }

  /** What is left of the budget of one kind. */
  public long left(Charge kind) {
    long left = whole == null ? ledger.left(kind) : whole.left(kind);
    return kind == Charge.ITERATIONS ? Math.min(left, most - recommendations) : left;
  }

  /** A trial to fill, ask with and reuse; with room for a metric where the problem has one. */
  public Trial trial() {
    return new Trial(size(), problem.answers().stream().anyMatch(Order::isMetric), ledger);
  }

  /**
   * Has the trial answered and charged.
   *
   * @throws BudgetSpent when the budget does not cover it; nothing is charged then
   * @throws Diverged when it is asked at a point that is not finite, or measures a value that is
   *     not a number
   */
  public void evaluate(Trial trial) {
    if (whole != null) {
      whole.evaluate(trial);
      return;
    }
    requireFinite(trial.x, "asked at");
    if (trial.wants(Order.FIDELITY)) {
      requireFinite(trial.other, "asked at");
    }
    long[] mark = ledger.mark();
    try {
      for (Order order : trial.orders()) {
        ledger.charge(chargeOf(order), 1);
      }
      problem.evaluate(trial);
    } catch (BudgetSpent spent) {
      ledger.rollBack(mark);
      throw spent;
    }
    if (trial.wants(Order.VALUE)) {
      if (Double.isNaN(trial.value)) {
        throw new Diverged("measured a value that is not a number");
      }
      lowestMeasured =
          Double.isNaN(lowestMeasured) ? trial.value : Math.min(lowestMeasured, trial.value);
    }
  }

  /** Says of the value of the last trial that it only calibrated the method. */
  public void wasCalibration() {
    ledger.charge(Charge.CALIBRATIONS, 1);
  }

  /**
   * The point that the minimizer would stand by if it were stopped now. Once per iteration.
   *
   * @throws BudgetSpent when this was the last iteration that the budget covers; without any left,
   *     nothing is recommended
   * @throws Diverged when the point is not finite; the last finite one stays recommended
   */
  public void recommend(double[] x) {
    requireFinite(x, "recommended");
    if (listener != null) {
      recommendations += most < Long.MAX_VALUE ? 1 : 0;
      listener.accept(x);
      return;
    }
    ledger.charge(Charge.ITERATIONS, 1);
    System.arraycopy(x, 0, recommended, 0, recommended.length);
    long cost = ledger.count(curve.axis());
    if (curve.due(cost)) {
      curve.add(cost, problem.truth(recommended), recommended);
    }
    if (monitor != null) {
      monitor.iteration(ledger.count(Charge.ITERATIONS), this::figures);
    }
    if (ledger.left(Charge.ITERATIONS) == 0) {
      ledger.charge(Charge.ITERATIONS, 1);
    }
  }

  /**
   * Names what a run keeps beside its minimizer, for saving and restoring alike: the charges, the
   * recommended point, the lowest measured value, the true one of the start, and what the problem
   * keeps.
   *
   * @throws IllegalArgumentException for a search inside a search
   */
  public void slots(Slots slots) {
    Check.that(whole == null, "a search inside a search cannot be saved on its own");
    ledger.slots(slots.at("charged"));
    slots.vector("recommended", recommended);
    lowestMeasured = slots.number("lowestMeasured", lowestMeasured);
    start = slots.number("start", start);
    problem.slots(slots.at("problem"));
  }

  private void figures(Figures to) {
    gauges.forEach(gauge -> gauge.accept(to));
    if (part != null) {
      part.figures(to);
    }
  }

  private static Charge chargeOf(Order order) {
    return switch (order) {
      case VALUE -> Charge.VALUES;
      case GRADIENT -> Charge.GRADIENTS;
      case METRIC_FULL, METRIC_BLOCK, METRIC_DIAGONAL -> Charge.METRICS;
      case FIDELITY -> Charge.FIDELITIES;
      case FREQUENCIES -> throw new IllegalArgumentException("frequencies are not measured");
    };
  }

  private static void requireFinite(double[] x, String what) {
    double sum = 0;
    for (double v : x) {
      sum += v * 0;
    }
    if (sum != 0) {
      throw new Diverged(what + " parameters that are not finite");
    }
  }
}
