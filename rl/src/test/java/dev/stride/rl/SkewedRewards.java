package dev.stride.rl;

import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Curve;
import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.optim.search.Optimizers;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The value of one state whose reward is 1 with probability p and 0 else, an episode each, as step
 * sizes estimate it. One that depends on the error in hand weighs the rare and the common reward
 * unequally, and its estimate is off.
 *
 * <p>The bias is the mean of the recommended estimates less that of the rewards that came next,
 * which takes most of the noise away. It is judged over batches, behind a start that is not counted
 * and longer than any memory here.
 */
final class SkewedRewards {
  /** A rule is called noise-aware if its bias stays below this, with its whole interval. */
  static final double AWARE = 0.005;

  static final int BATCHES = 20;

  private static final int START = 50_000;

  /** Links of a chain that have no step size of their own. */
  private static final Set<String> LINKS =
      Set.of(
          "box",
          "centralise",
          "clip-adaptive",
          "clip-norm",
          "clip-value",
          "decay",
          "ema",
          "lookahead",
          "nan-guard",
          "noise",
          "plateau",
          "polyak");

  /** Those that stand still, or climb, and the one that is another rule for each block. */
  private static final Set<String> OUTSIDE = Set.of("freeze", "maximise", "group");

  private SkewedRewards() {}

  /**
   * A bias.
   *
   * @param mean of the batches; NaN where the estimate diverged
   * @param error standard error of the mean
   */
  record Bias(double mean, double error) {
    /** Half of the interval that holds the bias with 95 %. */
    double interval() {
      return new TDistribution(BATCHES - 1).inverseCumulativeProbability(0.975) * error;
    }

    boolean isAware() {
      return Math.abs(mean) + interval() < AWARE;
    }

    @Override
    public String toString() {
      return Double.isNaN(mean)
          ? "diverges"
          : String.format(Locale.ROOT, "%+.5f ± %.5f", mean, interval())
              .replace("-0.00000", "+0.00000");
    }
  }

  /** All rules that work on a trace step, with their defaults. */
  static Stream<String> rules() {
    return Rules.registry().entries().stream()
        .filter(entry -> entry.defaults().stepType().isAssignableFrom(TraceStep.class))
        .map(Entry::name)
        .filter(name -> !OUTSIDE.contains(name))
        .map(name -> LINKS.contains(name) ? "sgd+" + name : name);
  }

  /** All agents that predict with a step size of their own. */
  static Stream<String> agents() {
    return Agents.registry().entries().stream()
        .filter(entry -> entry.defaults().task() == Agent.Task.PREDICTION)
        .filter(entry -> !entry.defaults().takesRule())
        .map(Entry::name);
  }

  /** The same rule or agent at a tenth of its learning rate; empty where it has none. */
  static String slower(String name) {
    Entry<?> entry =
        Stream.concat(Rules.registry().entries().stream(), Agents.registry().entries().stream())
            .filter(each -> each.name().equals(name.startsWith("sgd+") ? "sgd" : name))
            .findFirst()
            .orElseThrow();
    String rate = entry.keys().get("learningRate");
    if (rate == null) {
      return "";
    }
    String tenth = entry.name() + ":learningRate=" + Double.parseDouble(rate) / 10;
    return tenth + name.substring(entry.name().length());
  }

  /** The bias of a rule or an agent at probability p. */
  static Bias bias(String name, double p, int batch) {
    boolean isAgent = agents().anyMatch(name.split(":", 2)[0]::equals);
    Agent agent = Agents.registry().parse(isAgent ? name : "td-lambda");
    Rule<? super TraceStep> rule =
        isAgent
            ? Sgd.of(1)
            : Optimizers.rule(name, TraceStep.class, "temporal-difference learning");
    Watched watched = new Watched(rule, batch);
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1},
            1,
            1,
            (s, a) -> List.of(new Outcome(p, 0, 1, true), new Outcome(1 - p, 0, 0, true)));
    Run run =
        Run.of(
            new Run.Setting(
                new FiniteWorld(mdp),
                agent,
                new Table.States(1),
                watched,
                new None(),
                1,
                START + BATCHES * batch,
                Streams.of(1),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null));
    try {
      agent.learn(run);
    } catch (Diverged diverged) {
      return new Bias(Double.NaN, Double.NaN);
    }
    Check.that(watched.batches.getN() == BATCHES, "%s takes no step per episode", name);
    return new Bias(
        watched.batches.getMean(), watched.batches.getStandardDeviation() / Math.sqrt(BATCHES));
  }

  /** A rule whose estimate is compared with the reward to come, before every step. */
  private static final class Watched implements Rule<TraceStep> {
    private final Rule<? super TraceStep> rule;
    private final int batch;
    final SummaryStatistics batches = new SummaryStatistics();

    Watched(Rule<? super TraceStep> rule, int batch) {
      this.rule = rule;
      this.batch = batch;
    }

    @Override
    public Class<? extends Step> stepType() {
      return TraceStep.class;
    }

    @Override
    public Set<Order> orders() {
      return rule.orders();
    }

    @Override
    public boolean needsDense() {
      return rule.needsDense();
    }

    @Override
    public State<TraceStep> start(Layout layout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public State<TraceStep> start(Layout layout, UniformRandomProvider rng) {
      Rule.State<? super TraceStep> state = rule.start(layout, rng);
      return new State<>() {
        private final double[] estimate = new double[1];
        private int steps = -START;
        private double sum;

        @Override
        public void apply(TraceStep step, double[] x) {
          estimate[0] = x[0];
          state.recommended(x, estimate);
          double reward = step.delta + x[0];
          if (steps++ >= 0) {
            sum += estimate[0] - reward;
            if (steps % batch == 0) {
              batches.addValue(sum / batch);
              sum = 0;
            }
          }
          state.apply(step, x);
        }

        @Override
        public void slots(Slots slots) {}
      };
    }
  }

  /** The table of the README. */
  static List<String> table(int batch) {
    List<String> rows = new ArrayList<>();
    rows.add("| Step size | Bias | At a tenth of its `learningRate` | Noise-aware |");
    rows.add("|---|---|---|---|");
    Stream.concat(rules(), agents()).forEach(name -> rows.add(row(name, batch)));
    return rows;
  }

  private static String row(String name, int batch) {
    Bias bias = bias(name, 0.1, batch);
    String slower = slower(name);
    String tenth = slower.isEmpty() ? "" : bias(slower, 0.1, batch).toString();
    return String.format(
        "| `%s` | %s | %s | %s |", name, bias, tenth, bias.isAware() ? "yes" : "no");
  }

  /** Prints that table: 20 batches of 50 000 rewards for every cell. */
  public static void main(String[] arguments) {
    table(50_000).forEach(System.out::println);
  }
}
