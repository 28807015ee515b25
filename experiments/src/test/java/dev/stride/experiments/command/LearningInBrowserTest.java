package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.report.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages of {@code stride rl --out} and of figures in a real browser; skipped without one. */
class LearningInBrowserTest {
  private static final Map<String, String> RUNS = new LinkedHashMap<>();

  static {
    RUNS.put("grid", "rl cliff-walking --episodes 60 --seeds 3");
    RUNS.put("large", "rl frozen-lake:map=random,size=40,slippery=false --episodes 3 --seeds 2");
    RUNS.put("bandit", "rl bandit --agent ucb1 --episodes 50 --seeds 2");
    RUNS.put(
        "coordinates",
        "rl mountain-car --agent sarsa:lambda=0.9,trace=replacing,epsilon=0.01,initial=-1.25"
            + " --features tiles:tilings=8,tiles=8x6 --episodes 3 --seeds 1");
    RUNS.put("prediction", "rl random-walk --agent lstd --episodes 10 --seeds 2");
    RUNS.put("continuing", "rl access-control --agent differential-sarsa --episodes 2 --seeds 2");
    // Nothing is proposed until an episode is won, and seldom for a while then.
    RUNS.put("gaps", "rl gamblers-problem --episodes 12 --seeds 1");
    RUNS.put("diverged", "rl cliff-walking --optimizer sgd:9 --episodes 30 --seeds 2");
  }

  @TempDir static Path directory;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.open(directory);
    for (Map.Entry<String, String> run : RUNS.entrySet()) {
      Answer answer = Answer.toLine(run.getValue() + " --out " + directory.resolve(run.getKey()));
      assertEquals(run.getKey().equals("diverged") ? 1 : 0, answer.exitCode(), answer.err());
    }
    figure("figure", "sutton-2.5", "runs: 2000", "runs: 3");
    figure("sweep", "sutton-2.6", "runs: 1000", "runs: 2");
  }

  /** A shipped figure with fewer runs. */
  private static void figure(String name, String shipped, String runs, String fewer)
      throws IOException {
    String text;
    try (var in =
        LearningInBrowserTest.class.getResourceAsStream(
            "/dev/stride/experiments/figures/" + shipped + ".yaml")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(text.contains(runs), text);
    Path file = Files.writeString(directory.resolve(name + ".yaml"), text.replace(runs, fewer));
    Answer answer = Answer.toLine("run " + file + " --out " + directory.resolve(name));
    assertEquals(0, answer.exitCode(), answer.err());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  static Stream<String> pages() {
    return Stream.concat(RUNS.keySet().stream(), Stream.of("figure", "sweep"));
  }

  private static void show(String page, int width, String scheme) {
    browser.show(directory.resolve(page).resolve("report.html"), width, scheme);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void itIsQuietAndDrawnInBothSchemesAndFitsAPhone(String page) {
    browser.assertFitsEverywhere(directory.resolve(page).resolve("report.html"));
  }

  /** Its means differ by rounding. */
  @Test
  void aConstantStepSizeIsDrawnFlat() {
    show("grid", 1280, "light");
    Object heights =
        browser
            .driver()
            .executeScript(
                "const place = document.querySelector('[data-chart=stepSize]');"
                    + "const line = echarts.getInstanceByDom(place).getOption().series[0];"
                    + "return new Set(line.data.map(p => p[1]).filter(y => y !== null)).size;");
    assertEquals(1L, heights);
  }

  /** Updates without a proposal have no step size: no line leads over them, or to what is alone. */
  @Test
  void aGapIsNotDrawnOver() {
    show("gaps", 1280, "light");
    Object counts =
        browser
            .driver()
            .executeScript(
                """
                const place = document.querySelector('[data-chart=stepSize]');
                const [line, marks] = echarts.getInstanceByDom(place).getOption().series;
                const known = line.data.map(p => p[1] !== null);
                const starts = known.filter((k, i) => k && !known[i - 1]).length;
                const lone = known.filter((k, i) => k && !known[i - 1] && !known[i + 1]).length;
                const drawn = [...place.querySelectorAll('path')].map(p => p.getAttribute('d'));
                const pieces = Math.max(...drawn.map(d => d.split('M').length - 1));
                return [starts, pieces, lone, marks.data.length];
                """);
    List<?> seen = (List<?>) Objects.requireNonNull(counts);
    assertTrue((Long) seen.get(0) > 1, seen.toString());
    assertEquals(seen.get(0), seen.get(1), seen.toString());
    assertTrue((Long) seen.get(2) > 0, seen.toString());
    assertEquals(seen.get(2), seen.get(3), seen.toString());
  }

  @Test
  void anEpisodeIsSteppedThrough() {
    show("grid", 1280, "light");
    WebElement now = browser.driver().findElement(By.id("now"));
    assertTrue(now.getText().startsWith("Step 1 of "), now.getText());
    assertTrue(now.getText().contains("in (36)"), now.getText());
    List<WebElement> here = browser.driver().findElements(By.cssSelector("#replay g.here"));
    assertEquals(1, here.size());
    assertEquals("36", here.get(0).getDomAttribute("data-state"));
    browser.driver().findElement(By.id("on")).click();
    assertTrue(now.getText().startsWith("Step 2 of "), now.getText());
    browser.driver().findElement(By.id("back")).click();
    browser.driver().findElement(By.id("back")).click();
    assertTrue(now.getText().startsWith("Step 1 of "), now.getText());
  }
}
