package dev.stride.vqe;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Ledger;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** One budget for several searches and measurements that follow each other, and its ledger. */
final class Account {
  private final Budget budget;
  private final Ledger ledger;

  Account(Budget budget) {
    this.budget = budget;
    ledger = new Ledger(budget);
  }

  /** All that was charged. */
  Ledger ledger() {
    return ledger;
  }

  /** Takes over what another ledger was charged within {@link #left}. */
  void add(Ledger other) {
    other.counts().forEach(ledger::charge);
  }

  /** What is left when {@code reserve} is set aside; nothing of a kind that does not cover it. */
  Budget left(Map<Charge, Long> reserve) {
    Budget left = budget;
    for (Charge kind : budget.limits().keySet()) {
      left = left.and(kind, Math.max(0, ledger.left(kind) - reserve.getOrDefault(kind, 0L)));
    }
    return left;
  }

  /**
   * Fails where not even {@code cost} is covered.
   *
   * @throws BadInput with what is covered and what it takes
   */
  void require(Map<Charge, Long> cost, String what) {
    cost.forEach(
        (kind, amount) -> {
          if (ledger.left(kind) < amount) {
            throw new BadInput(
                String.format(
                    "a budget of %d %s does not cover %s, which takes %d",
                    ledger.left(kind), kind.key(), what, amount));
          }
        });
  }

  /** The minimizer; where there is no parameter to search for, one value is asked for instead. */
  static Minimizer searching(Minimizer minimizer, double[] start) {
    return start.length > 0
        ? minimizer
        : (metered, none, rng) -> metered.evaluate(metered.trial().order(Order.VALUE));
  }

  /** A search within what is left, {@code reserve} set aside. */
  Outcome search(
      Minimizer minimizer,
      Problem problem,
      double[] start,
      UniformRandomProvider rng,
      Map<Charge, Long> reserve) {
    Curve ends = Curve.every(Charge.ITERATIONS, Long.MAX_VALUE);
    Minimizer search = searching(minimizer, start);
    Outcome outcome = Metered.run(search, problem, start, left(reserve), ends, rng);
    add(outcome.ledger());
    return outcome;
  }

  /**
   * One value or gradient, or null where the budget, {@code reserve} set aside, does not cover it.
   */
  @Nullable Trial ask(Problem problem, double[] x, Order order, Map<Charge, Long> reserve) {
    List<Trial> answered = new ArrayList<>();
    Minimizer once =
        (metered, start, unused) -> {
          Trial trial = metered.trial().order(order);
          System.arraycopy(start, 0, trial.x, 0, start.length);
          metered.evaluate(trial);
          answered.add(trial);
        };
    Curve ends = Curve.every(Charge.ITERATIONS, Long.MAX_VALUE);
    add(Metered.run(once, new Plain(problem), x, left(reserve), ends, NO_DRAWS).ledger());
    return answered.isEmpty() ? null : answered.get(0);
  }

  /** A problem that is asked for values and gradients alone: no trial has room for a metric. */
  private record Plain(Problem problem) implements Problem {
    @Override
    public Layout layout() {
      return problem.layout();
    }

    @Override
    public void evaluate(Trial trial) {
      problem.evaluate(trial);
    }

    @Override
    public double truth(double[] x) {
      return problem.truth(x);
    }
  }

  /** For what asks and does not search. */
  private static final UniformRandomProvider NO_DRAWS =
      () -> {
        throw new IllegalStateException("a question draws nothing");
      };
}
