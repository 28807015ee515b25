package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every agent that takes an optimizer, with every rule whose step it can supply, both ways. */
class EveryRuleTest {
  /**
   * The first one that fits an agent is taken; rewards are small, for what steps with their size.
   */
  private static final List<String> ENVIRONMENTS =
      List.of(
          "random-walk",
          "bandit",
          "frozen-lake",
          "scaled-reward:scale=0.1,of=(access-control:servers=2)");

  /** Links of a chain that have no step size of their own. */
  private static final Set<String> LINKS =
      Set.of(
          "lookahead",
          "ema",
          "polyak",
          "plateau",
          "decay",
          "clip-adaptive",
          "centralise",
          "noise",
          "box",
          "nan-guard");

  /**
   * All rules that can do without a metric; not the one that stands still, nor that which climbs.
   */
  static Stream<String> rules() {
    return Rules.registry().entries().stream()
        .filter(entry -> entry.defaults().stepType().isAssignableFrom(TraceStep.class))
        .map(Entry::name)
        .filter(name -> !name.equals("freeze") && !name.equals("maximise"))
        .map(name -> LINKS.contains(name) ? "sgd+" + name : name);
  }

  private static List<Entry<Agent>> agents() {
    return Agents.registry().entries().stream()
        .filter(entry -> entry.defaults().takesRule())
        .toList();
  }

  private static Rule<? super TraceStep> rule(String text) {
    return Rules.parse(text, TraceStep.class, "temporal-difference learning");
  }

  private static Learning fitting(Agent agent, String rule, Handling handling) {
    BadInput last = new BadInput("no environment");
    for (String environment : ENVIRONMENTS) {
      try {
        return new Learning(
            Environments.registry().parse(environment),
            agent,
            null,
            rule(rule),
            new Gaussian(0.1),
            0.95,
            40,
            handling);
      } catch (BadInput misfit) {
        last = misfit;
      }
    }
    throw last;
  }

  private static LearningResult run(Learning learning) {
    return learning.run(Streams.of(1), Curve.every(Charge.EPISODES, Long.MAX_VALUE));
  }

  /** Weights stay finite and something is learned, or the run says that it diverged, and how. */
  @ParameterizedTest
  @MethodSource("rules")
  void drivesEveryAgentLazilyAndDensely(String rule) {
    Set<String> diverged = new TreeSet<>();
    int fitting = 0;
    for (Entry<Agent> agent : agents()) {
      if (!rule(rule).stepType().isAssignableFrom(agent.defaults().stepType())) {
        continue;
      }
      fitting++;
      for (Handling handling : Handling.values()) {
        LearningResult result = run(fitting(agent.defaults(), rule, handling));
        String what = agent.name() + ", " + rule + ", " + handling;
        if (result.diverged()) {
          assertTrue(result.message().startsWith("a weight is "), what + result.message());
          assertEquals(Double.POSITIVE_INFINITY, result.valueError(), what);
          diverged.add(agent.name());
        } else {
          double[] weights = result.weights();
          assertTrue(Arrays.stream(weights).allMatch(Double::isFinite), what);
          assertTrue(Arrays.stream(weights).distinct().count() > 1, what);
          assertTrue(Double.isFinite(result.valueError()), what);
        }
      }
    }
    assertTrue(fitting > 5);
    diverged.removeAll(MAY_DIVERGE);
    assertEquals(Set.of(), diverged, rule);
  }

  /** Those whose steps are products of errors, or sums over many of them. */
  private static final Set<String> MAY_DIVERGE = Set.of("gtd2", "tdc", "emphatic-td");

  /**
   * Where the change depends on the step alone, both are the same, but for sums in another order.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sgd:learningRate=0.1", "surprise", "obgd", "clip-norm:max=0.1+sgd"})
  void withoutMemoryLazyIsDense(String rule) {
    for (Entry<Agent> agent : agents()) {
      if (rule(rule).stepType().isAssignableFrom(agent.defaults().stepType())) {
        LearningResult lazy = run(fitting(agent.defaults(), rule, Handling.LAZY));
        LearningResult dense = run(fitting(agent.defaults(), rule, Handling.DENSE));
        assertEquals(lazy.diverged(), dense.diverged(), agent.name());
        if (!lazy.diverged()) {
          assertArrayEquals(lazy.weights(), dense.weights(), 1e-10, agent.name());
        }
      }
    }
  }

  /** A trajectory of the walk, which does not depend on what is learned: state, reward, next. */
  private static List<double[]> trajectory(int episodes) {
    List<double[]> steps = new ArrayList<>();
    Rule<TraceStep> watch = new Watch(steps);
    run(walk(watch, Handling.LAZY, episodes));
    return steps;
  }

