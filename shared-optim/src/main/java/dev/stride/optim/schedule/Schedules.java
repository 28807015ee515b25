package dev.stride.optim.schedule;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.form.Form;
import dev.stride.optim.form.Literals;
import dev.stride.optim.form.Registry;
import java.util.List;

/**
 * The schedules that can be chosen by name. The first key of each is its scale, or the schedule
 * inside of it that has the scale.
 */
public final class Schedules {
  private static final Registry<Schedule> REGISTRY =
      new Registry<Schedule>("schedule", Schedule.class)
          .codec(Schedule.class, Schedules::parse, Schedules::print, Schedules::spell)
          .codec(Milestones.At.class, Milestones.At::parse, Milestones.At::text)
          .add(
              "constant",
              new Constant(0.01),
              "the same value at every step; a plain number says it")
          .add("inverse", new Inverse(0.1, 1), "start divided by 1 + decay times the step")
          .add("inverse-sqrt", new InverseSqrt(0.1), "start divided by the root of the step")
          .add(
              "polynomial",
              new Polynomial(0.1, 1000, 1, 0),
              "falls to floor times start as a power of the share of the steps that is left")
          .add("exponential", new Exponential(0.1, 0.999), "times factor at every step")
          .add("step", new Steps(0.1, 300, 0.1), "times factor every so many steps")
          .add(
              "milestones",
              new Milestones(0.1, Milestones.At.parse("300/600"), 0.1),
              "times factor at each of the steps that are named")
          .add(
              "cosine",
              new Cosine(0.1, 1000, 0, Cosine.Mode.ONCE),
              "falls as a cosine to floor times start and stays there; as a wave it rises again")
          .add(
              "restarts",
              new Restarts(0.1, 100, 2, 0),
              "falls as a cosine again and again, each time factor times as long")
          .add(
              "warmup",
              new Warmup(Schedule.of(0.1), 100, 0.1),
              "rises from a share of the next schedule's start to all of it, then follows that")
          .add(
              "one-cycle",
              new OneCycle(0.1, 1000, 0.3, 25, 1e4),
              "rises over a share warmup of the steps and falls far below where it began")
          .add(
              "one-cycle-momentum",
              new OneCycleMomentum(0.95, 0.85, 1000, 0.3),
              "for a momentum beside one-cycle: falls from max to base while the rate rises, and back")
          .add(
              "warmup-cosine",
              new WarmupCosine(0.1, 1000, 0.1, 0),
              "rises over a share warmup of the steps, then falls as a cosine to floor times peak");

  private Schedules() {}

  /** All schedules. */
  public static Registry<Schedule> registry() {
    return REGISTRY;
  }

  private static List<String> names() {
    return REGISTRY.entries().stream().map(Entry::name).toList();
  }

  /** Reads a schedule; a plain number is a constant one. */
  public static Schedule parse(String text) {
    return isNumber(text)
        ? new Constant(Literals.parseNumber(text))
        : named(text, "a positive number");
  }

  /** Whether a text is to be a plain number, and no schedule with a name. */
  static boolean isNumber(String text) {
    return !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
  }

  /**
   * Reads a schedule that has a name.
   *
   * @param number which numbers would have been right, too
   */
  static Schedule named(String text, String number) {
    if (!REGISTRY.has(Form.parse("schedule", text).name())) {
      throw new BadInput(
          "it has to be " + number + " or a schedule, one of " + String.join(", ", names()));
    }
    return REGISTRY.parse(text);
  }

  /** The text of a schedule with another scale; a constant one if {@code text} is a number. */
  public static String withScale(String text, double scale) {
    String number = Literals.number(scale);
    for (Entry<Schedule> entry : REGISTRY.entries()) {
      if (entry.name().equals(Form.parse(REGISTRY.kind(), text).name())) {
        Schedule schedule = REGISTRY.parse(text);
        if (schedule instanceof OneCycleMomentum cycle) {
          return print(cycle.withMax(scale));
        }
        String key = entry.keys().keySet().iterator().next();
        String value =
            schedule instanceof Warmup warmup ? withScale(print(warmup.then()), scale) : number;
        return print(REGISTRY.parse(REGISTRY.with(text, key, value)));
      }
    }
    return number;
  }

  /** Writes a schedule so that {@link #parse} reads it back. */
  public static String print(Schedule schedule) {
    return schedule instanceof Constant constant
        ? Literals.number(constant.value())
        : REGISTRY.print(schedule);
  }

  /** The same with every key, whatever the defaults are. */
  public static String spell(Schedule schedule) {
    return schedule instanceof Constant ? print(schedule) : REGISTRY.spell(schedule);
  }
}
