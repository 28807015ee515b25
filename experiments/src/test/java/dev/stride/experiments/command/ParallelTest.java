package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.form.BadInput;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ParallelTest {
  @Test
  void resultsStandInTheirOrder() {
    assertEquals(List.of(0, 1, 4, 9), Parallel.map(4, 2, k -> k * k));
  }

  /** Bad input and a lack of memory are told from mistakes of the program by their type. */
  @Test
  void whatATaskThrowsIsThrown() {
    BadInput bad = new BadInput("b");
    IntFunction<Integer> misfit =
        k -> {
          throw bad;
        };
    assertSame(bad, assertThrows(BadInput.class, () -> Parallel.map(2, 2, misfit)));
    OutOfMemoryError full = new OutOfMemoryError();
    IntFunction<Integer> large =
        k -> {
          throw full;
        };
    assertSame(full, assertThrows(OutOfMemoryError.class, () -> Parallel.map(2, 2, large)));
  }
}
