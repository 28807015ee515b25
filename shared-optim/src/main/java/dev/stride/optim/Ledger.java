package dev.stride.optim;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts everything that a run uses, and refuses what its budget does not cover. */
public final class Ledger {
  private static final Charge[] KINDS = Charge.values();

  private final long[] counts = new long[KINDS.length];
  private final long[] limits = new long[KINDS.length];

  /** An empty ledger under the given budget. */
  public Ledger(Budget budget) {
    Arrays.fill(limits, Long.MAX_VALUE);
    budget.limits().forEach((kind, limit) -> limits[kind.ordinal()] = limit);
  }

  /**
   * Adds {@code amount}, or nothing when that would pass the limit.
   *
   * @throws BudgetSpent when it would
   */
  public void charge(Charge kind, long amount) {
    int k = kind.ordinal();
    if (amount > limits[k] - counts[k]) {
      throw new BudgetSpent(kind, limits[k]);
    }
    counts[k] += amount;
  }

  /** What has been charged of one kind. */
  public long count(Charge kind) {
    return counts[kind.ordinal()];
  }

  /**
   * What is left of one kind; {@code Long.MAX_VALUE} and more than enough where it has no limit.
   */
  public long left(Charge kind) {
    int k = kind.ordinal();
    return limits[k] == Long.MAX_VALUE ? Long.MAX_VALUE : limits[k] - counts[k];
  }

  /** All counts, zeros included. */
  public Map<Charge, Long> counts() {
    Map<Charge, Long> all = new EnumMap<>(Charge.class);
    for (Charge kind : KINDS) {
      all.put(kind, counts[kind.ordinal()]);
    }
    return all;
  }

  /** Names the counts, for saving and restoring alike; the budget stays what it is. */
  void slots(Slots slots) {
    for (Charge kind : KINDS) {
      counts[kind.ordinal()] = slots.count(kind.key(), counts[kind.ordinal()]);
    }
  }

  /** The counts as they are, to go back to by {@link #rollBack}. */
  long[] mark() {
    return counts.clone();
  }

  /** Undoes everything since the mark. */
  void rollBack(long[] mark) {
    System.arraycopy(mark, 0, counts, 0, counts.length);
  }
}
