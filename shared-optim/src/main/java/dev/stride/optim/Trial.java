package dev.stride.optim;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** One question to a {@link Problem} and its answer; reused from question to question. */
public final class Trial {
  /** Where to evaluate. Filled by the asker; the problem leaves it alone. */
  public final double[] x;

  /** The second point of a fidelity. */
  public final double[] other;

  /** Shots for one energy estimate; 0 for as many as the problem takes by itself. */
  public long shots;

  /** Answer to {@link Order#VALUE}. */
  public double value;

  /** The variance of its noise as the problem estimates it: 0 without, NaN where it does not. */
  public double valueVariance = Double.NaN;

  /** Answer to {@link Order#GRADIENT}. */
  public final double[] gradient;

  /** The variances of its noise: 0 without, NaN where the problem does not tell. */
  public final double[] gradientVariance;

  /** Answer to the orders of a metric: n×n, row by row. */
  public final double[] metric;

  /** Answer to {@link Order#FIDELITY}. */
  public double fidelity;

  private final EnumSet<Order> orders = EnumSet.noneOf(Order.class);
  private final Ledger ledger;

  Trial(int n, boolean metric, Ledger ledger) {
    x = new double[n];
    other = new double[n];
    gradient = new double[n];
    gradientVariance = new double[n];
    Arrays.fill(gradientVariance, Double.NaN);
    this.metric = new double[metric ? n * n : 0];
    this.ledger = ledger;
  }

  /** A trial outside any budget, for asking a problem directly as tests and tools do. */
  public static Trial free(int n) {
    return new Trial(n, true, new Ledger(Budget.UNLIMITED));
  }

  /** Orders these answers and no others. */
  public Trial order(Order first, Order... more) {
    orders.clear();
    orders.add(first);
    for (Order order : more) {
      orders.add(order);
    }
    return this;
  }

  /** Orders these answers and no others. */
  public Trial order(Set<Order> wanted) {
    orders.clear();
    orders.addAll(wanted);
    return this;
  }

  /** Whether this answer is ordered. */
  public boolean wants(Order order) {
    return orders.contains(order);
  }

  /** The orders, in their natural sequence. */
  public Set<Order> orders() {
    return orders;
  }

  /**
   * Charges what the answer takes.
   *
   * @throws BudgetSpent when the budget does not cover it; nothing of the trial is charged then
   */
  public void charge(Charge kind, long amount) {
    ledger.charge(kind, amount);
  }
}
