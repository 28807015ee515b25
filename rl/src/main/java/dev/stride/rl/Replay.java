package dev.stride.rl;

import java.util.List;

/**
 * An episode of a policy, step by step.
 *
 * @param frames its steps, or the first of them
 * @param end the observation after the last of them
 * @param terminated whether it came to an end by the rules of the task
 * @param whole whether these are all of its steps: if it did not terminate, it was cut there
 */
public record Replay(List<Frame> frames, List<Double> end, boolean terminated, boolean whole) {

  /**
   * One step.
   *
   * @param observation where it begins: the number of a state, or coordinates
   * @param action what was done
   * @param reward what came of it
   */
  public record Frame(List<Double> observation, int action, double reward) {
    public Frame {
      observation = List.copyOf(observation);
    }
  }

  public Replay {
    frames = List.copyOf(frames);
    end = List.copyOf(end);
  }

  /** Sum of the rewards of these steps. */
  public double total() {
    return frames.stream().mapToDouble(Frame::reward).sum();
  }
}
