package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.report.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages of {@code vqe --out} and {@code scan --out} in a real browser; skipped without one. */
class MoleculeInBrowserTest {
  private static final Map<String, String> RUNS = new LinkedHashMap<>();

  static {
    RUNS.put("small", "vqe h2");
    RUNS.put("large", "vqe h2o --iterations 20");
    RUNS.put("below", "vqe heh+ --ansatz hardware-efficient");
    RUNS.put(
        "unknown", "vqe h2o --basis 6-31g --iterations 1 --ansatz uccsd:screen=mp2,threshold=0.06");
    RUNS.put("scan", "scan h2 --bond 0.5:2.5:0.25");
    RUNS.put("point", "scan lih --bond 1.6:1.6:1 --frozen-core");
  }

  @TempDir static Path directory;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.open(directory);
    RUNS.forEach(
        (name, command) -> {
          Answer answer = Answer.toLine(command + " --out " + directory.resolve(name));
          assertEquals(0, answer.exitCode(), answer.err());
        });
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  static Set<String> pages() {
    return RUNS.keySet();
  }

  private static void show(String page, int width, String scheme) {
    browser.show(directory.resolve(page).resolve("report.html"), width, scheme);
  }

  private static List<WebElement> all(String selector) {
    return browser.driver().findElements(By.cssSelector(selector));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void itIsQuietAndDrawnInBothSchemesAndFitsAPhone(String page) {
    browser.assertFitsEverywhere(directory.resolve(page).resolve("report.html"));
  }

  /** One chart takes the whole width, two share it. */
  @ParameterizedTest
  @MethodSource("pages")
  void chartsUseTheWidth(String page) {
    show(page, 1200, "light");
    List<WebElement> charts = browser.charts();
    boolean two = page.equals("scan") || page.equals("point");
    assertEquals(two ? 2 : 1, charts.size());
    for (WebElement chart : charts) {
      WebElement svg = chart.findElement(By.tagName("svg"));
      assertTrue(svg.getSize().width > (two ? 450 : 900), svg.getSize()::toString);
      assertTrue(svg.findElements(By.tagName("path")).size() > 8);
      assertTrue(chart.getDomAttribute("aria-label").contains(" against "));
    }
  }

  /** The circuit is drawn in the colour of the text, and as large on a phone as elsewhere. */
  @Test
  void theCircuitIsLegible() {
    for (String scheme : List.of("light", "dark")) {
      for (int width : new int[] {1200, 375}) {
        show("small", width, scheme);
        WebElement svg = all("svg.circuit").get(0);
        assertTrue(svg.isDisplayed());
        WebElement label = svg.findElement(By.tagName("text"));
        Object inked =
            browser
                .driver()
                .executeScript(
                    "return getComputedStyle(arguments[0]).fill === getComputedStyle(document.body).color",
                    label);
        assertEquals(true, inked, scheme);
        assertEquals("13px", label.getCssValue("font-size"));
        assertTrue(label.getRect().height >= 11, "not scaled down");
        assertEquals("q0", label.getText());
      }
    }
  }

  @Test
  void aLongCircuitIsFoldedAway() {
    show("large", 1200, "light");
    assertEquals(0, all("svg.circuit").stream().filter(WebElement::isDisplayed).count());
    all("details summary").get(0).click();
    assertEquals(1, all("svg.circuit").stream().filter(WebElement::isDisplayed).count());
  }

  /** Without a place on a logarithmic scale, what is exact would not be seen. */
  @Test
  void whatIsExactStandsOnTheLowestLine() {
    show("scan", 1200, "light");
    Object lowest =
        browser
            .driver()
            .executeScript(
                """
                const chart = echarts.getInstanceByDom(document.querySelectorAll("[data-chart]")[1]);
                return chart.getOption().series[0].data.map(p => p.value[1]);
                """);
    assertEquals(9, ((List<?>) lowest).size());
    ((List<?>) lowest).forEach(y -> assertEquals(1e-6, ((Number) y).doubleValue()));
    assertTrue(all("[data-chart] svg text").stream().anyMatch(t -> t.getText().equals("≤ 10⁻⁶")));
  }

  @Test
  void whatLiesBelowTheExactEnergyIsMarked() {
    show("below", 1200, "light");
    Object marked =
        browser
            .driver()
            .executeScript(
                """
                const chart = echarts.getInstanceByDom(document.querySelector("[data-chart]"));
                const data = chart.getOption().series[0].data;
                return data.every(p => (p.real < 0) === (p.itemStyle.borderWidth > 0)) && data.at(-1).real;
                """);
    // 3 electrons lie 162.461690 mHa lower.
    assertEquals(-162.46169, ((Number) marked).doubleValue(), 1e-3);
    assertEquals(2, all("#answer .note").size());
  }
}
