package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.schedule.Schedule;

/**
 * vSGD (Schaul, Zhang and LeCun 2013, algorithm 1, element by element): the step size that is best
 * for one step on a noisy quadratic. With w = 1/τ,
 *
 * <pre>
 * m ← (1-w)m + wd,  v ← (1-w)v + wd²,  c ← (1-w)c + wz²
 * x ← x + (m²/(cv)) d
 * τ ← (1 - m²/v)τ + 1
 * </pre>
 *
 * <p>for each parameter. The paper takes the curvature from the Hessian; a linear learner with TD
 * errors δ and d = δz has x² there for λ = 0, the square of its feature, which is z². With a trace
 * z² is more than the curvature, and the steps are shorter.
 *
 * <p>The slow start: the first {@code samples} steps of a parameter set m, v and c to their means,
 * v and c times {@code overestimate}, and τ to {@code samples}; these steps are of size η_k, where
 * the paper takes none. A sparse step leaves what it does not touch alone.
 *
 * @param learningRate η_k, the step size of a parameter during its slow start
 * @param samples the paper's n₀
 * @param overestimate the paper's C, there a tenth of the number of parameters
 */
public record VSgd(Schedule learningRate, long samples, double overestimate)
    implements Rule<TraceStep> {
  public VSgd {
    Check.atLeastOne("samples", samples);
    Check.that(
        overestimate >= 1 && Double.isFinite(overestimate),
        "overestimate must be at least 1, not %s",
        overestimate);
  }

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new VSgdState(this, layout.size());
  }

  private static final class VSgdState implements State<TraceStep> {
    private final VSgd rule;
    private final double[] mean;
    private final double[] square;
    private final double[] curvature;

    /** τ; during the slow start the steps so far. */
    private final double[] memory;

    private final double[] started;
    private long steps;

    VSgdState(VSgd rule, int n) {
      this.rule = rule;
      mean = new double[n];
      square = new double[n];
      curvature = new double[n];
      memory = new double[n];
      started = new double[n];
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double[] z = step.trace;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        if (started[i] == 0) {
          begin(i, d[j], z[j] * z[j]);
          d[j] *= rate;
        } else {
          d[j] *= follow(i, d[j], z[j] * z[j]);
        }
      }
    }

    private void begin(int i, double d, double curve) {
      double count = memory[i] + 1;
      memory[i] = count;
      average(i, 1 / count, d, curve);
      if (count == rule.samples) {
        square[i] *= rule.overestimate;
        curvature[i] *= rule.overestimate;
        started[i] = 1;
      }
    }

    private double follow(int i, double d, double curve) {
      average(i, 1 / memory[i], d, curve);
      double signal = mean[i] * mean[i] / EpsilonPlacement.notZero(square[i]);
      memory[i] = (1 - signal) * memory[i] + 1;
      return signal / EpsilonPlacement.notZero(curvature[i]);
    }

    private void average(int i, double weight, double d, double curve) {
      mean[i] = (1 - weight) * mean[i] + weight * d;
      square[i] = (1 - weight) * square[i] + weight * d * d;
      curvature[i] = (1 - weight) * curvature[i] + weight * curve;
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("mean", mean);
      slots.vector("square", square);
      slots.vector("curvature", curvature);
      slots.vector("memory", memory);
      slots.vector("started", started);
    }
  }
}
