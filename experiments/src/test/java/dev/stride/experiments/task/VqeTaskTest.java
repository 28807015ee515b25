package dev.stride.experiments.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.random.Streams;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Molecules in an experiment. */
class VqeTaskTest {
  @Test
  void theBudgetIsKeptAndTheGapIsExact() {
    RunResult result = run("h2", "uccsd", 0, "lbfgs");
    assertEquals(0, result.gap(), 1e-9);
    assertTrue(result.ledger().get(Charge.CIRCUITS) <= 5000);
    RunResult noisy = run("h2", "uccsd", 1000, "sgd:learningRate=0.3");
    assertEquals(RunResult.Stop.BUDGET, noisy.stop());
    assertTrue(noisy.ledger().get(Charge.CIRCUITS) > 5000 - 65);
    assertTrue(noisy.ledger().get(Charge.CIRCUITS) <= 5000);
  }

  @Test
  void anEnergyOfAnotherNumberOfElectronsIsNoSuccess() {
    RunResult result = run("heh+", "hardware-efficient", 0, "lbfgs");
    assertEquals(RunResult.Stop.FAILED, result.stop());
    assertEquals(Double.POSITIVE_INFINITY, result.gap());
    assertTrue(result.message().contains("below the exact one"), result.message());
  }

  private static RunResult run(String molecule, String ansatz, long shots, String optimizer) {
    VqeSetup setup = new VqeSetup(molecule, ansatz, 5000, List.of(shots));
    return VqeTask.of(setup, 0).run(optimizer, Streams.of(1).at("test"));
  }
}
