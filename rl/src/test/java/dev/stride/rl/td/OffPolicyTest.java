package dev.stride.rl.td;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Learning about one policy from another, where TD(0) diverges. */
class OffPolicyTest {
  /** The mean step of TD(0) at given weights, from one step of each kind that there is. */
  private static double[] expected(Problem task, double[] weights) {
    Recorder recorder = new Recorder(0);
    task.run(new Fixed(new Td(0), weights), recorder, 30, 5);
    List<Recorder.Seen> steps = recorder.seen();
    int n = task.states();
    double[][] seen = new double[n * n][];
    for (int k = 0; k + 1 < steps.size(); k++) {
      int from = state(task, steps.get(k).features());
      seen[from * n + state(task, steps.get(k + 1).features())] = steps.get(k).value();
    }
    double[] mean = new double[weights.length];
    for (double[] step : seen) {
      Script.add(mean, 1.0 / seen.length, step);
    }
    return mean;
  }

  private static int state(Problem task, double[] features) {
    for (int s = 0; s < task.states(); s++) {
      if (Arrays.equals(task.x()[s], Arrays.copyOf(features, task.x()[s].length))) {
        return s;
      }
    }
    throw new AssertionError(Arrays.toString(features));
  }

  /** An agent that begins elsewhere. */
  private record Fixed(Agent agent, double[] weights) implements Agent {
    @Override
    public Task task() {
      return agent.task();
    }

    @Override
    public double initial() {
      return agent.initial();
    }

    @Override
    public Layout layout(World world, Encoder features) {
      return agent.layout(world, features);
    }

    @Override
    public void initialise(Layout layout, double[] into) {
      System.arraycopy(weights, 0, into, 0, into.length);
    }

    @Override
    public void learn(Run run) {
      agent.learn(run);
    }
  }

