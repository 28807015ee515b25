package dev.stride.rl.bandit;

import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;

/**
 * Action values of a bandit (Sutton and Barto 2018, section 2.4): δ = r - q(a), with ε-greedy
 * choice. The optimizer {@code sample-average} makes them the means of the rewards.
 *
 * <p>With a discount or a window there is no optimizer: q(a) is the mean of the remembered rewards
 * of an arm, as in D-UCB and SW-UCB (Garivier and Moulines 2011), and {@code initial} before its
 * first one and where a window has none. A window much shorter than the arms are many therefore
 * explores without end where {@code initial} is high.
 *
 * <p>Cost of a pull: the number of arms.
 *
 * @param epsilon probability of a uniformly random action
 * @param initial all action values at the start; above all rewards it is optimism (section 2.6)
 * @param discount per pull of what is remembered
 * @param window number of pulls that are remembered; 0 for all
 */
public record EpsilonGreedy(double epsilon, double initial, double discount, int window)
    implements BanditAgent {
  public EpsilonGreedy {
    ActionValues.check(epsilon, initial);
    Memory.check(discount, window);
  }

  @Override
  public boolean takesRule() {
    return discount == 1 && window == 0;
  }

  @Override
  public void learn(Run run) {
    if (takesRule()) {
      move(run);
    } else {
      remember(run);
    }
  }

  private void move(Run run) {
    ActionValues q = ActionValues.of(run, epsilon);
    while (run.begin()) {
      int pair = q.choose(run.state());
      run.step(pair);
      q.learn(pair, run.reward());
    }
  }

  private void remember(Run run) {
    Memory memory = new Memory(run, discount, window, initial);
    Exploration exploration = new Exploration(run, epsilon);
    while (run.begin()) {
      // The weights are these up to rounding, which would tell apart means that are equal.
      int arm = exploration.choose(memory.means, 0, memory.means.length);
      run.act(arm);
      memory.add(arm, run.reward());
    }
  }
}
