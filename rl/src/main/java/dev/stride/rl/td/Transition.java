package dev.stride.rl.td;

import dev.stride.optim.Entries;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import java.util.Objects;

/**
 * One step after the other of the policy that acts, as a learner of linear state values sees it:
 * features x, reward r, discount γ of what follows (0 where nothing does) and features x'.
 */
final class Transition {
  private final Run run;
  private final Behaviour behaviour;
  private final double[] w;
  private final boolean continuing;
  private boolean begun;

  /** The features x of the state that the agent is in, or has just left. */
  Entries x;

  /** The features x' of the state that follows; none where the episode terminated. */
  Entries next;

  /** wᵀx, before the step. */
  double v;

  /** wᵀx', before the step. */
  double vNext;

  /** γ, or 0 where the episode terminated. */
  double discount;

  Transition(Run run) {
    this.run = run;
    behaviour = new Behaviour(run);
    w = run.weights();
    continuing = run.world().continuing();
    x = Entries.sparse(run.encoder().most());
    next = Entries.sparse(run.encoder().most());
  }

  /**
   * Looks at the first state of an episode; whether it has nothing to do with what was before, as
   * in a task that goes on.
   */
  boolean begin() {
    run.observe(x);
    boolean anew = !(begun && continuing);
    begun = true;
    return anew;
  }

  /** Acts, and gives the TD error δ = r + γ wᵀx' - wᵀx. */
  double act() {
    behaviour.act();
    if (run.terminated()) {
      discount = 0;
      next.size = 0;
    } else {
      discount = run.discount();
      run.observe(next);
    }
    v = value(x);
    vNext = value(next);
    return run.reward() + discount * vNext - v;
  }

  /** wᵀx of some features. */
  double value(Entries features) {
    int[] at = Objects.requireNonNull(features.index);
    double sum = 0;
    for (int k = 0; k < features.size; k++) {
      sum += features.value[k] * w[at[k]];
    }
    return sum;
  }

  /** ρ of the last action. */
  double ratio() {
    return behaviour.ratio();
  }

  /** Tells the rules on traces what δ was made of, where one wants to know. */
  void describe(Traces z) {
    if (run.traced()) {
      z.leave(x, 0);
      z.reach(next, 0, discount);
    }
  }

  /** The state that followed is the one that the agent is in. */
  void advance() {
    Entries spare = x;
    x = next;
    next = spare;
  }
}