  /** The spectral radius of w ← w + α E[step] for TD(0) on Baird's counterexample. */
  @Test
  void theExpectedStepOfTdGrowsOnBairdsCounterexample() {
    Problem baird = Problem.baird();
    double[][] map = new double[8][];
    for (int i = 0; i < 8; i++) {
      double[] unit = new double[8];
      unit[i] = 1;
      Script.add(unit, 0.01, expected(baird, unit));
      map[i] = unit;
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(map));
    double radius = 0;
    for (int i = 0; i < 8; i++) {
      radius = Math.max(radius, Math.hypot(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i)));
    }
    assertEquals(1.002393, radius, 5e-7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tdDiverges(long seed) {
    assertThrows(Diverged.class, () -> Problem.baird().run(new Td(1), Sgd.of(0.01), 10_000, seed));
  }

  static Stream<Agent> gradients() {
    return Stream.of(new Gtd2(2, 0.5), new Tdc(2, 0.5));
  }

  /** Every step by the equations of Sutton and Barto, section 11.7, with w and h of that moment. */
  @ParameterizedTest
  @MethodSource("gradients")
  void gradientStepsFollowTheirEquations(Agent agent) {
    Problem task = Problem.mixed();
    Recorder recorder = new Recorder(0.05);
    task.run(agent, recorder, 5, 3);
    List<Recorder.Seen> steps = recorder.seen();
    List<Integer> path = path(task, 5, 3);
    assertArrayEquals(new double[] {0.5, 0.5, 0, 0}, steps.get(0).weights());
    for (int k = 0; k < steps.size(); k++) {
      double[] w = Arrays.copyOf(steps.get(k).weights(), 2);
      double[] h = Arrays.copyOfRange(steps.get(k).weights(), 2, 4);
      double[] x = task.x()[path.get(k)];
      double[] next = task.x()[path.get(k + 1)];
      double rho = 3 * task.target()[path.get(k + 1)];
      double delta = task.r()[path.get(k)] + 0.8 * Script.dot(w, next) - Script.dot(w, x);
      double projection = Script.dot(h, x);
      double[] step = new double[2];
      if (agent instanceof Gtd2) {
        Script.add(step, rho * projection, x);
      } else {
        Script.add(step, rho * delta, x);
      }
      Script.add(step, -rho * 0.8 * projection, next);
      double[] second = new double[2];
      Script.add(second, 2 * rho * (delta - projection), x);
      double[] all = {step[0], step[1], second[0], second[1]};
      assertArrayEquals(all, steps.get(k).value(), 1e-12);
      assertEquals(delta, steps.get(k).delta(), 1e-13);
      assertEquals(delta, steps.get(k).surprise(), 1e-13);
    }
  }

  /** The states of a run; what an agent learns does not move them. */
  private static List<Integer> path(Problem task, int episodes, long seed) {
    Recorder recorder = new Recorder(0);
    task.run(new Td(0), recorder, episodes + 1, seed);
    return recorder.seen().stream().map(step -> state(task, step.features())).toList();
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void gradientsGoToTheFixedPoint(Agent agent) {
    Problem task = Problem.mixed();
    double[] w = average(task, agent, 0.01, 3000);
    assertArrayEquals(task.fixedPoint(task.alike()), Arrays.copyOf(w, 2), 0.06);
  }

  /** Mean weights over the second half of a run. */
  private static double[] average(Problem task, Agent agent, double learningRate, int episodes) {
    Recorder recorder = new Recorder(learningRate);
    task.run(agent, recorder, episodes, 1);
    List<Recorder.Seen> steps = recorder.seen();
    double[] mean = new double[steps.get(0).weights().length];
    for (Recorder.Seen step : steps.subList(steps.size() / 2, steps.size())) {
      Script.add(mean, 2.0 / steps.size(), step.weights());
    }
    return mean;
  }

  /**
   * Where TD(0) diverges, the mean TD(0) step all but vanishes, as in figure 11.5. What is left is
   * where all states are worth the same: there a discount of 0.99 makes next to no error.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 10})
  void gradientsStandBairdsCounterexample(double beta) {
    Problem baird = Problem.baird();
    RealMatrix a = baird.a(baird.alike());
    double[] start = {1, 1, 1, 1, 1, 1, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    double before = new ArrayRealVector(a.operate(Arrays.copyOf(start, 8))).getNorm();
    for (Agent agent : List.of(new Gtd2(beta, 0), new Tdc(beta, 0))) {
      double[] w = baird.run(new Fixed(agent, start), Sgd.of(0.005), 1000, 2).weights();
      double after = new ArrayRealVector(a.operate(Arrays.copyOf(w, 8))).getNorm();
      assertTrue(after < 0.005 * before, agent + ": " + after + " of " + before);
    }
  }

  /** Trace and emphasis by their recurrences. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.6, 1})
  void emphaticStepsFollowTheirEquations(double lambda) {
    Problem task = Problem.mixed();
    Recorder recorder = new Recorder(0.001);
    task.run(new EmphaticTd(lambda, 1.5, 0.5), recorder, 3, 3);
    List<Integer> path = path(task, 3, 3);
    double[] z = new double[2];
    double followon = 0;
    double ratio = 0;
    for (int k = 0; k < recorder.seen().size(); k++) {
      followon = ratio * 0.8 * followon + 1.5;
      ratio = 3 * task.target()[path.get(k + 1)];
      double emphasis = lambda * 1.5 + (1 - lambda) * followon;
      for (int i = 0; i < 2; i++) {
        z[i] = ratio * (0.8 * lambda * z[i] + emphasis * task.x()[path.get(k)][i]);
      }
      Recorder.Seen seen = recorder.seen().get(k);
      assertArrayEquals(z, seen.trace(), 1e-12 * (1 + Math.abs(z[0]) + Math.abs(z[1])));
    }
  }

  /**
   * θ → 2θ, where the followon trace is 1 on the left, and with d = 1/2 each state and f(2) = d +
   * γ(f(1) + f(2)) = 7/6 for γ = 0.4, 7/3 on the right. Five standard errors, false alarm 6e-7.
   */
  @Test
  void theMeanEmphasisIsThatOfTheClosedForm() {
    double[][] x = {{1, 0}, {0, 1}};
    Problem task = Problem.of(x, new double[] {0, 1}, 0.4, new double[2]);
    Recorder recorder = new Recorder(0);
    task.run(new EmphaticTd(0, 1, 0), recorder, 500, 4);
    SummaryStatistics right = new SummaryStatistics();
    for (Recorder.Seen seen : recorder.seen()) {
      // The trace is ρM at the state, where ρ is 2 or 0.
      if (seen.trace()[0] != 0) {
        assertEquals(2, seen.trace()[0], 1e-15);
      } else if (seen.trace()[1] != 0) {
        right.addValue(seen.trace()[1] / 2);
      }
    }
    double error = right.getStandardDeviation() / Math.sqrt((double) right.getN());
    // Successive ones share most of their past: a quarter as many count as independent.
    assertEquals(7 / 3.0, right.getMean(), 5 * 2 * error);
  }

  /** On θ → 2θ with γ = 0.9 the mean of TD(0) grows by 0.2α a step, that of emphatic TD falls. */
  @Test
  void emphasisMakesStable() {
    Problem task = Problem.twoStates(0, 0);
    assertEquals(-0.2, task.a(task.alike()).getEntry(0, 0), 1e-15);
    assertEquals(3.4, task.a(new double[] {0.5, 9.5}).getEntry(0, 0), 1e-12);
    double w = task.run(new EmphaticTd(0, 1, 1), Sgd.of(1e-4), 100, 1).weights()[0];
    assertTrue(Math.abs(w) < 0.5, "w is " + w);
    double td = task.run(new Td(1), Sgd.of(1e-2), 30, 1).weights()[0];
    assertTrue(Math.abs(td) > 10, "w is " + td);
  }

  @Test
  void whoLearnsOfWhatItDoesAloneSaysSo() {
    Problem task = Problem.mixed();
    FiniteWorld off = new FiniteWorld(task.mdp(), task.target(), task.behaviour(), null);
    FiniteWorld on = new FiniteWorld(task.mdp(), task.target(), task.target(), null);
    FiniteWorld uniform = new FiniteWorld(task.mdp());
    FiniteWorld named = new FiniteWorld(task.mdp(), task.behaviour(), null, null);
    for (Agent agent :
        List.of(new TrueOnlineTd(0.9, 0.1, 0), new SwiftTd(0.9, 0.1, 0, 0.5, 0.9, 0.1, 1e-9, 0))) {
      String misfit = agent.misfit(off, new Problem.Rows(task.x()));
      assertTrue(misfit.contains("another one is to be predicted"), misfit);
      assertEquals("", agent.misfit(on, new Problem.Rows(task.x())));
      assertEquals("", agent.misfit(uniform, new Problem.Rows(task.x())));
      assertEquals("", agent.misfit(named, new Problem.Rows(task.x())));
    }
  }

  /** Actions are drawn as the behaviour says: five standard deviations, false alarm 6e-7 each. */
  @Test
  void actsAsTheBehaviourSays() {
    Problem mixed = Problem.mixed();
    double[] behaviour = {0.1, 0.6, 0.3, 0.1, 0.6, 0.3, 0.1, 0.6, 0.3};
    Problem task = new Problem(3, mixed.x(), mixed.target(), behaviour, 0.8, mixed.r());
    int[] counts = new int[3];
    List<Integer> path = path(task, 200, 7);
    path.subList(1, path.size()).forEach(state -> counts[state]++);
    int n = path.size() - 1;
    for (int s = 0; s < 3; s++) {
      double p = behaviour[s];
      assertEquals(n * p, counts[s], 5 * Math.sqrt(n * p * (1 - p)));
    }
    Recorder recorder = new Recorder(0);
    task.run(new Td(0), recorder, 2, 7);
    for (int k = 0; k < 200; k++) {
      int next = path.get(k + 1);
      double ratio = task.target()[next] / behaviour[next];
      assertEquals(ratio * task.x()[path.get(k)][0], recorder.seen().get(k).trace()[0], 1e-14);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void leastSquaresSolveWhatTheySaw(double lambda) {
    Problem task = Problem.mixed();
    Recorder recorder = new Recorder(1);
    double[] w = task.run(new Lstd(lambda, 0.1), recorder, 5, 3).weights();
    double[][] a = {{0.1, 0}, {0, 0.1}};
    double[] b = new double[2];
    double[] z = new double[2];
    List<Integer> path = path(task, 5, 3);
    for (int k = 0; k < recorder.seen().size(); k++) {
      double[] x = task.x()[path.get(k)];
      double[] next = task.x()[path.get(k + 1)];
      for (int i = 0; i < 2; i++) {
        z[i] = 3 * task.target()[path.get(k + 1)] * (0.8 * lambda * z[i] + x[i]);
      }
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          a[i][j] += z[i] * (x[j] - 0.8 * next[j]);
        }
        b[i] += z[i] * task.r()[path.get(k)];
      }
    }
    double[] solved =
        new LUDecomposition(new Array2DRowRealMatrix(a))
            .getSolver()
            .solve(new ArrayRealVector(b))
            .toArray();
    assertArrayEquals(solved, w, 1e-9);
  }

  /** With λ = 0 it goes to the solution of the projected Bellman equation, whatever acts. */
  @Test
  void leastSquaresGoToTheFixedPoint() {
    Problem task = Problem.mixed();
    double[] w = task.run(new Lstd(0, 1), Sgd.of(1), 4000, 1).weights();
    assertArrayEquals(task.fixedPoint(task.alike()), w, 0.03);
  }

  /** Of states with two actions and one: written out, it is the same, and no ratio is off. */
  @Test
  void theRandomPolicyIsThatOfTheActionsThatAreThere() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {0.5, 0.5},
            2,
            9,
            (s, a) -> s == 0 || a == 0 ? List.of(new Outcome(1, 1 - s, -1, s == a)) : List.of());
    double[] random = {0.5, 0.5, 1, 0};
    double[] other = {0.25, 0.75, 1, 0};
    assertTrue(Behaviour.isOnPolicy(new FiniteWorld(mdp, null, random, null)));
    assertTrue(Behaviour.isOnPolicy(new FiniteWorld(mdp, random, null, null)));
    assertTrue(!Behaviour.isOnPolicy(new FiniteWorld(mdp, null, other, null)));
    assertTrue(!Behaviour.isOnPolicy(new FiniteWorld(mdp, random, other, null)));
  }
}
