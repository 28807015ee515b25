package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import java.util.Arrays;
import java.util.Objects;

/**
 * SwiftTD (Javed, Sharifnassab and Sutton 2024, algorithm 1): true online TD(λ) with a step size α
 * = e^β for each weight, which is learned; a bound η on the overall rate Σ αx² of a step; and step
 * sizes that decay where it is exceeded. With v = wᵀx, u the v of the step before, and every line
 * for each weight of its own, on leaving features behind
 *
 * <pre>
 * δ = r + γv - u
 * d ← δz - ζν,   w ← w + d
 * β ← β + (θ/α)(δ - ν)p, kept from ln η_min to ln η
 * h₂ ← h₁,   h₁ ← h,   h ← h + δz̄ - ζν
 * z, z̄, p ← γλz, γλz̄, γλp
 * </pre>
 *
 * <p>and on seeing the next ones, with τ = Σ αx²,
 *
 * <pre>
 * ν = dᵀx,   T = zᵀx,   ζ = min(1, η/τ) αx
 * z ← z + (1 - T)ζ
 * p ← p + h₁x
 * z̄ ← z̄ + (1 - T - xz̄)ζ
 * h ← h - h₂x(z - ζ) - h₁ζx
 * β ← β + x² ln(decay),  h = h₁ = z̄ = 0  where τ > η
 * </pre>
 *
 * <p>Here h is ∂w/∂β after the step, h₁ and h₂ what it was one and two steps before; p is a trace
 * of h₁x. A trace is forgotten when it falls below ε times what last entered it, and it ends with
 * the episode. On-policy only.
 *
 * <p>Cost of a step: the number of features in the trace, with an exponential for each.
 *
 * @param lambda λ
 * @param learningRate α at the start
 * @param epsilon ε
 * @param bound η
 * @param decay what the step sizes of active features of 1 are multiplied by where the bound is
 *     exceeded
 * @param metaRate θ
 * @param least η_min
 * @param initial all weights at the start
 */
