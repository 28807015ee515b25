package dev.stride.rl.env.wrap;

import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Copies outcomes of one process into another. */
final class Outcomes {
  private Outcomes() {}

  /**
   * Adds the outcomes of a pair; there are none where it is not allowed.
   *
   * @param share what their probabilities are multiplied by
   * @param scale what their rewards are multiplied by
   * @param offset what is added to their rewards then
   * @param next the number that a state has in the other process
   */
  static void add(
      FiniteMdp mdp,
      int pair,
      double share,
      double scale,
      double offset,
      IntUnaryOperator next,
      List<Outcome> to) {
    for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
      to.add(
          new Outcome(
              share * mdp.probability(o),
              next.applyAsInt(mdp.next(o)),
              scale * mdp.reward(o) + offset,
              mdp.terminated(o),
              Math.abs(scale) * mdp.rewardSd(o)));
    }
  }
}
