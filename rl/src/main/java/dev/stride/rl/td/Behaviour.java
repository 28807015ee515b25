package dev.stride.rl.td;

import dev.stride.optim.random.Samplers;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Acts as the behaviour policy b of a world says while the values of its target policy π are
 * learned: draws actions, and gives their importance ratios ρ = π(a|s)/b(a|s). Where the policies
 * are one, ρ is 1.
 */
final class Behaviour {
  private final Run run;
  private final int actions;
  private final double @Nullable [] behaviour;
  private final double @Nullable [] ratios;
  private final UniformRandomProvider rng;
  private double ratio = 1;

  Behaviour(Run run) {
    this.run = run;
    World world = run.world();
    actions = run.actions();
    behaviour = world.behaviour();
    ratios = isOnPolicy(world) ? null : ratios(world);
    rng = run.exploration();
  }

  /** Whether what acts in a world is what is to be predicted. */
  static boolean isOnPolicy(World world) {
    for (double ratio : ratios(world)) {
      // Where both never act, 0/0 is no ratio at all.
      if (ratio != 1 && !Double.isNaN(ratio)) {
        return false;
      }
    }
    return true;
  }

  /** π/b of every pair; none where both are the uniformly random policy. */
  private static double[] ratios(World world) {
    double[] target = world.target();
    double[] behaviour = world.behaviour();
    double[] ratios = new double[Math.max(length(target), length(behaviour))];
    for (int pair = 0; pair < ratios.length; pair++) {
      double uniform = uniform(world, pair);
      ratios[pair] =
          (target == null ? uniform : target[pair])
              / (behaviour == null ? uniform : behaviour[pair]);
    }
    return ratios;
  }

  private static double uniform(World world, int pair) {
    int actions = world.actions(pair / world.actions());
    return pair % world.actions() < actions ? 1.0 / actions : 0;
  }

  private static int length(double @Nullable [] policy) {
    return policy == null ? 0 : policy.length;
  }

  /** Takes an action. */
  void act() {
    int state = run.state();
    int action = choose(state);
    if (ratios != null) {
      ratio = ratios[state * actions + action];
    }
    run.act(action);
  }

  private int choose(int state) {
    if (actions == 1) {
      return 0;
    }
    if (behaviour == null) {
      return rng.nextInt(run.actions(state));
    }
    int first = state * actions;
    return Samplers.index(rng, behaviour, first, first + actions) - first;
  }

  /** ρ of the last action. */
  double ratio() {
    return ratio;
  }
}
