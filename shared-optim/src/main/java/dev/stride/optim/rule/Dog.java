package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Distance over gradients (Ivgi, Hinder and Carmon 2023): x ← x + η_k r̄/√G d, with r̄ = max(r_ε,
 * ‖x₁-x₀‖, ..., ‖x_k-x₀‖) and G = Σ‖d_i‖², both up to the present step. Recommends Σ r̄_i x_i / Σ
 * r̄_i over the points where gradients were taken, for which the paper's bounds hold.
 *
 * <p>r_ε = initialDistance (1 + ‖x₀‖), as in the paper's experiments: small enough not to matter,
 * as the distance grows by itself, and never above the distance to the minimum. Needs dense steps:
 * both lengths are over all parameters.
 *
 * @param learningRate η_k, 1 in the paper
 * @param initialDistance r_ε as a share of 1 + ‖x₀‖
 */
public record Dog(Schedule learningRate, double initialDistance) implements Rule<Step> {
  public Dog {
    Check.positive("initialDistance", initialDistance);
  }

  @Override
  public boolean needsDense() {
    return true;
  }

  @Override
  public boolean recommends() {
    return true;
  }

  @Override
  public State<Step> start(Layout layout) {
    return new DogState(this, layout.size());
  }

  private static final class DogState implements State<Step> {
    private final Dog rule;
    private final double[] origin;
    private final double[] average;
    private double farthest;
    private double squares;
    private double weights;
    private long steps;

    DogState(Dog rule, int n) {
      this.rule = rule;
      origin = new double[n];
      average = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      int n = step.size;
      if (steps == 0) {
        System.arraycopy(x, 0, origin, 0, n);
        System.arraycopy(x, 0, average, 0, n);
        farthest = rule.initialDistance * (1 + Norm.of(x, n));
      }
      double moves = 0;
      double proposals = 0;
      for (int i = 0; i < n; i++) {
        double moved = x[i] - origin[i];
        moves += moved * moved;
        proposals += d[i] * d[i];
      }
      farthest = Math.max(farthest, Math.sqrt(moves));
      squares += proposals;
      weights += farthest;
      double share = farthest / weights;
      double root = Math.sqrt(EpsilonPlacement.notZero(squares));
      double rate = rule.learningRate.at(steps++) * farthest / root;
      for (int i = 0; i < n; i++) {
        average[i] += share * (x[i] - average[i]);
        d[i] *= rate;
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      if (steps > 0) {
        System.arraycopy(average, 0, into, 0, into.length);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      farthest = slots.number("farthest", farthest);
      squares = slots.number("squares", squares);
      weights = slots.number("weights", weights);
      slots.vector("origin", origin);
      slots.vector("average", average);
    }
  }
}
