package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.vqe.chemistry.ElectronicStructure;
import dev.stride.vqe.chemistry.Molecules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a calculation while it goes on. */
class TickerTest {
  private final StringWriter err = new StringWriter();

  private Ticker ticker(long every) {
    return new Ticker(new PrintWriter(err), every);
  }

  private void solve(Ticker ticker) {
    ElectronicStructure structure = Molecules.registry().parse("lih").solve(ticker);
    Subject.Label label = new Subject.Label("lih", "molecule", null);
    EnergyAccount.of(new Subject(label, structure, structure.active()), -7, ticker);
    ticker.monitor("VQE", null).iteration(7, figures -> {});
    ticker.say("the end");
  }

  @Test
  void everythingIsSaidWhereNoTimeHasToPass() {
    solve(ticker(0));
    List<String> lines = err.toString().lines().toList();
    assertTrue(lines.get(0).startsWith("stride: RHF, iteration 1: "), lines.get(0));
    assertTrue(lines.get(0).contains(" Ha, error "), lines.get(0));
    assertTrue(lines.stream().anyMatch(line -> line.contains("-7.8824019")), err::toString);
    assertEquals("stride: VQE, iteration 7", lines.get(lines.size() - 2));
    assertEquals("stride: the end", lines.get(lines.size() - 1));
  }

  @Test
  void nothingIsSaidOfWhatIsShort() {
    solve(ticker(Long.MAX_VALUE));
    assertEquals("", err.toString());
  }

  @Test
  void nothingIsSaidTwiceInAMoment() throws InterruptedException {
    Ticker ticker = ticker(300_000_000);
    Thread.sleep(310);
    ticker.say("one");
    ticker.say("two");
    assertEquals("stride: one\n", err.toString().replace("\r", ""));
  }
}
