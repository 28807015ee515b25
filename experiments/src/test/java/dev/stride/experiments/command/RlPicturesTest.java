package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code stride rl} draws, as text and as a page. */
class RlPicturesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "random-walk --agent td, true, true",
    "random-walk --agent swift-td, true, false",
    "bandit --agent ucb1, false, false",
    "bandit --agent exp3, false, false",
  })
  void onlyWhatAnAgentHasIsDrawn(String what, boolean error, boolean stepSize) throws IOException {
    String command = "rl " + what + " --episodes 30 --seeds 1 --pictures --out " + directory;
    String text = Answer.toLine(command).out();
    assertEquals(error, text.contains("error δ, first run"), text);
    assertEquals(stepSize, text.contains("effective step size"), text);
    String page = Files.readString(directory.resolve("report.html"));
    assertEquals(error, page.contains("data-chart=\"surprise\""));
    assertEquals(stepSize, page.contains("data-chart=\"stepSize\""));
  }

  @Test
  void aConstantStepSizeIsFlat() {
    String text =
        Answer.toLine("rl random-walk --agent td --episodes 30 --seeds 1 --pictures").out();
    assertTrue(text.matches("(?s).*  effective step size   [▁ ]+  0.1 to 0.1\n.*"), text);
  }

  /** The first policy takes all of its 1000 steps, and the display only 500. */
  @Test
  void anEpisodeThatIsShownInPartIsNotCalledCut() throws IOException {
    String command = "rl cliff-walking --episodes 1 --seeds 1 --pictures --out " + directory;
    String summary = "the first 500 steps, rewards so far −500";
    String text = Answer.toLine(command).out();
    assertTrue(text.contains("An episode, step by step: " + summary + "\n"), text);
    String page = Files.readString(directory.resolve("report.html"));
    assertTrue(page.contains("Under what the first run learned: " + summary + "."));
  }
}
