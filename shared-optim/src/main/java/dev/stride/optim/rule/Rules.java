package dev.stride.optim.rule;

import dev.stride.optim.Chain;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Form;
import dev.stride.optim.form.Registry;
import dev.stride.optim.schedule.Fraction;
import dev.stride.optim.schedule.Schedule;
import dev.stride.optim.schedule.Schedules;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** The rules that can be chosen by name, alone or chained with {@code +}. */
public final class Rules {
  private static final Registry<Rule<?>> REGISTRY =
      new Registry<Rule<?>>("optimizer", Rule.class)
          .codec(Schedule.class, Schedules::parse, Schedules::print, Schedules::spell)
          .codec(Fraction.class, Fraction::parse, Fraction::print, Fraction::spell)
          .codec(
              Rule.class,
              text -> parse(text, Step.class, "a group of blocks"),
              Rules::print,
              Rules::spell)
          .add("sgd", Sgd.of(0.01), "gradient descent with a step size")
          .add("momentum", new Momentum(Schedule.of(0.01), Fraction.of(0.9), 0), "heavy ball")
          .add(
              "nesterov", new Nesterov(Schedule.of(0.01), Fraction.of(0.9)), "accelerated gradient")
          .add(
              "normalised",
              new Normalised(Schedule.of(0.01)),
              "steps of a given length along the gradient")
          .add(
              "adagrad",
              new AdaGrad(Schedule.of(0.01), 1e-10, EpsilonPlacement.INSIDE, 0, 0),
              "divides by the root of the sum of squares")
          .add(
              "rmsprop",
              new RmsProp(Schedule.of(0.001), 0.9, 1e-8, EpsilonPlacement.INSIDE, false, 0),
              "divides by the root of the mean square")
          .add(
              "adam",
              new Adam(
                  Schedule.of(0.001),
                  Fraction.of(0.9),
                  0.999,
                  1e-8,
                  Adam.Mode.EPSILON,
                  Adam.Count.PARAMETER),
              "mean gradient divided by the root of the mean square, both corrected for their start")
          .add(
              "amsgrad",
              new AmsGrad(Schedule.of(0.001), 0.9, 0.999, 1e-8, AmsGrad.Mode.PAPER),
              "Adam with a denominator that never falls")
          .add(
              "adamw",
              new AdamW(
                  Schedule.of(0.001),
                  Fraction.of(0.9),
                  0.999,
                  1e-8,
                  0.01,
                  AdamW.Mode.LEARNING_RATE),
              "Adam with decoupled weight decay")
          .add(
              "adadelta",
              new Adadelta(Schedule.of(1), 0.95, 1e-6),
              "divides by the root of the mean square, times that of its own changes")
          .add(
              "adamax",
              new Adamax(Schedule.of(0.002), 0.9, 0.999, 1e-8),
              "mean gradient divided by the largest of late")
          .add(
              "nadam",
              new Nadam(
                  Schedule.of(0.002), 0.9, 0.999, 1e-8, Nadam.MOMENTUM_DECAY, Nadam.Mode.SCHEDULED),
              "Adam with Nesterov's momentum")
          .add(
              "radam",
              new Radam(Schedule.of(0.001), 0.9, 0.999, 1e-8, 4),
              "Adam that starts as momentum, until its denominator is reliable")
          .add(
              "adabelief",
              new AdaBelief(Schedule.of(0.001), 0.9, 0.999, 1e-16, 0),
              "mean gradient divided by the root of its mean square deviation")
          .add(
              "yogi",
              new Yogi(Schedule.of(0.01), 0.9, 0.999, 1e-3, 0, Yogi.Mode.PAPER),
              "Adam with a denominator that changes slowly")
          .add(
              "adam-mini",
              new AdamMini(Schedule.of(0.001), 0.9, 0.999, 1e-8),
              "Adam with one denominator per block of parameters")
          .add("lion", new Lion(Schedule.of(0.0001), 0.9, 0.99, 0), "the sign of a mean gradient")
          .add(
              "rprop",
              new Rprop(0.01, 1.2, 0.5, 1e-6, 50),
              "a step size per parameter, which grows while the sign of its gradient stays")
          .add(
              "surprise",
              new Surprise(Schedule.of(0.1), 0.1),
              "a step size in proportion to the surprise, at least floor times learningRate")
          .add(
              "surprise-normalised",
              new SurpriseNormalised(Schedule.of(0.1), 0.99, 0.1, 2),
              "a step size in proportion to the surprise over its root mean square")
          .add(
              "surprise-saturating",
              new SurpriseSaturating(Schedule.of(0.1), 1, 0.1, SurpriseSaturating.Mode.TANH),
              "a step size that grows with the surprise up to learningRate")
          .add(
              "pearce-hall",
              new PearceHall(Schedule.of(0.1), 0.9, 0.1),
              "a step size in proportion to the mean size of past surprises")
          .add(
              "idbd",
              new Idbd(Schedule.of(0.05), 0.01),
              "a step size for each parameter that follows the correlation of changes; needs a trace")
          .add(
              "autostep",
              new Autostep(Schedule.of(0.05), 0.01, 1e4),
              "idbd, normalised and bounded; needs a trace")
          .add(
              "tidbd",
              new Tidbd(Schedule.of(0.05), 0.01, MetaGradient.SEMI_GRADIENT),
              "idbd for temporal differences; needs a trace")
          .add(
              "autotidbd",
              new AutoTidbd(Schedule.of(0.05), 0.01, 1e4, MetaGradient.FULL_GRADIENT),
              "tidbd, normalised and bounded; needs a trace")
          .add(
              "alpha-bound",
              new AlphaBound(Schedule.of(1)),
              "the largest step size that never turned the sign of a TD error; needs a trace")
          .add(
              "vsgd",
              new VSgd(Schedule.of(0.1), 10, 2),
              "the best step size on a noisy quadratic, by signal and noise; needs a trace")
          .add(
              "bakf",
              new Bakf(Schedule.of(1), 0.95),
              "the best step size for a mean that moves under noise, by bias and noise")
          .add(
              "sample-average",
              new SampleAverage(),
              "1/n for the n-th step of each parameter: the mean of the targets")
          .add(
              "obgd",
              new ObGd(Schedule.of(1), 2),
              "shortens steps that may overshoot; needs a trace")
          .add(
              "kalman",
              new Kalman(1, 0.01, 1),
              "the Kalman gain of a value that wanders under noise of known variances")
          .add(
              "surprise-signal",
              new SurpriseSignal(0.5, 0.99),
              "experimental: the Kalman gain of a process variance that persistent surprise raises")
          .add(
              "qng",
              new Qng(Schedule.of(0.01), Qng.Metric.FULL, Qng.Regularisation.SHIFT, 0, false),
              "natural gradient; needs a metric")
          .add("clip-norm", new ClipNorm(1, 0), "shortens steps that are longer than max")
          .add("clip-value", new ClipValue(1), "cuts entries of a step that are larger than max")
          .add(
              "adafactor",
              new Adafactor(Schedule.of(0.01), true, true, 1e-30, 1e-3, 1, 0.8),
              "Adam's second moment from row and column sums, steps relative to the parameters")
          .add(
              "shampoo",
              new Shampoo(Schedule.of(0.01), 1e-4),
              "roots of the summed products of a block's gradients, from both sides")
          .add(
              "dog",
              new Dog(Schedule.of(1), 1e-6),
              "step size from the distance moved over the gradients seen; recommends an average")
          .add(
              "d-adaptation",
              new DAdaptation(Schedule.of(1), 0.9, 0.999, 1e-8, 1e-6),
              "Adam that estimates its learning rate from below")
          .add(
              "prodigy",
              new Prodigy(Schedule.of(1), 0.9, 0.999, 1e-8, 1e-6),
              "d-adaptation with a faster estimate")
          .add(
              "schedule-free",
              new ScheduleFree(Schedule.of(0.01), 0.9),
              "gradients between a base point and its average, which it recommends")
          .add(
              "lookahead",
              new Lookahead(5, 0.5),
              "behind a rule: slow weights that follow every few steps")
          .add("ema", new Ema(0.999), "recommends an exponential moving average of the points")
          .add("polyak", new Polyak(0), "recommends the mean of the points")
          .add(
              "plateau",
              new Plateau(0.1, 10, 1e-4, 0, 0, 0),
              "shortens the steps when the objective stops falling")
          .add("decay", new Decay(Schedule.of(0.01)), "pulls the parameters towards zero")
          .add(
              "clip-adaptive",
              new ClipAdaptive(0.01, 1e-3),
              "shortens steps that are long beside the parameters of their row or vector")
          .add("centralise", new Centralise(), "takes the mean of each row out of a step")
          .add("noise", new GradientNoise(0.1, 0.55), "adds noise that fades to the step")
          .add("box", new Box(-1, 1), "keeps the parameters between low and high")
          .add("freeze", new Freeze("*"), "holds the blocks whose names match where they are")
          .add(
              "group",
              new Group(Group.ALL, Sgd.of(0.01), Group.UNUSED),
              "one rule for the blocks whose names match, another for the others")
          .add("nan-guard", new NanGuard(), "ends the run at a step that is not finite")
          .add(
              "maximise",
              new Maximise(),
              "turns the step around, for an objective that is to grow");

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
    if (rules.size() == 1) {
      return rules.get(0);
    }
    String unfit = Chain.unfit(rules, Rules::print);
    if (!unfit.isEmpty()) {
      throw new BadInput("optimizer '" + text + "': " + unfit);
    }
    return new Chain<S>(rules);
  }

  /** Writes a rule or a chain so that {@link #parse} reads it back. */
  public static String print(Rule<?> rule) {
    return text(rule, REGISTRY::print);
  }

  /** The same with every key, whatever the defaults are. */
  public static String spell(Rule<?> rule) {
    return text(rule, REGISTRY::spell);
  }

  private static String text(Rule<?> rule, Function<Rule<?>, String> link) {
    if (!(rule instanceof Chain<?> chain)) {
      return link.apply(rule);
    }
    StringJoiner links = new StringJoiner("+");
    chain.rules().forEach(each -> links.add(link.apply(each)));
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
