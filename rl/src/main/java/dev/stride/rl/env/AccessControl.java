package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Accepts or rejects the customer at the head of a queue (Sutton and Barto 2018, example 10.2): the
 * reward of accepting is 1, 2, 4 or 8 by the priority of the customer, each of which is equally
 * likely, and takes a server. Then every busy server becomes free with probability {@code
 * freeProbability}. A customer for whom no server is free is rejected in any case.
 *
 * <p>State {@code 4 · free servers + priority}; actions: 0 reject, 1 accept. The task goes on
 * without end, and begins with all servers free; 1000 steps count as an episode.
 *
 * @param servers number of servers
 * @param freeProbability probability of a busy server to become free in a step
 */
public record AccessControl(int servers, double freeProbability) implements FiniteEnvironment {
  private static final int LIMIT = 1000;
  private static final int PRIORITIES = 4;

  public AccessControl {
    Check.count("servers", servers, 1, 100);
    Check.probability("freeProbability", freeProbability);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = new double[PRIORITIES * (servers + 1)];
    Arrays.fill(start, PRIORITIES * servers, start.length, 1.0 / PRIORITIES);
    return FiniteMdp.continuing(start, 2, LIMIT, this::outcomes);
  }

  private List<Outcome> outcomes(int state, int action) {
    int free = state / PRIORITIES;
    boolean accepted = action == 1 && free > 0;
    double reward = accepted ? 1 << (state % PRIORITIES) : 0;
    int left = accepted ? free - 1 : free;
    double[] freed = binomial(servers - left, freeProbability);
    List<Outcome> outcomes = new ArrayList<>();
    for (int k = 0; k < freed.length; k++) {
      for (int priority = 0; priority < PRIORITIES; priority++) {
        int next = PRIORITIES * (left + k) + priority;
        outcomes.add(new Outcome(freed[k] / PRIORITIES, next, reward, false));
      }
    }
    return outcomes;
  }

  /** Probability of each number of successes in {@code n} trials. */
  private static double[] binomial(int n, double p) {
    double[] now = {1};
    for (int trial = 1; trial <= n; trial++) {
      double[] then = new double[trial + 1];
      for (int k = 0; k < trial; k++) {
        then[k] += (1 - p) * now[k];
        then[k + 1] += p * now[k];
      }
      now = then;
    }
    return now;
  }
}
