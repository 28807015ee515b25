package dev.stride.rl;

import dev.stride.optim.random.Streams;
import dev.stride.rl.env.CliffWalking;
import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tabular Q-learning on cliff walking in one loop, by hand: the speed that the design is measured
 * against. Draws the same numbers in the same order, so it gives the same bits as well.
 */
final class Monolith {
  private static final int ACTIONS = 4;

  private final int[] next = new int[48 * ACTIONS];
  private final double[] reward = new double[48 * ACTIONS];
  private final boolean[] terminated = new boolean[48 * ACTIONS];
  final double[] q = new double[48 * ACTIONS];
  final double[] returns;
  long steps;

  Monolith(int episodes) {
    FiniteMdp mdp = new CliffWalking(false).model(Streams.of(0).rng());
    for (int pair = 0; pair < next.length; pair++) {
      int outcome = mdp.first(pair);
      next[pair] = mdp.next(outcome);
      reward[pair] = mdp.reward(outcome);
      terminated[pair] = mdp.terminated(outcome);
    }
    returns = new double[episodes];
  }

  void run(Streams streams, double learningRate, double epsilon) {
    UniformRandomProvider rng = streams.at("exploration").rng();
    for (int episode = 0; episode < returns.length; episode++) {
      int state = 36;
      double sum = 0;
      for (int t = 0; t < 1000; t++) {
        int pair = state * ACTIONS;
        if (rng.nextDouble() < epsilon) {
          pair += rng.nextInt(ACTIONS);
        } else {
          pair = greedy(pair, rng);
        }
        state = next[pair];
        double r = reward[pair];
        sum += r;
        steps++;
        double target = r;
        if (!terminated[pair]) {
          double best = q[state * ACTIONS];
          for (int i = state * ACTIONS + 1; i < (state + 1) * ACTIONS; i++) {
            best = q[i] > best ? q[i] : best;
          }
          target += best;
        }
        q[pair] += learningRate * (target - q[pair]);
        if (terminated[pair]) {
          break;
        }
      }
      returns[episode] = sum;
    }
  }

  private int greedy(int begin, UniformRandomProvider rng) {
    int best = begin;
    double max = q[begin];
    int ties = 1;
    for (int i = begin + 1; i < begin + ACTIONS; i++) {
      if (q[i] > max) {
        best = i;
        max = q[i];
        ties = 1;
      } else if (q[i] == max) {
        ties++;
      }
    }
    if (ties == 1) {
      return best;
    }
    int skip = rng.nextInt(ties);
    for (int i = best; i < begin + ACTIONS; i++) {
      if (q[i] == q[best] && skip-- == 0) {
        return i;
      }
    }
    throw new AssertionError();
  }
}
