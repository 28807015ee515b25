package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Monitor;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.None;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rule of a run is given, and what is told of it. */
class RunRuleTest {
  /** A constant step size that recommends one more than the weights, and remembers all. */
  private static final class Probe implements Rule<TraceStep>, Rule.State<TraceStep> {
    private final boolean dense;
    private final List<Double> objectives = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final List<double[]> traces = new ArrayList<>();
    private double delta;
    private double surprise;
    private boolean watched;

    Probe(boolean dense) {
      this.dense = dense;
    }

    @Override
    public Class<? extends Step> stepType() {
      return TraceStep.class;
    }

    @Override
    public boolean needsDense() {
      return dense;
    }

    @Override
    public Set<Order> orders() {
      return Set.of(Order.VALUE);
    }

    @Override
    public State<TraceStep> start(Layout layout) {
      return this;
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      objectives.add(step.objective);
      values.add(Arrays.copyOf(step.value, step.size));
      traces.add(Arrays.copyOf(step.trace, step.size));
      delta = step.delta;
      surprise = step.surprise;
      assertEquals(dense, step.index == null);
      for (int k = 0; k < step.size; k++) {
        step.value[k] *= 0.25;
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      for (int i = 0; i < x.length; i++) {
        into[i] = x[i] + 1;
      }
    }

    @Override
    public void watch() {
      watched = true;
    }

    @Override
    public void figures(Figures figures) {
      figures.figure("mine", 7);
    }

    @Override
    public void slots(Slots slots) {}
  }

  @Test
  void whatIsRecommendedIsJudged() {
    List<double[]> judged = new ArrayList<>();
    Counting agent = new Counting(4);
    Run run =
        Corridor.run(
            new FiniteWorld(Corridor.process(9, 0)),
            agent,
            new Probe(false),
            new None(),
            2,
            w -> {
              judged.add(w.clone());
              return 0;
            },
            Curve.every(Charge.EPISODES, 1),
            null);
    agent.learn(run);
    assertArrayEquals(new double[] {2, 2, 2}, run.weights());
    assertArrayEquals(new double[] {3, 3, 3}, run.recommended());
    assertArrayEquals(new double[] {3, 3, 3}, judged.get(2));
    run.recommended()[0] = 99;
    assertEquals(3, run.recommended()[0]);
  }

  /** Values are ½δ², and a rule that wants all weights gets them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rulesGetWhatTheyAskFor(boolean dense) {
    Probe probe = new Probe(dense);
    Run run = Corridor.learned(new FiniteWorld(Corridor.process(9, 0)), new Counting(4), probe, 2);
    assertEquals(List.of(8.0, 8.0, 8.0, 8.0, 8.0, 8.0), probe.objectives);
    assertArrayEquals(dense ? new double[] {0, 4, 0} : new double[] {4}, probe.values.get(1));
    assertArrayEquals(dense ? new double[] {0, 0, 1} : new double[] {1}, probe.traces.get(2));
    assertEquals(4, probe.delta);
    assertEquals(4, probe.surprise);
    assertArrayEquals(new double[] {2, 2, 2}, run.weights());
    assertTrue(run.traced());
    assertEquals(0, run.constantRate());
    assertFalse(probe.watched);
  }

  @Test
  void gradientDescentIsKnownByItsRate() {
    Run run =
        Corridor.learned(
            new FiniteWorld(Corridor.process(9, 0)), new Counting(4), Sgd.of(0.125), 2);
    assertEquals(0.125, run.constantRate());
    assertArrayEquals(new double[] {1, 1, 1}, run.weights());
    assertFalse(run.traced());
  }

  @Test
  void aMonitorIsToldOfEveryEpisode() {
    List<Long> episodes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Monitor monitor =
        (iteration, gauges) -> {
          episodes.add(iteration);
          gauges.accept(
              new Figures() {
                @Override
                public void figure(String name, double value) {
                  names.add(name);
                  if (name.equals(EFFECTIVE_STEP)) {
                    assertEquals(0.25, value, 1e-15);
                  }
                }

                @Override
                public void diagnosis(String text) {}
              });
        };
    Counting agent = new Counting(4);
    Probe probe = new Probe(false);
    Recording recording = new Recording(3, true);
    Run run =
        Corridor.run(
            new FiniteWorld(Corridor.process(9, 0)),
            agent,
            probe,
            new None(),
            3,
            w -> 0,
            Curve.every(Charge.EPISODES, 9),
            monitor,
            recording);
    agent.learn(run);
    assertEquals(List.of(1L, 2L, 3L), episodes);
    assertTrue(names.contains("mine") && names.contains(Figures.EFFECTIVE_STEP), names::toString);
    assertTrue(probe.watched);
    assertArrayEquals(new long[] {3, 3, 3}, recording.visits());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRecordingKeepsWhatPicturesShow(boolean process) {
    Counting agent = new Counting(-4);
    FiniteMdp mdp = Corridor.process(9, 0);
    Recording recording = new Recording(3, true);
    Run run =
        Corridor.run(
            process ? new FiniteWorld(mdp) : new Logged(mdp),
            agent,
            Sgd.of(0.25),
            new None(),
            70,
            w -> 0,
            Curve.every(Charge.EPISODES, 99),
            null,
            recording);
    agent.learn(run);
    assertArrayEquals(new long[] {70, 70, 70}, recording.visits());
    int[] last = new int[70];
    Arrays.fill(last, 1);
    assertArrayEquals(last, recording.firstActions());
    assertEquals(210, recording.surprise().means().length);
    assertTrue(Arrays.stream(recording.surprise().means()).allMatch(d -> d == 4));
    assertEquals(210, recording.stepSize().means().length);
    assertTrue(Arrays.stream(recording.stepSize().means()).allMatch(d -> d == 0.25));
  }

  /** Nothing is said about a step size where nothing was proposed, and the next has its place. */
  @Test
  void stepsOfZeroHaveNoStepSize() {
    Recording recording = new Recording(0, true);
    recording.before(0, new double[] {0, 5}, 1);
    recording.after(new double[] {1, 5}, 1);
    recording.before(-2, new double[] {3, -4}, 2);
    recording.after(new double[] {6, 8}, 2);
    assertArrayEquals(new double[] {Double.NaN, 2}, recording.stepSize().means());
    assertArrayEquals(new double[] {0, 2}, recording.surprise().means());
    recording.visit(5, 1);
    assertEquals(0, recording.visits().length);
  }
}
