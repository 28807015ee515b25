package dev.stride.optim.schedule;

import dev.stride.optim.form.Registry;

/** The schedules that can be chosen by name. */
public final class Schedules {
  private static final Registry<Schedule> REGISTRY =
      new Registry<Schedule>("schedule", Schedule.class)
          .add(
              "constant",
              new Constant(0.01),
              "the same value at every step; a plain number says it");

  private Schedules() {}

  /** All schedules. */
  public static Registry<Schedule> registry() {
    return REGISTRY;
  }

  /** Reads a schedule; a plain number is a constant one. */
  public static Schedule parse(String text) {
    boolean number = !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
    return number ? new Constant(Registry.parseDouble(text)) : REGISTRY.parse(text);
  }

  /** Writes a schedule so that {@link #parse} reads it back. */
  public static String print(Schedule schedule) {
    return schedule instanceof Constant constant
        ? Registry.number(constant.value())
        : REGISTRY.print(schedule);
  }
}
