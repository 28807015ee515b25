package dev.stride.optim.search;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.form.Form;
import dev.stride.optim.form.Literals;
import dev.stride.optim.form.Nearest;
import dev.stride.optim.form.Registry;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.schedule.Schedules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a user calls an optimizer: a rule or a chain of rules joined by {@code +}, which a descent
 * or a temporal-difference learner drives, or a search that owns its loop.
 */
public final class Optimizers {
  private static final String KIND = "optimizer";

  /** The key of {@link Wrapper#use}. */
  private static final String INNER = "use";

  /** The rule that has chains of rules as settings, and their keys. */
  private static final String GROUP = "group";

  private static final List<String> GROUPED = List.of("rule", "others");

  private static final Rule<? super Step> ADAM = Rules.parse("adam", Step.class, KIND);

  private static final Registry<Minimizer> SEARCHES =
      new Registry<Minimizer>(KIND, Minimizer.class)
          .codec(Minimizer.class, text -> read(text, "a minimizer"), Optimizers::print)
          .add(
              "spsa",
              new Spsa(0.1, 0.1, 0, 0.602, 0.101, 10, 1),
              "two values per step, along a random direction")
          .add(
              "qn-spsa",
              new QnSpsa(0.05, 0.01, 0.1, 1, false, 0),
              "SPSA with a metric from four fidelities per step")
          .add("lbfgs", new Lbfgs(10, 1e-9), "quasi-Newton with a line search")
          .add("bfgs", new Bfgs(1e-9), "quasi-Newton with a dense matrix and a line search")
          .add("cg", new Cg(1e-9, 0.2), "conjugate gradients with a line search")
          .add("nelder-mead", new NelderMead(0.5), "simplex search by values alone")
          .add("powell", new Powell(1e-14, 1e-4), "line searches by values, conjugate directions")
          .add(
              "bobyqa",
              new Bobyqa(0.5, 1e-8, -1000, 1000),
              "quadratic model of values in a trust region and a box")
          .add("cma-es", new CmaEs(0.5, 0), "evolution strategy by values alone")
          .add("cobyla", new Cobyla(0.5, 1e-8), "linear model of values in a trust region")
          .add(
              "rotosolve",
              new Rotosolve(),
              "to the exact minimum along each parameter; needs known frequencies")
          .add("nft", new Nft(32), "rotosolve that reuses the predicted minimum")
          .add("random-search", new RandomSearch(0.5), "normal moves that are kept where lower")
          .add(
              "multi-start",
              new MultiStart(new Lbfgs(10, 1e-9), 5, MultiStart.USUAL_SPREAD, 100, 1),
              "another minimizer from several starts")
          .add(
              "noise-stop",
              new NoiseStop(Descent.gradient(ADAM), 20, 10, 0.05, 1),
              "another minimizer until its improvement cannot be told from noise");

  private Optimizers() {}

  /** The searches that own their loop. */
  public static Registry<Minimizer> registry() {
    return SEARCHES;
  }

  /** All that can be chosen: the rules, then the searches. */
  public static List<Entry<?>> entries() {
    List<Entry<?>> all = new ArrayList<>(Rules.registry().entries());
    all.addAll(SEARCHES.entries());
    return all;
  }

  /**
   * Checks that an optimizer can be read; whether it fits a problem is another question.
   *
   * @throws BadInput when it cannot
   */
  public static void check(String text) {
    if (isSearch(text)) {
      SEARCHES.parse(text);
    } else {
      // No problem has both.
      boolean metric =
          Form.links(KIND, text).stream()
              .map(Rules.registry()::parse)
              .anyMatch(rule -> rule.stepType() == MetricStep.class);
      if (metric) {
        Rules.parse(text, MetricStep.class, "a problem with a metric");
      } else {
        Rules.parse(text, TraceStep.class, "a problem");
      }
    }
  }

  /**
   * Reads an optimizer for a problem.
   *
   * @param answers what the problem can answer
   * @param where what the caller is, for messages
   * @throws BadInput also when the optimizer needs an answer that the problem does not have
   */
  public static Minimizer minimizer(String text, Set<Order> answers, String where) {
    Minimizer minimizer = read(text, where);
    for (Order need : EnumSet.copyOf(minimizer.orders())) {
      if (!answers.contains(need)) {
        throw doesNotFit(
            text,
            String.format("it needs %s, which %s does not have", describe(need), where)
                + (need == Order.GRADIENT ? "; without one go: " + searches(answers) : ""));
      }
    }
    return minimizer;
  }

  /**
   * Reads a rule for steps of the given type.
   *
   * @param where what the caller is, for messages: "temporal-difference learning"
   * @throws BadInput also when the rule does not fit such steps, or is a search
   */
  public static <S extends Step> Rule<? super S> rule(
      String text, Class<S> available, String where) {
    if (isSearch(text)) {
      throw doesNotFit(
          Form.parse(KIND, text).name(),
          "it is a minimizer, which takes a whole objective; "
              + where
              + " takes rules, such as adam");
    }
    return Rules.parse(text, available, where);
  }

