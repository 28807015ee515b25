package dev.stride.optim.rule;

import dev.stride.optim.Slots;
import dev.stride.optim.Step;
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
 */
final class Powers {
  /** Powers for all parameters, while they are not apart. */
  double power1 = 1;

  double power2 = 1;

  /** Whether each parameter has powers of its own. */
  boolean apart;

  final double[] each1;
  final double[] each2;
  private final double beta1;
  private final double beta2;

  Powers(double beta1, double beta2, int n) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    each1 = new double[n];
    each2 = new double[n];
  }

  /** β₁^t alone. */
  Powers(double beta1, int n) {
    this.beta1 = beta1;
    beta2 = 0;
    each1 = new double[n];
    each2 = new double[0];
  }

  /** Has to come before the loop over each step. */
  void begin(Step step) {
    if (!apart && step.index != null) {
      apart = true;
      Arrays.fill(each1, power1);
      Arrays.fill(each2, power2);
    }
    if (!apart) {
      advance();
    }
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

  void slots(Slots slots) {
    apart = slots.flag("apart", apart);
    power1 = slots.number("power1", power1);
    power2 = slots.number("power2", power2);
    slots.vector("each1", each1);
    slots.vector("each2", each2);
  }
}
