package dev.stride.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;

/**
 * Rules one after the other, each on what the one before made of the step.
 *
 * @param rules at least two, never chains themselves, in the order of their {@link Place places},
 *     of which one at most recommends a point of its own
 */
public record Chain<S extends Step>(List<Rule<? super S>> rules) implements Rule<S> {

  public Chain {
    List<Rule<? super S>> flat = new ArrayList<>();
    for (Rule<? super S> rule : rules) {
      if (rule instanceof Chain<? super S> chain) {
        flat.addAll(widen(chain));
      } else {
        flat.add(rule);
      }
    }
    rules = List.copyOf(flat);
    Check.that(rules.size() >= 2, "a chain has at least two links, not %s", rules.size());
    String unfit = unfit(rules, rule -> rule.getClass().getSimpleName());
    Check.that(unfit.isEmpty(), "%s", unfit);
  }

  /**
   * Why links make no chain, or not in this order, and how they would be right; empty where nothing
   * is wrong.
   *
   * @param text what a link is called
   */
  public static String unfit(List<? extends Rule<?>> links, Function<Rule<?>, String> text) {
    List<Rule<?>> recommending = new ArrayList<>(links);
    recommending.removeIf(link -> !link.recommends());
    return recommending.size() > 1
        ? "one link of a chain can recommend a point of its own, not "
            + recommending.stream().map(text).collect(Collectors.joining(" and "))
        : misplaced(links, text);
  }

  private static String misplaced(List<? extends Rule<?>> links, Function<Rule<?>, String> text) {
    List<Rule<?>> right = inOrder(links);
    for (int i = 0; i < right.size(); i++) {
      if (right.get(i) != links.get(i)) {
        return String.format(
            "%s has to stand in front of %s: %s",
            text.apply(right.get(i)),
            text.apply(links.get(i)),
            right.stream().map(text).collect(Collectors.joining("+")));
      }
    }
    List<Rule<?>> placed = new ArrayList<>(right);
    placed.removeIf(Chain::isAnywhere);
    for (int i = 1; i < placed.size(); i++) {
      Place next = Collections.min(placed.get(i).places());
      if (next == Place.FIRST || next.compareTo(Collections.max(placed.get(i - 1).places())) < 0) {
        return clash(right, placed.get(i), placed.get(i - 1), text);
      }
    }
    return "";
  }

  /** Of a link that is made of several, the other order may do. */
  private static String clash(
      List<Rule<?>> links, Rule<?> link, Rule<?> before, Function<Rule<?>, String> text) {
    if (Collections.max(link.places()).compareTo(Collections.min(before.places())) <= 0
        && Collections.min(before.places()) != Place.FIRST) {
      List<Rule<?>> other = new ArrayList<>(links);
      other.remove(link);
      other.add(other.indexOf(before), link);
      return String.format(
          "%s has to stand in front of %s: %s",
          text.apply(link),
          text.apply(before),
          other.stream().map(text).collect(Collectors.joining("+")));
    }
    return String.format(
        "%s cannot be chained with %s, in either order", text.apply(link), text.apply(before));
  }

  /** A link that stands anywhere stays behind the one that it is behind. */
  private static List<Rule<?>> inOrder(List<? extends Rule<?>> links) {
    Map<Place, List<Rule<?>>> byPlace = new EnumMap<>(Place.class);
    Place place = Place.FIRST;
    for (Rule<?> link : links) {
      place = isAnywhere(link) ? place : Collections.max(link.places());
      byPlace.computeIfAbsent(place, none -> new ArrayList<>()).add(link);
    }
    return byPlace.values().stream().flatMap(List::stream).toList();
  }

  private static boolean isAnywhere(Rule<?> rule) {
    return rule.places().equals(Set.of(Place.ANYWHERE));
  }

  /** The places of a rule that is made of several. */
  public static Set<Place> places(Collection<? extends Rule<?>> rules) {
    Set<Place> all = EnumSet.noneOf(Place.class);
    rules.forEach(rule -> all.addAll(rule.places()));
    if (all.size() > 1) {
      all.remove(Place.ANYWHERE);
    }
    return all;
  }

  // A rule of a chain for a supertype of S takes a supertype of that, and so of S.
  @SuppressWarnings("unchecked")
  private static <S extends Step> List<Rule<? super S>> widen(Chain<? super S> chain) {
    return (List<Rule<? super S>>) (List<?>) chain.rules;
  }

  @Override
  public State<S> start(Layout layout) {
    return start(layout, new SplitMix64(0));
  }

  @Override
  public State<S> start(Layout layout, UniformRandomProvider rng) {
    List<State<? super S>> states = new ArrayList<>();
    for (Rule<? super S> rule : rules) {
      states.add(rule.start(layout, rng));
    }
    return new ChainState<>(states);
  }

  @Override
  public boolean needsDense() {
    return rules.stream().anyMatch(Rule::needsDense);
  }

  @Override
  public boolean recommends() {
    return rules.stream().anyMatch(Rule::recommends);
  }

  @Override
  public boolean maximises() {
    return rules.stream().anyMatch(Rule::maximises);
  }

  @Override
  public Set<Place> places() {
    return places(rules);
  }

  @Override
  public Set<Order> orders() {
    Set<Order> all = EnumSet.noneOf(Order.class);
    rules.forEach(rule -> all.addAll(rule.orders()));
    return all;
  }

  @Override
  public Class<? extends Step> stepType() {
    Class<? extends Step> narrowest = Step.class;
    for (Rule<? super S> rule : rules) {
      Class<? extends Step> type = rule.stepType();
      if (narrowest.isAssignableFrom(type)) {
        narrowest = type;
      } else {
        Check.that(
            type.isAssignableFrom(narrowest),
            "one rule of the chain needs a %s and another a %s",
            narrowest.getSimpleName(),
            type.getSimpleName());
      }
    }
    return narrowest;
  }

  private static final class ChainState<S extends Step> implements State<S> {
    private final State<? super S>[] states;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type has no other way
    ChainState(List<Rule.State<? super S>> states) {
      this.states = states.toArray(new State[0]);
    }

    @Override
    public void apply(S step, double[] x) {
      for (State<? super S> state : states) {
        state.apply(step, x);
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      for (State<? super S> state : states) {
        state.recommended(x, into);
      }
    }

    @Override
    public void watch() {
      for (State<? super S> state : states) {
        state.watch();
      }
    }

    @Override
    public void figures(Figures figures) {
      for (State<? super S> state : states) {
        state.figures(figures);
      }
    }

    @Override
    public void slots(Slots slots) {
      for (int i = 0; i < states.length; i++) {
        states[i].slots(slots.at(Integer.toString(i)));
      }
    }
  }
}
