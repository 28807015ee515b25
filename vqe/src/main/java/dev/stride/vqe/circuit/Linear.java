package dev.stride.vqe.circuit;

import java.util.Map;
import java.util.TreeMap;

/**
 * Σ_p scale_p·θ_p + constant.
 *
 * @param scales by parameter; none is zero
 */
record Linear(Map<Integer, Double> scales, double constant) {
  static Linear of(double constant) {
    return new Linear(Map.of(), constant);
  }

  static Linear parameter(int p) {
    return new Linear(Map.of(p, 1.0), 0);
  }

  boolean isConstant() {
    return scales.isEmpty();
  }

  Linear plus(Linear other) {
    Map<Integer, Double> sum = new TreeMap<>(scales);
    other.scales.forEach((p, scale) -> sum.merge(p, scale, Double::sum));
    sum.values().removeIf(scale -> scale == 0);
    return new Linear(sum, constant + other.constant);
  }

  Linear times(double factor) {
    Map<Integer, Double> product = new TreeMap<>(scales);
    product.replaceAll((p, scale) -> factor * scale);
    product.values().removeIf(scale -> scale == 0);
    return new Linear(product, factor * constant);
  }
}
