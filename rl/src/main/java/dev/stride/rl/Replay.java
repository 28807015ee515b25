package dev.stride.rl;

import java.util.List;

/**
 * An episode of a policy, step by step.
 *
 * @param frames its steps
 * @param end the observation after the last of them
 * @param terminated whether it came to an end, rather than being cut
 */
public record Replay(List<Frame> frames, List<Double> end, boolean terminated) {

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

  /** Sum of the rewards. */
  public double total() {
    return frames.stream().mapToDouble(Frame::reward).sum();
  }
}
