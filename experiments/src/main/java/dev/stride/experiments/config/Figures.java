package dev.stride.experiments.config;

import dev.stride.experiments.task.TaskFactory;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Literals;
import dev.stride.optim.form.Nearest;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import dev.stride.rl.Agents;
import dev.stride.rl.Learning;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads figures, and knows those that come with Stride. */
public final class Figures {
  private static final List<String> SHIPPED =
      List.of(
          "sutton-2.2",
          "sutton-2.3",
          "sutton-2.4",
          "sutton-2.5",
          "sutton-2.6",
          "sutton-ex6.2",
          "sutton-6.2",
          "sutton-6.5",
          "sutton-ex6.5",
          "sutton-ex6.6",
          "sutton-7.2",
          "sutton-10.2",
          "sutton-12.3",
          "sutton-12.6",
          "sutton-12.8",
          "idbd",
          "autostep",
          "alpha-bound",
          "true-online-small-table",
          "true-online-small-binary",
          "true-online-small-normal",
          "true-online-large-table",
          "true-online-large-binary",
          "true-online-large-normal",
          "true-online-deterministic-table",
          "true-online-deterministic-binary",
          "true-online-deterministic-normal",
          "swift-td");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  private Figures() {}

  /** What {@code stride run} takes for the figures that are shipped. */
  public static List<String> names() {
    return SHIPPED.stream().map(name -> "figures/" + name + ".yaml").toList();
  }

  /** What to say of a name that is neither that of a figure nor that of a file. */
  static String hint(String name) {
    String bare = name.replaceFirst("^figures/", "").replaceFirst("\\.yaml$", "");
    return Nearest.to(bare, SHIPPED)
        .map(near -> "; did you mean 'figures/" + near + ".yaml'?")
        .orElse("; 'stride list figure' shows the figures that come with Stride");
  }

  /** The titles of those figures, by what {@code stride run} takes for them. */
  public static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    for (String name : names()) {
      JsonNode root = new Source(name, Documents.resource(name), new Mistakes(name)).root();
      titles.put(name, root.path("source").asString("") + ": " + root.path("title").asString(""));
    }
    return titles;
  }

  /** The figure in one line of JSON, the same for equal figures. */
  public static String canonical(Figure figure) {
    return JSON.writeValueAsString(figure);
  }

  static Figure parse(String name, String text, TaskFactory tasks) {
    Mistakes mistakes = new Mistakes(name);
    Source source = new Source(name, text, mistakes);
    new DocumentSchema(Figure.class, "figure", tasks).check(source, mistakes);
    mistakes.report();
    Figure figure;
    try {
      figure = JSON.treeToValue(source.root(), Figure.class);
    } catch (JacksonException bad) {
      throw new BadInput(name + ": " + bad.getOriginalMessage(), bad);
    }
    new FigureConsistency(figure, source, mistakes).check();
    mistakes.report();
    for (int c = 0; c < figure.curves().size(); c++) {
      fit(figure, c, source, mistakes);
    }
    mistakes.report();
    return figure;
  }

  private static void fit(Figure figure, int number, Source source, Mistakes mistakes) {
    Figure.Curve curve = figure.curves().get(number);
    for (Double value : values(curve)) {
      try {
        requireMeasured(figure, learning(figure, curve, value));
      } catch (BadInput | IllegalArgumentException bad) {
        mistakes.addOnce(
            source.of("/curves/" + number + "/name"),
            bad.getMessage() + " (curve '" + curve.name() + "')");
      }
    }
  }

  private static void requireMeasured(Figure figure, Learning learning) {
    Figure.Measure measure = figure.measure();
    Integer action = figure.action();
    try (World world = learning.environment().world(Streams.of(0).rng())) {
      if (measure == Figure.Measure.BEST_ACTIONS && Double.isNaN(world.regret())) {
        throw new BadInput("the environment does not tell which actions are best");
      }
      if (action != null && action >= firstActions(world)) {
        throw new BadInput(
            "an episode can begin with the actions 0 to "
                + (firstActions(world) - 1)
                + " and not with "
                + action);
      }
      if (measure == Figure.Measure.STATE_ERROR && world.model() == null) {
        throw new BadInput("the states are not finitely many; squared-error does without");
      }
    }
    if (measure == Figure.Measure.STATE_ERROR && learning.trueValues(Streams.of(0)) == null) {
      throw new BadInput("the values of the states are infinite: they want a discount below 1");
    }
    if (measure.isError() && learning.agent().task() != Agent.Task.PREDICTION) {
      throw new BadInput("the agent predicts no values whose error could be measured");
    }
  }

  /** Number of actions of the states in which episodes can begin. */
  private static int firstActions(World world) {
    FiniteMdp mdp = world.model();
    if (mdp == null) {
      return world.actions();
    }
    double[] start = mdp.start();
    return IntStream.range(0, start.length)
        .filter(s -> start[s] > 0)
        .map(mdp::actions)
        .max()
        .orElse(0);
  }

  /** The values of a curve's sweep; a null alone where there is none. */
  public static List<@Nullable Double> values(Figure.Curve curve) {
    List<Double> values = curve.values();
    return values == null ? Arrays.asList((Double) null) : new ArrayList<>(values);
  }

  /**
   * What learns on a curve.
   *
   * @param value of the sweep; null where there is none
   * @throws BadInput when a text form cannot be read, or the parts do not fit
   */
  public static Learning learning(Figure figure, Figure.Curve curve, @Nullable Double value) {
    String number = value == null ? Figure.VALUE : Literals.number(value);
    String features = curve.features();
    String optimizer = curve.optimizer();
    return new Learning(
        Environments.registry().parse(curve.environment().replace(Figure.VALUE, number)),
        Agents.registry().parse(curve.agent().replace(Figure.VALUE, number)),
        features == null
            ? null
            : FeatureSets.registry().parse(features.replace(Figure.VALUE, number)),
        optimizer == null
            ? null
            : Optimizers.rule(
                optimizer.replace(Figure.VALUE, number), TraceStep.class, "reinforcement learning"),
        new None(),
        figure.discount() == null ? 1 : figure.discount(),
        figure.episodes());
  }
}
