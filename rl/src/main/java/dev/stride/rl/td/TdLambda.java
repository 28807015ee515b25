package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.optim.TraceStep;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * TD(λ), predicting the values of the uniformly random policy (Sutton 1988; Sutton and Barto 2018,
 * section 12.2): δ = r + γ v(s') - v(s), and every state moves by δ times its trace z, where z ←
 * γλz and then z(s) grows by 1 (accumulating) or becomes 1 (replacing: Singh and Sutton 1996).
 *
 * <p>Cost of a step: the number of states visited in the episode; constant for λ = 0.
 *
 * @param lambda λ
 * @param trace what a visit does to the trace
 */
public record TdLambda(double lambda, Trace trace) implements Agent {
  /** What a visit does to the trace of the state. */
  public enum Trace {
    /** It grows by one. */
    ACCUMULATING,
    /** It becomes one. */
    REPLACING
  }

  public TdLambda {
    Check.probability("lambda", lambda);
  }

  @Override
  public Task task() {
    return Task.PREDICTION;
  }

  @Override
  public double initial() {
    return 0;
  }

  @Override
  public void learn(Run run) {
    int actions = run.actions();
    double discount = run.discount();
    double[] v = run.weights();
    UniformRandomProvider exploration = run.exploration();
    Traces traces =
        new Traces(run.encoder().size(), discount * lambda, trace == Trace.ACCUMULATING);
    while (run.begin()) {
      traces.clear();
      int state = run.state();
      do {
        int action = actions == 1 ? 0 : exploration.nextInt(actions);
        int next = run.step(state * actions + action);
        double nextDiscount = run.terminated() ? 0 : discount;
        double delta = run.reward() + nextDiscount * v[next] - v[state];
        traces.visit(state);
        run.apply(traces.step(state, next, nextDiscount, delta));
        state = next;
      } while (!run.ended());
    }
  }

  /** The trace over the states visited in this episode, kept in the step that it becomes. */
  private static final class Traces {
    private final double decay;
    private final boolean accumulating;
    private final TraceStep step;
    private final int[] visited;
    private final int[] feature;
    private final int[] differenceAt;

    /** Where a state is in the step, or -1. */
    private final int[] place;

    Traces(int states, double decay, boolean accumulating) {
      this.decay = decay;
      this.accumulating = accumulating;
      step = TraceStep.ofSparse(states, 1);
      visited = Objects.requireNonNull(step.index);
      feature = Objects.requireNonNull(step.features.index);
      differenceAt = Objects.requireNonNull(step.difference.index);
      step.features.size = 1;
      step.features.value[0] = 1;
      place = new int[states];
      Arrays.fill(place, -1);
    }

    void clear() {
      for (int k = 0; k < step.size; k++) {
        place[visited[k]] = -1;
      }
      step.size = 0;
    }

    void visit(int state) {
      if (decay == 0) {
        clear();
      }
      for (int k = 0; k < step.size; k++) {
        step.trace[k] *= decay;
      }
      if (place[state] < 0) {
        place[state] = step.size;
        visited[step.size] = state;
        step.trace[step.size++] = 0;
      }
      int k = place[state];
      step.trace[k] = accumulating ? step.trace[k] + 1 : 1;
    }

    TraceStep step(int state, int next, double nextDiscount, double delta) {
      for (int k = 0; k < step.size; k++) {
        step.value[k] = delta * step.trace[k];
      }
      step.surprise = delta;
      step.delta = delta;
      feature[0] = state;
      differenceAt[0] = state;
      step.difference.value[0] = next == state ? nextDiscount - 1 : -1;
      step.difference.size = next == state || nextDiscount == 0 ? 1 : 2;
      differenceAt[1] = next;
      step.difference.value[1] = nextDiscount;
      return step;
    }
  }
}
