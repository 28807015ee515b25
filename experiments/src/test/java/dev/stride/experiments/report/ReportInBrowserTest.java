package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** The report in a real browser; skipped where there is none. */
class ReportInBrowserTest {
  @TempDir static Path directory;
  private static Browser page;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() throws Exception {
    page = Browser.open(directory);
    browser = page.driver();
    LandscapeExperiment.run(directory.resolve("out"), 2);
  }

  @AfterAll
  static void close() {
    if (page != null) {
      page.close();
    }
  }

  @BeforeEach
  void show() {
    page.show(directory.resolve("out").resolve(Report.FILE), 1280, "light");
  }

  @Test
  void nothingIsWrittenToTheConsoleAndNothingAskedOfTheNetwork() {
    page.assertQuiet();
  }

  @Test
  void everyChartIsDrawn() {
    List<WebElement> charts = page.charts();
    assertEquals(1 + 3 * 2, charts.size(), "a ranking, and three for each problem");
    for (WebElement chart : charts) {
      WebElement svg = chart.findElement(By.tagName("svg"));
      assertTrue(svg.getSize().width > 200 && svg.getSize().height > 150, svg.getSize()::toString);
      int shapes = chart.findElements(By.cssSelector("svg path")).size();
      assertTrue(shapes > 10, chart.getDomAttribute("data-chart") + " has " + shapes);
      assertTrue(chart.getDomAttribute("aria-label").length() > 30);
      assertEquals("img", chart.getDomAttribute("role"));
    }
  }

  @Test
  void theAnswerAndEveryTableAreThereWithoutTheCharts() {
    String answer = browser.findElement(By.className("answer")).getText();
    assertTrue(answer.contains("all noisy levels of landscapes"), answer);
    List<WebElement> tables = browser.findElements(By.tagName("table"));
    assertTrue(tables.size() >= 8, tables.size() + " tables");
    for (WebElement table : tables) {
      assertTrue(table.findElements(By.cssSelector("tbody tr")).size() > 0);
      assertEquals(1, table.findElements(By.tagName("caption")).size());
    }
  }

  @Test
  void itIsDarkWhereTheSystemIsAndWhereTheReaderWants() {
    String light = page.paper();
    page.screen(1280, "dark");
    String dark = page.paper();
    assertNotEquals(light, dark);
    Set<Object> labels = page.labelColours();
    browser.findElement(By.id("theme")).click();
    assertEquals(light, page.paper());
    assertTrue(Collections.disjoint(labels, page.labelColours()), "all charts follow");
    browser.findElement(By.id("theme")).click();
    assertEquals(dark, page.paper());
  }

  @Test
  void aPhoneShowsItWithoutScrollingSideways() {
    for (String scheme : List.of("light", "dark")) {
      page.screen(375, scheme);
      browser.navigate().refresh();
      assertEquals(375, page.width());
      browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertEquals(375, page.width(), "opened");
      for (WebElement chart : page.charts()) {
        assertTrue(chart.findElement(By.tagName("svg")).getSize().width <= 375);
      }
    }
  }

  @Test
  void optimizersAndLevelsAreChosenInTheKey() {
    WebElement chart = browser.findElement(By.cssSelector("[data-chart=curve]"));
    String all = chart.getDomProperty("innerHTML");
    WebElement button = browser.findElement(By.cssSelector("#key button"));
    assertEquals("true", button.getDomAttribute("aria-pressed"));
    browser.executeScript("arguments[0].click()", button);
    assertEquals("false", button.getDomAttribute("aria-pressed"));
    String fewer = chart.getDomProperty("innerHTML");
    assertTrue(fewer.length() < all.length());
    new Select(browser.findElement(By.id("level"))).selectByVisibleText("calm");
    assertNotEquals(fewer, chart.getDomProperty("innerHTML"));
  }
}
