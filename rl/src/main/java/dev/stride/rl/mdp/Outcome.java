package dev.stride.rl.mdp;

/**
 * One way in which an action can turn out.
 *
 * @param probability of this outcome, given the state and the action
 * @param next the state that follows; of no importance when {@code terminated}
 * @param reward its mean
 * @param terminated whether the episode ends here by the rules of the task (a time limit is no such
 *     end)
 * @param rewardSd standard deviation of the normal deviate that is part of the reward; 0 where that
 *     is no matter of chance
 */
public record Outcome(
    double probability, int next, double reward, boolean terminated, double rewardSd) {
  /** With a reward that follows from the outcome. */
  public Outcome(double probability, int next, double reward, boolean terminated) {
    this(probability, next, reward, terminated, 0);
  }
}