public record SwiftTd(
    double lambda,
    double learningRate,
    double epsilon,
    double bound,
    double decay,
    double metaRate,
    double least,
    double initial)
    implements Prediction {
  public SwiftTd {
    Check.probability("lambda", lambda);
    Check.positive("learningRate", learningRate);
    Check.fraction("epsilon", epsilon);
    Check.positive("bound", bound);
    Check.positive("decay", decay);
    Check.probability("decay", decay);
    Check.notNegative("metaRate", metaRate);
    Check.positive("least", least);
    Check.that(least <= bound, "least must be at most the bound %s, not %s", bound, least);
    Prediction.check(initial);
  }

  @Override
  public boolean takesRule() {
    return false;
  }

  @Override
  public String misfit(World world, Encoder features) {
    return Prediction.onPolicyOnly(world);
  }

  @Override
  public void learn(Run run) {
    Transition now = new Transition(run);
    Learner learner = new Learner(this, run);
    double predicted = 0;
    while (run.begin()) {
      if (now.begin()) {
        learner.clear();
        predicted = now.value(now.x);
        learner.see(now.x);
      }
      do {
        double drift = now.act() + now.v - predicted;
        run.apply(learner.leave(drift, now.next));
        learner.decay(drift, now.discount * lambda);
        learner.see(now.next);
        predicted = now.vNext;
        now.advance();
      } while (!run.ended());
    }
  }

  private static final class Learner {
    private final SwiftTd settings;
    private final double most;
    private final double fewest;
    private final double shrink;
    private final double[] beta;
    private final double[] alpha;
    private final double[] h;
    private final double[] h1;
    private final double[] h2;
    private final double[] z;
    private final double[] zBar;
    private final double[] p;
    private final double[] zeta;

    /** What the last step did to a weight in the trace. */
    private final double[] d;

    /** What last entered the trace of a weight. */
    private final double[] entered;

    private final boolean[] isEligible;

    /** The weights in the trace are the positions of the step. */
    private final TraceStep step;

    private final int[] eligible;
    private double nu;
    private double nextNu;

    Learner(SwiftTd settings, Run run) {
      this.settings = settings;
      most = StrictMath.log(settings.bound);
      fewest = StrictMath.log(settings.least);
      shrink = StrictMath.log(settings.decay);
      int n = run.encoder().size();
      beta = new double[n];
      alpha = new double[n];
      Arrays.fill(beta, StrictMath.log(settings.learningRate));
      Arrays.fill(alpha, settings.learningRate);
      h = new double[n];
      h1 = new double[n];
      h2 = new double[n];
      z = new double[n];
      zBar = new double[n];
      p = new double[n];
      zeta = new double[n];
      d = new double[n];
      entered = new double[n];
      isEligible = new boolean[n];
      step = TraceStep.ofSparse(n, 0);
      eligible = Objects.requireNonNull(step.index);
    }

    /** An episode begins: nothing that was seen before counts. */
    void clear() {
      for (int k = 0; k < step.size; k++) {
        forget(eligible[k]);
      }
      step.size = 0;
      nu = 0;
    }

    private void forget(int i) {
      z[i] = 0;
      zBar[i] = 0;
      p[i] = 0;
      zeta[i] = 0;
      isEligible[i] = false;
    }

    /** The change d of the weights, looking ahead at what it does to the next value. */
    TraceStep leave(double delta, Entries next) {
      for (int k = 0; k < step.size; k++) {
        int i = eligible[k];
        d[i] = delta * z[i] - zeta[i] * nu;
        step.value[k] = d[i];
      }
      int[] at = Objects.requireNonNull(next.index);
      nextNu = 0;
      for (int j = 0; j < next.size; j++) {
        nextNu += isEligible[at[j]] ? d[at[j]] * next.value[j] : 0;
      }
      step.delta = delta;
      step.surprise = delta;
      return step;
    }

    /** Learns the step sizes, and lets the traces decay. */
    void decay(double delta, double factor) {
      for (int k = step.size - 1; k >= 0; k--) {
        int i = eligible[k];
        adapt(i, settings.metaRate / alpha[i] * (delta - nu) * p[i]);
        h2[i] = h1[i];
        h1[i] = h[i];
        h[i] += delta * zBar[i] - zeta[i] * nu;
        zeta[i] = 0;
        z[i] *= factor;
        p[i] *= factor;
        zBar[i] *= factor;
        if (Math.abs(z[i]) <= settings.epsilon * entered[i]) {
          forget(i);
          eligible[k] = eligible[--step.size];
        }
      }
      nu = nextNu;
    }

    private void adapt(int i, double change) {
      if (change != 0) {
        beta[i] += change;
      }
      double kept = Math.max(fewest, Math.min(most, beta[i]));
      if (change != 0 || kept != beta[i]) {
        beta[i] = kept;
        alpha[i] = StrictMath.exp(kept);
      }
    }

    /** Features x enter the traces. */
    void see(Entries x) {
      int[] at = Objects.requireNonNull(x.index);
      double rate = 0;
      double overlap = 0;
      for (int j = 0; j < x.size; j++) {
        int i = at[j];
        rate += alpha[i] * x.value[j] * x.value[j];
        overlap += z[i] * x.value[j];
      }
      boolean beyond = rate > settings.bound;
      double share = beyond ? settings.bound / rate : 1;
      for (int j = 0; j < x.size; j++) {
        enter(at[j], x.value[j], share * alpha[at[j]] * x.value[j], overlap);
        if (beyond) {
          shorten(at[j], x.value[j]);
        }
      }
    }

    private void enter(int i, double x, double change, double overlap) {
      if (!isEligible[i]) {
        isEligible[i] = true;
        eligible[step.size++] = i;
      }
      zeta[i] = change;
      entered[i] = Math.abs(change);
      z[i] += (1 - overlap) * change;
      p[i] += h1[i] * x;
      zBar[i] += (1 - overlap - x * zBar[i]) * change;
      h[i] -= h2[i] * x * (z[i] - change) + h1[i] * change * x;
    }

    private void shorten(int i, double x) {
      beta[i] += x * x * shrink;
      alpha[i] = StrictMath.exp(beta[i]);
      h[i] = 0;
      h1[i] = 0;
      zBar[i] = 0;
    }
  }
}
