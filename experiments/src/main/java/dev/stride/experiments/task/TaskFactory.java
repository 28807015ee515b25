package dev.stride.experiments.task;

import dev.stride.optim.form.BadInput;

/** Knows what can be chosen in each track, and makes tasks of it. */
public interface TaskFactory {

  /**
   * Checks a text form.
   *
   * @param kind "optimizer", "noise", "landscape", "environment", "agent", "molecule" or "ansatz"
   * @throws BadInput when nothing of the kind is written like this
   */
  void check(String kind, String text);

  /**
   * The task of a setup at one level of noise.
   *
   * @throws BadInput when its parts do not fit each other
   */
  Task task(Setup setup, int level);
}
