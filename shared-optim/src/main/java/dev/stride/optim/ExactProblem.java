package dev.stride.optim;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** See {@link Problem#of}. */
record ExactProblem(
    Layout layout,
    ToDoubleFunction<double[]> value,
    @Nullable BiConsumer<double[], double[]> gradient)
    implements Problem {

  ExactProblem {
    Check.that(layout.size() >= 1, "the layout has no parameters; a problem has at least one");
  }

  @Override
  public Set<Order> answers() {
    return gradient == null ? EnumSet.of(Order.VALUE) : EnumSet.of(Order.VALUE, Order.GRADIENT);
  }

  @Override
  public void evaluate(Trial trial) {
    if (trial.wants(Order.VALUE)) {
      trial.value = value.applyAsDouble(trial.x);
      trial.valueVariance = 0;
    }
    if (trial.wants(Order.GRADIENT)) {
      if (gradient == null) {
        throw new IllegalArgumentException(
            "the optimizer needs a gradient, and this problem was made without one; searches by"
                + " values alone, as nelder-mead or spsa, need none");
      }
      gradient.accept(trial.x, trial.gradient);
      Arrays.fill(trial.gradientVariance, 0);
    }
  }

  @Override
  public double truth(double[] x) {
    return value.applyAsDouble(x);
  }
}