  /**
   * Minimises a problem with an optimizer in text: the shortest way for a program. The random
   * numbers that the optimizer may draw are those of seed 1.
   *
   * <p>The ledger has all that the optimizer asks. The truth is asked beside it, charged to nobody,
   * twice: at the start and at the result. {@link Metered#run} takes a curve for those who want
   * more of it.
   *
   * @param budget where it ends, for optimizers that do not end by themselves
   * @throws BadInput when the optimizer cannot be read, or does not fit the problem
   */
  public static Outcome minimize(String text, Problem problem, double[] x0, Budget budget) {
    return Metered.run(
        minimizer(text, problem.answers(), "the problem"),
        problem,
        x0,
        budget,
        Curve.every(Charge.ITERATIONS, Long.MAX_VALUE),
        Streams.of(1).at("minimize").rng());
  }

  /** Writes what {@link #minimizer} read, so that it reads it back. */
  public static String print(Minimizer minimizer) {
    return minimizer instanceof Descent<?> descent
        ? Rules.print(descent.rule())
        : SEARCHES.print(minimizer);
  }

  /**
   * The optimizer with one setting changed, on the last link of a chain that has the key. Where the
   * setting is a schedule other than a constant, its scale (its first key) is what changes.
   *
   * @throws BadInput when no link has the key, or the value does not fit
   */
  public static String with(String text, String key, double value) {
    List<String> links = new ArrayList<>(checkedLinks(text));
    for (int i = links.size() - 1; i >= 0; i--) {
      if (hasKey(links.get(i), key)) {
        links.set(i, linkWith(links.get(i), key, value));
        return String.join("+", links);
      }
    }
    List<String> keys = new ArrayList<>();
    for (Entry<?> entry : entries()) {
      if (links.stream().anyMatch(link -> nameOf(link).equals(entry.name()))) {
        keys.addAll(entry.keys().keySet());
      }
    }
    throw new BadInput(KIND + " '" + text + "' has no key '" + key + "'" + Nearest.hint(key, keys));
  }

  /** The searches that need no more than these answers. */
  private static String searches(Set<Order> answers) {
    return SEARCHES.entries().stream()
        .map(Entry::name)
        .filter(name -> answers.containsAll(SEARCHES.parse(name).orders()))
        .collect(Collectors.joining(", "));
  }

  private static Minimizer read(String text, String where) {
    return isSearch(text) ? SEARCHES.parse(text) : descent(text, where);
  }

  private static Minimizer descent(String text, String where) {
    Rule<? super MetricStep> rule = Rules.parse(text, MetricStep.class, where);
    return rule.stepType() == Step.class
        ? Descent.gradient(Rules.parse(text, Step.class, where))
        : Descent.natural(rule);
  }

  private static String linkWith(String link, String key, double value) {
    if (SEARCHES.has(nameOf(link))) {
      return SEARCHES.hasKey(link, key)
          ? SEARCHES.with(link, key, Literals.number(value))
          : SEARCHES.with(link, INNER, with(inner(link).orElseThrow(), key, value));
    }
    Registry<Rule<?>> rules = Rules.registry();
    String before = Form.parse(KIND, rules.print(rules.parse(link))).settings().get(key);
    return rules.with(
        link, key, before == null ? Literals.number(value) : Schedules.withScale(before, value));
  }

  private static String describe(Order order) {
    String name = order.name().toLowerCase(Locale.ROOT);
    if (order == Order.FREQUENCIES) {
      return "known " + name;
    }
    return "a " + (order.isMetric() ? name.replace("metric_", "") + " metric" : name);
  }

  private static boolean hasKey(String link, String key) {
    return Rules.registry().hasKey(link, key)
        || SEARCHES.hasKey(link, key)
        || inner(link)
            .filter(text -> checkedLinks(text).stream().anyMatch(inside -> hasKey(inside, key)))
            .isPresent();
  }

  /** The minimizer inside a wrapper. */
  private static Optional<String> inner(String link) {
    return SEARCHES.has(nameOf(link)) && SEARCHES.parse(link) instanceof Wrapper wrapper
        ? Optional.of(print(wrapper.use()))
        : Optional.empty();
  }

  private static String nameOf(String link) {
    return Form.parse(KIND, link).name();
  }

  /** Whether the text names a search; it cannot be part of a chain then. */
  private static boolean isSearch(String text) {
    List<String> links = checkedLinks(text);
    for (String link : links) {
      if (SEARCHES.has(nameOf(link))) {
        if (links.size() > 1) {
          throw doesNotFit(nameOf(link), "it searches on its own and cannot be chained with '+'");
        }
        return true;
      }
    }
    return false;
  }

  private static List<String> checkedLinks(String text) {
    List<String> links = Form.links(KIND, text);
    for (String link : links) {
      String name = nameOf(link);
      if (!Rules.registry().has(name) && !SEARCHES.has(name)) {
        List<String> known = entries().stream().map(Entry::name).toList();
        throw new BadInput(
            String.format(
                "%s '%s' is not known%s; known are: %s",
                KIND, name, Nearest.hint(name, known), String.join(", ", known)));
      }
      if (name.equals(GROUP)) {
        Map<String, String> settings = Form.parse(KIND, link).settings();
        GROUPED.stream()
            .map(settings::get)
            .filter(Objects::nonNull)
            .forEach(Optimizers::requireNoSearch);
      }
    }
    return links;
  }

  private static void requireNoSearch(String chain) {
    for (String link : checkedLinks(chain)) {
      if (SEARCHES.has(nameOf(link))) {
        throw doesNotFit(nameOf(link), "it searches on its own and cannot stand in a group");
      }
    }
  }

  private static BadInput doesNotFit(String name, String why) {
    return new BadInput(KIND + " '" + name + "' does not fit: " + why);
  }
}
