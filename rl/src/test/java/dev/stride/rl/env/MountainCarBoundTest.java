package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stride.optim.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** How soon the goal of the mountain car can be reached at all. */
class MountainCarBoundTest {
  private static final int COLUMNS = 850;
  private static final int ROWS = 700;
  private static final double WIDTH = 1.7 / COLUMNS;
  private static final double HEIGHT = 0.14 / ROWS;

  /** The cells of [-1.2, 0.5) × [-0.07, 0.07] that the car may be in. */
  private boolean[][] cells = new boolean[COLUMNS][ROWS];

  private boolean[][] then = new boolean[COLUMNS][ROWS];
  private boolean arrived;

  /**
   * Cells are followed by all cells that they can reach, so that what is left out cannot be
   * reached: x + v' grows with both x and v, since 3·0.0025 &lt; 1, and v' is between its bounds
   * over the cell.
   */
  @Test
  void noPolicyExceedsTheBound() {
    for (int i = (int) (0.6 / WIDTH) - 1; i <= (int) (0.8 / WIDTH) + 1; i++) {
      mark(cells, i, i, ROWS / 2 - 1, ROWS / 2);
    }
    int least = (int) -new MountainCar(200).world(Streams.of(0).rng()).bestReturn();
    for (int step = 1; step < least; step++) {
      then = new boolean[COLUMNS][ROWS];
      for (int i = 0; i < COLUMNS; i++) {
        for (int j = 0; j < ROWS; j++) {
          if (cells[i][j]) {
            follow(i, j);
          }
        }
      }
      assertFalse(arrived, "after " + step + " steps");
      cells = then;
    }
  }

  private void follow(int i, int j) {
    double left = -1.2 + i * WIDTH;
    double right = left + WIDTH;
    double low = -0.07 + j * HEIGHT;
    double high = low + HEIGHT;
    double pullLeft = 0.0025 * Math.cos(3 * left);
    double pullRight = 0.0025 * Math.cos(3 * right);
    double most = left <= 0 && right >= 0 ? 0.0025 : Math.max(pullLeft, pullRight);
    double least =
        left <= -Math.PI / 3 && right >= -Math.PI / 3 ? -0.0025 : Math.min(pullLeft, pullRight);
    for (double force : new double[] {-0.001, 0, 0.001}) {
      double from = left + speed(low + force - pullLeft);
      double to = right + speed(high + force - pullRight);
      arrived |= to >= 0.5;
      double fastest = speed(high + force - least);
      mark(
          then,
          column(from - 1e-12),
          column(to + 1e-12),
          row(speed(low + force - most) - 1e-12),
          // The wall stops the car.
          row((from <= -1.2 ? Math.max(0, fastest) : fastest) + 1e-12));
    }
  }

  private static double speed(double v) {
    return Math.min(Math.max(v, -0.07), 0.07);
  }

  private static int column(double x) {
    return Math.min(Math.max((int) Math.floor((x + 1.2) / WIDTH), 0), COLUMNS - 1);
  }

  private static int row(double v) {
    return Math.min(Math.max((int) Math.floor((v + 0.07) / HEIGHT), 0), ROWS - 1);
  }

  private static void mark(boolean[][] cells, int left, int right, int low, int high) {
    for (int i = left; i <= right; i++) {
      for (int j = low; j <= high; j++) {
        cells[i][j] = true;
      }
    }
  }

  /** So the bound is at most nine steps off: 32 to the left, and then to the right. */
  @Test
  void eightyThreeStepsAreEnough() {
    MovingWorld car = (MovingWorld) new MountainCar(200).world(Streams.of(0).rng());
    UniformRandomProvider rng = Streams.of(0).rng();
    car.reset(rng);
    car.x[0] = -0.405;
    int steps = 0;
    do {
      car.step(steps < 32 ? 0 : 2, rng);
      steps++;
    } while (!car.terminated());
    assertEquals(83, steps);
  }
}
