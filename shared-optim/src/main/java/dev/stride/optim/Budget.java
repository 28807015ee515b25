package dev.stride.optim;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The most that a run may be charged, by kind; a kind that is not named has no limit.
 *
 * @param limits inclusive limits, none negative
 */
public record Budget(Map<Charge, Long> limits) {
  /** No limit at all. */
  public static final Budget UNLIMITED = new Budget(Map.of());

  public Budget {
    Map<Charge, Long> copy = new EnumMap<>(Charge.class);
    copy.putAll(limits);
    copy.forEach((kind, limit) -> Check.notNegative("the budget of " + kind.key(), limit));
    limits = Collections.unmodifiableMap(copy);
  }

  /** At most {@code limit} of one kind. */
  public static Budget of(Charge kind, long limit) {
    return new Budget(Map.of(kind, limit));
  }

  /** This budget with one more limit, or another one for the kind. */
  public Budget and(Charge kind, long limit) {
    Map<Charge, Long> all = new EnumMap<>(Charge.class);
    all.putAll(limits);
    all.put(kind, limit);
    return new Budget(all);
  }
}
