package dev.stride.optim.rule;

import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Fraction;
import java.util.Arrays;

/**
 * β₁^t and β₂^t for the bias correction of lazy moments, where t counts the steps that touched a
 * parameter. While every step has touched all, two numbers do for all of them; the first sparse
 * step sets the parameters apart. The loop of the rule itself advances the powers per parameter:
 *
 * <pre>{@code
 * if (apart) {
 *   each1[i] = Powers.times(each1[i], beta1);
 *   each2[i] = Powers.times(each2[i], beta2);
 * }
 * }</pre>
 *
 * <p>Where β₁ changes from step to step, β₁^t is the power of its present value: the powers up to
 * the present step are made anew before the loop, at the cost of one exponential per entry once the
 * parameters are apart.
 */
final class Powers {
  /** Powers for all parameters, while they are not apart. */
  double power1 = 1;

  double power2 = 1;

  /** Whether each parameter has powers of its own. */
  boolean apart;

  final double[] each1;
  final double[] each2;

  /** β₁ of the present step. */
  double beta1;

  private final double beta2;

  /** Whether β₁ changes. */
  private final boolean changing;

  /** How many steps came before the present one. */
  private long before;

  /** Of these, those that touched a parameter; kept where β₁ changes, while they are apart. */
  private final double[] touches;

  Powers(double beta1, double beta2, int n) {
    this(Fraction.of(beta1), beta2, n);
  }

  /** For a β₁ that may change: {@link #change} has to come first in each step. */
  Powers(Fraction beta1, double beta2, int n) {
    this(beta1, beta2, n, n);
  }

  /** β₁^t alone. */
  Powers(double beta1, int n) {
    this(Fraction.of(beta1), 0, n, 0);
  }

  private Powers(Fraction beta1, double beta2, int n, int n2) {
    this.beta1 = beta1.at(0);
    this.beta2 = beta2;
    changing = !beta1.isNumber();
    each1 = new double[n];
    each2 = new double[n2];
    touches = new double[changing ? n : 0];
  }

  /**
   * Takes the β₁ of the present step.
   *
   * @param before how many steps came before
   */
  void change(Fraction beta1, long before) {
    if (changing) {
      this.before = before;
      this.beta1 = beta1.at(before);
      power1 = power(this.beta1, (double) before);
    }
  }

  /** Has to come before the loop over each step. */
  void begin(Step step) {
    if (!apart && step.index != null) {
      apart = true;
      Arrays.fill(each1, power1);
      Arrays.fill(each2, power2);
      Arrays.fill(touches, (double) before);
    }
    if (!apart) {
      advance();
    } else if (changing) {
      makeAnew(step);
    }
  }

  private void makeAnew(Step step) {
    int[] index = step.index;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      int i = index == null ? j : index[j];
      each1[i] = power(beta1, touches[i]);
      touches[i]++;
    }
  }

  /** β^t by way of exp, because pow allocates. */
  private static double power(double beta, double t) {
    return t == 0 ? 1 : times(1, StrictMath.exp(t * StrictMath.log(beta)));
  }

  /** In place of {@link #begin}, for a count of all steps whatever they touched. */
  void advance() {
    power1 = times(power1, beta1);
    power2 = times(power2, beta2);
  }

  /** The next power; 0 once that leaves 1 - β^t the same, for subnormal numbers are slow. */
  static double times(double power, double beta) {
    double next = beta * power;
    return next < 1e-17 ? 0 : next;
  }

  /** β₂^t of a parameter. */
  double power2(int i) {
    return apart ? each2[i] : power2;
  }

  /** m/(1-β₁^t) of a parameter; not a number before its first step. */
  double mean(int i, double m) {
    return m / (1 - (apart ? each1[i] : power1));
  }

  /** v/(1-β₂^t) of a parameter; not a number before its first step. */
  double square(int i, double v) {
    return v / (1 - power2(i));
  }

  void slots(Slots slots) {
    apart = slots.flag("apart", apart);
    power1 = slots.number("power1", power1);
    power2 = slots.number("power2", power2);
    slots.vector("each1", each1);
    slots.vector("each2", each2);
    if (changing) {
      slots.vector("touches", touches);
    }
  }
}
