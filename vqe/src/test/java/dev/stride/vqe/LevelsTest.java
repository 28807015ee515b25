package dev.stride.vqe;

import static dev.stride.vqe.TwoElectrons.H2_LEVELS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Ledger;
import dev.stride.optim.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsTest {
  @Test
  void aSkippedLevelIsNamed() {
    ExcitedStates found =
        new ExcitedStates(
            List.of(state(-1.137, new double[0]), state(-.16, new double[1])),
            Outcome.Stop.CONVERGED,
            "",
            new Ledger(Budget.UNLIMITED));
    Levels levels = found.levels(H2_LEVELS);
    assertArrayEquals(new int[] {0, 2}, levels.level());
    assertEquals(List.of(1), levels.skipped());
    assertEquals(.00275315618846128, levels.error()[1], 1e-12);
    assertTrue(levels.toString().contains("skipped levels: [1]"), levels.toString());
  }

  @Test
  void theFirstOfEqualLevelsIsTaken() {
    ExcitedStates found =
        new ExcitedStates(
            List.of(state(-1, new double[0]), state(-.5, new double[1])),
            Outcome.Stop.CONVERGED,
            "",
            new Ledger(Budget.UNLIMITED));
    Levels levels = found.levels(new double[] {-1, -.5 - 1e-12, -.5, 0});
    assertArrayEquals(new int[] {0, 1}, levels.level());
    assertEquals(List.of(), levels.skipped());
  }

  private static ExcitedStates.State state(double energy, double[] fidelities) {
    return new ExcitedStates.State(energy, energy, new double[0], fidelities, 1);
  }
}
