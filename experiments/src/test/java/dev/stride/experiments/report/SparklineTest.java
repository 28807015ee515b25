package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Lines that can be drawn by hand. */
class SparklineTest {
  @Test
  void barsGoFromTheLeastToTheGreatest() {
    assertEquals("▁▂▃▄▅▆▇█  0 to 7", Sparkline.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}));
    assertEquals("▁▁  2 to 2", Sparkline.of(new double[] {2, 2}));
    assertEquals("▁ █  −1 to 1", Sparkline.of(new double[] {-1, Double.POSITIVE_INFINITY, 1}));
  }

  @Test
  void roundingIsNoRange() {
    assertEquals("▁▁▁  0.1 to 0.1", Sparkline.of(new double[] {0.1, 0.3 - 0.2, 0.1 + 1e-11}));
    assertEquals("▁▁  −0.1 to −0.1", Sparkline.of(new double[] {-0.1, 0.2 - 0.3}));
    assertEquals("▁█  0.1 to 0.1", Sparkline.of(new double[] {0.1, 0.1 + 1e-9}));
  }

  /** Of two neighbours each. */
  @Test
  void meansLeaveOutWhatIsUnknown() {
    double[] values = new double[120];
    Arrays.fill(values, 1);
    values[0] = Double.NaN;
    values[2] = Double.NaN;
    values[3] = Double.NaN;
    values[119] = 3;
    assertEquals("▁ " + "▁".repeat(57) + "█  1 to 2", Sparkline.of(values));
  }
}