  private static Learning walk(Rule<? super TraceStep> rule, Handling handling, int episodes) {
    return new Learning(
        Environments.registry().parse("random-walk:states=7"),
        Agents.registry().parse("td-lambda:lambda=0"),
        null,
        rule,
        new None(),
        0.9,
        episodes,
        handling);
  }

  /** Notes where a step leaves and arrives, and changes nothing: δ is the reward then. */
  private record Watch(List<double[]> steps) implements Rule<TraceStep> {
    @Override
    public Class<? extends Step> stepType() {
      return TraceStep.class;
    }

    @Override
    public State<TraceStep> start(Layout layout) {
      return new State<>() {
        @Override
        public void apply(TraceStep step, double[] x) {
          double[] u = new double[x.length];
          step.difference.addTo(u);
          int from = step.features.index[0];
          int to = -1;
          for (int i = 0; i < u.length; i++) {
            to = u[i] > 0 ? i : to;
          }
          steps.add(new double[] {from, step.delta, to});
          step.value[0] = 0;
        }

        @Override
        public void slots(Slots slots) {}
      };
    }
  }

  /** TD(0) with Adam by hand: moments of all weights, or those of the state that was left. */
  private static double[] adam(List<double[]> trajectory, boolean dense) {
    int n = 7;
    double[] v = new double[n];
    double[] first = new double[n];
    double[] second = new double[n];
    int[] count = new int[n];
    for (double[] step : trajectory) {
      int from = (int) step[0];
      double following = step[2] < 0 ? 0 : 0.9 * v[(int) step[2]];
      double delta = step[1] + following - v[from];
      for (int i = 0; i < n; i++) {
        if (!dense && i != from) {
          continue;
        }
        double g = i == from ? delta : 0;
        count[i]++;
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.999 * second[i] + 0.001 * g * g;
        double mean = first[i] / (1 - Math.pow(0.9, count[i]));
        double square = second[i] / (1 - Math.pow(0.999, count[i]));
        v[i] += 0.01 * mean / (Math.sqrt(square) + 1e-8);
      }
    }
    return v;
  }

  @ParameterizedTest
  @EnumSource
  void adamIsAdamByHand(Handling handling) {
    double[] byHand = adam(trajectory(60), handling == Handling.DENSE);
    double[] weights = run(walk(rule("adam:learningRate=0.01"), handling, 60)).weights();
    assertArrayEquals(byHand, weights, 1e-12);
    assertTrue(Arrays.stream(weights).allMatch(w -> w != 0));
  }

  @Test
  void handlingsDifferWhereThereIsMemory() {
    List<double[]> trajectory = trajectory(60);
    double apart = 0;
    for (int i = 0; i < 7; i++) {
      apart = Math.max(apart, Math.abs(adam(trajectory, true)[i] - adam(trajectory, false)[i]));
    }
    assertTrue(apart > 0.01, "apart = " + apart);
    assertEquals("lazy", Handling.LAZY.toString());
    assertEquals("dense", Handling.DENSE.toString());
  }

  /** What a rule says of itself is what it says when it is handed dense steps. */
  @ParameterizedTest
  @MethodSource("rules")
  void denseHandlingIsTheSameRuleOtherwise(String text) {
    Rule<? super TraceStep> rule = rule(text);
    Rule<? super TraceStep> dense = Handling.DENSE.of(rule);
    assertTrue(dense.needsDense());
    assertEquals(rule.stepType(), dense.stepType());
    assertEquals(rule.orders(), dense.orders());
    assertEquals(rule.recommends(), dense.recommends());
    assertEquals(rule, Handling.LAZY.of(rule));
    assertNotEquals(rule, dense);
  }
}
