package dev.stride.rl.agent;

import dev.stride.optim.Monitor;
import dev.stride.optim.Rule;
import dev.stride.optim.StepFigures;
import dev.stride.optim.TraceStep;
import org.jspecify.annotations.Nullable;

/**
 * Looks on while a run learns: for a monitor, which is told of every episode, and for pictures.
 * Nothing that a run does depends on it. Costs a pass over every step.
 */
final class Watch {
  private final @Nullable Monitor monitor;
  private final StepFigures figures;
  private final @Nullable Recording recording;

  /**
   * Looks on for either, or both.
   *
   * @param weights how many there are
   * @param rewritten whether an optimizer makes changes of the steps
   */
  Watch(@Nullable Monitor monitor, @Nullable Recording recording, int weights, boolean rewritten) {
    this.monitor = monitor;
    this.recording = recording;
    figures = new StepFigures(monitor == null ? 0 : weights, rewritten);
  }

  /** So many episodes have ended. */
  void episode(int episodes, Rule.State<? super TraceStep> rule) {
    if (recording != null) {
      recording.begin();
    }
    if (monitor != null && episodes > 0) {
      monitor.iteration(
          episodes,
          to -> {
            figures.say(to);
            rule.figures(to);
          });
    }
  }

  /** An action is taken in a state. */
  void visit(int state, int action) {
    if (recording != null) {
      recording.visit(state, action);
    }
  }

  /** Lets the optimizer rewrite a step, and looks at both. */
  void apply(Rule.State<? super TraceStep> rule, TraceStep step, double[] weights) {
    if (recording != null) {
      recording.before(step.delta, step.value, step.size);
    }
    if (monitor != null) {
      figures.before(step);
    }
    rule.apply(step, weights);
    if (monitor != null) {
      figures.after(step);
    }
    if (recording != null) {
      recording.after(step.value, step.size);
    }
  }
}
