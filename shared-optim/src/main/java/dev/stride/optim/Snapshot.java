package dev.stride.optim;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A state's places at one moment, by name.
 *
 * @param values every place; a number is a vector of length one
 */
public record Snapshot(Map<String, double[]> values) {

  public Snapshot {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Copies all that {@code state} keeps. */
  public static Snapshot of(Rule.State<?> state) {
    return of(state::slots);
  }

  /** Copies all places that {@code walk} names. */
  public static Snapshot of(Consumer<Slots> walk) {
    Map<String, double[]> values = new TreeMap<>();
    walk.accept(
        new Slots() {
          @Override
          public void vector(String name, double[] live) {
            put(name, live.clone());
          }

          @Override
          public double number(String name, double now) {
            put(name, new double[] {now});
            return now;
          }

          private void put(String name, double[] value) {
            Check.that(values.put(name, value) == null, "two places are named %s", name);
          }
        });
    return new Snapshot(values);
  }

  /**
   * Puts everything back into {@code state}, which was started from the same rule and layout.
   *
   * @throws IllegalArgumentException when a name is missing or left over, or a length differs
   */
  public void restore(Rule.State<?> state) {
    restore(state::slots);
  }

  /**
   * Puts everything back into the places that {@code walk} names.
   *
   * @throws IllegalArgumentException when a name is missing or left over, or a length differs
   */
  public void restore(Consumer<Slots> walk) {
    Set<String> left = new TreeSet<>(values.keySet());
    walk.accept(
        new Slots() {
          @Override
          public void vector(String name, double[] live) {
            double[] saved = take(name, live.length);
            System.arraycopy(saved, 0, live, 0, live.length);
          }

          @Override
          public double number(String name, double now) {
            return take(name, 1)[0];
          }

          private double[] take(String name, int length) {
            double[] saved = values.get(name);
            if (saved == null) {
              throw new IllegalArgumentException("the saved state has no " + name);
            }
            Check.that(
                saved.length == length,
                "%s has length %s in the saved state and %s here",
                name,
                saved.length,
                length);
            left.remove(name);
            return saved;
          }
        });
    Check.that(left.isEmpty(), "the saved state has %s, which is not known here", left);
  }
}
