package dev.stride.optim.rule;

import dev.stride.optim.Chain;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Form;
import dev.stride.optim.form.Registry;
import dev.stride.optim.schedule.Schedule;
import dev.stride.optim.schedule.Schedules;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The rules that can be chosen by name, alone or chained with {@code +}. */
public final class Rules {
  private static final Registry<Rule<?>> REGISTRY =
      new Registry<Rule<?>>("optimizer", Rule.class)
          .codec(Schedule.class, Schedules::parse, Schedules::print)
          .add("sgd", Sgd.of(0.01), "gradient descent with a step size");

  private Rules() {}

  /** All rules. */
  public static Registry<Rule<?>> registry() {
    return REGISTRY;
  }

  /**
   * Reads a rule, or a chain of them, for steps of the given type.
   *
   * @param available what the caller's steps are
   * @param where what the caller is, for messages: "temporal-difference learning"
   * @throws BadInput also when a rule needs more than such a step carries
   */
  public static <S extends Step> Rule<? super S> parse(
      String text, Class<S> available, String where) {
    List<Rule<? super S>> rules = new ArrayList<>();
    for (String link : Form.links(REGISTRY.kind(), text)) {
      Rule<?> rule = REGISTRY.parse(link);
      if (!rule.stepType().isAssignableFrom(available)) {
        throw new BadInput(
            String.format(
                "optimizer '%s' does not fit: it needs a %s, which %s does not have",
                REGISTRY.name(rule), need(rule), where));
      }
      rules.add(widen(rule));
    }
    return rules.size() == 1 ? rules.get(0) : new Chain<S>(rules);
  }

  /** Writes a rule or a chain so that {@link #parse} reads it back. */
  public static String print(Rule<?> rule) {
    if (!(rule instanceof Chain<?> chain)) {
      return REGISTRY.print(rule);
    }
    StringJoiner links = new StringJoiner("+");
    chain.rules().forEach(link -> links.add(REGISTRY.print(link)));
    return links.toString();
  }

  private static String need(Rule<?> rule) {
    return switch (rule.stepType().getSimpleName()) {
      case "MetricStep" -> "metric";
      case "TraceStep" -> "trace";
      default -> "gradient";
    };
  }

  // stepType() is the rule's type parameter at run time, and was compared before.
  @SuppressWarnings("unchecked")
  private static <S extends Step> Rule<? super S> widen(Rule<?> rule) {
    return (Rule<? super S>) rule;
  }
}
