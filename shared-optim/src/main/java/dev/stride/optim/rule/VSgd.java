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

    /** Whether a sparse step has come: until then all parameters start together. */
    private boolean apart;

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
      apart |= index != null;
      if (!apart && n > 0 && started[0] != 0) {
        followTogether(d, z, n);
      } else {
        for (int j = 0; j < n; j++) {
          int i = index == null ? j : index[j];
          boolean follows = started[i] != 0;
          d[j] *= follows ? follow(i, d[j], z[j] * z[j]) : begin(i, d[j], z[j] * z[j], rate);
        }
      }
    }

    // Alone in a method: beside the other loop it took half as long again over a million entries.
    private void followTogether(double[] d, double[] z, int n) {
      for (int i = 0; i < n; i++) {
        d[i] *= follow(i, d[i], z[i] * z[i]);
      }
    }

    private double begin(int i, double d, double curve, double rate) {
      double count = memory[i] + 1;
      double weight = 1 / count;
      memory[i] = count;
      mean[i] = (1 - weight) * mean[i] + weight * d;
      square[i] = (1 - weight) * square[i] + weight * d * d;
      curvature[i] = (1 - weight) * curvature[i] + weight * curve;
      if (count == rule.samples) {
        square[i] *= rule.overestimate;
        curvature[i] *= rule.overestimate;
        started[i] = 1;
      }
      return rate;
    }

    // Loads before stores: see Adam.
    private double follow(int i, double d, double curve) {
      double tau = memory[i];
      double weight = 1 / tau;
      double m = (1 - weight) * mean[i] + weight * d;
      double v = (1 - weight) * square[i] + weight * d * d;
      double c = (1 - weight) * curvature[i] + weight * curve;
      // What is added changes no normal number, and makes 0/0 a 0.
      double signal = m * m / (v + Double.MIN_NORMAL);
      mean[i] = m;
      square[i] = v;
      curvature[i] = c;
      memory[i] = (1 - signal) * tau + 1;
      return signal / (c + Double.MIN_NORMAL);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      apart = slots.flag("apart", apart);
      slots.vector("mean", mean);
      slots.vector("square", square);
      slots.vector("curvature", curvature);
      slots.vector("memory", memory);
      slots.vector("started", started);
    }
  }
}
