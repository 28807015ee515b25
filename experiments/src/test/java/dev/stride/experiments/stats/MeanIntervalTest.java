package dev.stride.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeanIntervalTest {
  @Test
  void theIntervalIsStudents() {
    // Student's sleep data (1908), first drug: mean 0.75, 95 % interval -0.5297804 to 2.0297804.
    double[] hours = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    Interval interval = MeanInterval.of(hours);
    assertEquals(0.75, interval.estimate(), 1e-12);
    assertEquals(-0.5297804, interval.low(), 1e-7);
    assertEquals(2.0297804, interval.high(), 1e-7);
  }

  @Test
  void oneValueHasNoInterval() {
    assertTrue(Double.isNaN(MeanInterval.of(new double[] {1}).low()));
  }

  @Test
  void anInfiniteValueIsNotDropped() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        MeanInterval.of(new double[] {1, Double.POSITIVE_INFINITY, 2}).estimate());
  }
}
