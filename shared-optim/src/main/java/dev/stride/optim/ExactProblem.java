package dev.stride.optim;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/** See {@link Problem#of}. */
record ExactProblem(
    Layout layout, ToDoubleFunction<double[]> value, BiConsumer<double[], double[]> gradient)
    implements Problem {

  @Override
  public void evaluate(Trial trial) {
    if (trial.wants(Order.VALUE)) {
      trial.value = value.applyAsDouble(trial.x);
      trial.valueVariance = 0;
    }
    if (trial.wants(Order.GRADIENT)) {
      gradient.accept(trial.x, trial.gradient);
      Arrays.fill(trial.gradientVariance, 0);
    }
  }

  @Override
  public double truth(double[] x) {
    return value.applyAsDouble(x);
  }
}
