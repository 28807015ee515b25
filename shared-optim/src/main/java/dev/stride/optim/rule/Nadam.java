package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Nesterov's momentum in Adam (Dozat 2016): with Adam's moments m and v, and v̂ = v/(1-β₂^t), x ← x
 * + η_k ((1-μ_t)d/(1-P_t) + μ_{t+1}m/(1-P_t μ_{t+1}))/(√v̂+ε), where P_t = μ₁⋯μ_t. The momentum
 * rises, μ_t = β₁(1 - ½·0.96^(ψt)), or is constant, μ_t = β₁.
 *
 * <p>m decays by β₁ in all modes, as in the libraries. Sparse steps give lazy moments as for {@link
 * Adam}; the momentum of each parameter rises with its own steps.
 *
 * @param learningRate η_k
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param momentumDecay ψ, how fast the momentum rises; {@link #MOMENTUM_DECAY} where it does not
 * @param mode what the momentum does
 */
public record Nadam(
    Schedule learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double momentumDecay,
    Mode mode)
    implements Rule<Step> {
  /** What has to stand where the momentum does not rise. */
  public static final double MOMENTUM_DECAY = 0.004;

  /** What the momentum does. */
  public enum Mode {
    /** It rises. */
    SCHEDULED,
    /** It is β₁ from the start. */
    CONSTANT,
    /** It rises, and μ_t stands twice in the second product, as in PyTorch 1.13. */
    DOUBLED
  }

  public Nadam {
    Check.fraction("beta1", beta1);
    Check.fraction("beta2", beta2);
    Check.notNegative("epsilon", epsilon);
    Check.notNegative("momentumDecay", momentumDecay);
    Check.that(
        mode != Mode.CONSTANT || momentumDecay == MOMENTUM_DECAY,
        "momentumDecay has a meaning with mode=scheduled or mode=doubled alone");
  }

  @Override
  public State<Step> start(Layout layout) {
    return new NadamState(this, layout.size());
  }

  private static final class NadamState implements State<Step> {
    private final Nadam rule;
    private final double fall;
    private final double[] m;
    private final double[] v;
    // 0.96^(ψt) and β₂^t.
    private final Powers powers;
    private final double[] products;
    private double product = 1;
    private long steps;
    private @Nullable Stall stall;

    NadamState(Nadam rule, int n) {
      this.rule = rule;
      fall = StrictMath.pow(0.96, rule.momentumDecay);
      m = new double[n];
      v = new double[n];
      powers = new Powers(fall, rule.beta2, n);
      products = new double[n];
    }

    @Override
    public void apply(Step step, double[] x) {
      if (stall != null) {
        stall.see(step);
      }
      double rate = rule.learningRate.at(steps++);
      boolean together = !powers.apart;
      powers.begin(step);
      if (together && powers.apart) {
        Arrays.fill(products, product);
      }
      double mu = momentum(powers.power1);
      double next = momentum(fall * powers.power1);
      if (!powers.apart) {
        product = Powers.times(product, mu);
      }
      double fresh = rate * (1 - mu) / (1 - product);
      double kept = rate * next / (1 - ahead(product, mu, next));
      update(step, rate, fresh, kept, 1 / Math.sqrt(1 - powers.power2));
    }

    private double momentum(double power) {
      return rule.mode == Mode.CONSTANT ? rule.beta1 : rule.beta1 * (1 - 0.5 * power);
    }

    private double ahead(double product, double mu, double next) {
      return rule.mode == Mode.DOUBLED ? product * mu * next : product * next;
    }

    // One loop, loads before stores: see Adam.
    private void update(Step step, double rate, double allFresh, double allKept, double allRoot) {
      double beta1 = rule.beta1;
      double beta2 = rule.beta2;
      double epsilon = EpsilonPlacement.notZeroRoot(rule.epsilon);
      boolean apart = powers.apart;
      double[] each1 = powers.each1;
      double[] each2 = powers.each2;
      double[] products = this.products;
      double[] m = this.m;
      double[] v = this.v;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double proposed = d[j];
        double mean = beta1 * m[i] + (1 - beta1) * proposed;
        double square = beta2 * v[i] + (1 - beta2) * proposed * proposed;
        double fresh = allFresh;
        double kept = allKept;
        double root = allRoot;
        if (apart) {
          double power1 = Powers.times(each1[i], fall);
          double power2 = Powers.times(each2[i], beta2);
          double mu = momentum(power1);
          double next = momentum(fall * power1);
          double product = Powers.times(products[i], mu);
          each1[i] = power1;
          each2[i] = power2;
          products[i] = product;
          fresh = rate * (1 - mu) / (1 - product);
          kept = rate * next / (1 - ahead(product, mu, next));
          root = 1 / Math.sqrt(1 - power2);
        }
        m[i] = mean;
        v[i] = square;
        d[j] = (fresh * proposed + kept * mean) / (Math.sqrt(square) * root + epsilon);
      }
    }

    @Override
    public void watch() {
      stall = Stall.geometric(m.length, rule.beta2);
    }

    @Override
    public void figures(Figures to) {
      Moments.say(
          to,
          m.length,
          i -> m[i] / (1 - (powers.apart ? products[i] : product)),
          i -> powers.square(i, v[i]));
      if (stall != null) {
        stall.say(to, i -> powers.square(i, v[i]), powers::power2);
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("m", m);
      slots.vector("v", v);
      powers.slots(slots);
      product = slots.number("product", product);
      slots.vector("products", products);
    }
  }
}
