package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Monitor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures that come late, and none at all. */
class FiguresOptionTest {
  @Command
  private static final class Host {
    @Mixin private FiguresOption figures;
  }

  private static FiguresOption wanted() {
    Host host = new Host();
    new CommandLine(host).parseArgs("--figures");
    return host.figures;
  }

  @Test
  void aFigureThatComesLateIsShown() {
    FiguresOption option = wanted();
    StringWriter out = new StringWriter();
    Monitor monitor = Objects.requireNonNull(option.monitor("iteration", new PrintWriter(out)));
    monitor.iteration(1, to -> to.figure("first", 1));
    monitor.iteration(2, to -> to.figure("late", 2));
    monitor.iteration(5, to -> to.figure("first", 5));
    Json json = new Json();
    option.put(json);
    JsonNode figures = JsonMapper.shared().readTree(json.print()).get("figures");
    assertEquals("[1,2,5]", figures.get("iteration").toString());
    assertEquals(2, figures.get("late").get(1).asDouble());
    assertEquals(1, figures.get("first").get(0).asDouble());
    assertTrue(figures.get("late").get(0).isNull() && figures.get("first").get(1).isNull());
    String[] lines = out.toString().lines().map(String::strip).toArray(String[]::new);
    assertEquals(5, lines.length);
    assertEquals("iteration          first", lines[0]);
    assertEquals("iteration          first           late", lines[2]);
    assertTrue(lines[3].matches("2 +- +2\\.000"), lines[3]);
  }

  /** Its changes are not made by an optimizer, so that none is to be named for their size. */
  @Test
  void anAgentWithoutAnOptimizerShowsNoStepSize() {
    String line = "rl bandit --episodes 30 --seeds 1 --figures --agent ";
    String rule = Answer.toLine(line + "epsilon-greedy").out();
    assertTrue(rule.contains("  effectiveStep  signalToNoise     noiseFloor"), rule);
    String none = Answer.toLine(line + "ucb1").out();
    assertTrue(none.startsWith("   episode  signalToNoise\n"), none);
    assertFalse(none.contains("effectiveStep"), none);
  }

  @Test
  void thatThereAreNoneIsSaidInALine() {
    Answer answer =
        Answer.toLine("minimize quadratic --optimizer nelder-mead --iterations 4 --figures");
    assertEquals(0, answer.exitCode(), answer.err());
    assertEquals(
        "this optimizer shows no figures", answer.out().lines().findFirst().orElseThrow().strip());
    assertFalse(answer.out().contains("iteration "), answer.out());
    JsonNode none =
        Answer.toLine("minimize quadratic --optimizer nelder-mead --iterations 4 --figures --json")
            .json();
    assertEquals("[1,2]", none.get("figures").get("iteration").toString());
  }
}
