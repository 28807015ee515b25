package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;

/** The report in a real browser; skipped where there is none. */
class ReportInBrowserTest {
  @TempDir static Path directory;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() throws Exception {
    Optional<File> chromium =
        find("STRIDE_CHROMIUM", "chromium", "chromium-browser", "google-chrome");
    Optional<File> driver = find("STRIDE_CHROMEDRIVER", "chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "needs chromium and chromedriver on the PATH, or STRIDE_CHROMIUM and STRIDE_CHROMEDRIVER");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + Files.createDirectory(directory.resolve("profile")));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.get()).build();
    browser = new ChromeDriver(service, options);
    LandscapeExperiment.run(directory.resolve("out"), 2);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void show() {
    screen(1280, "light");
    browser.get(directory.resolve("out").resolve(Report.FILE).toUri().toString());
  }

  private static Optional<File> find(String variable, String... names) {
    String given = System.getenv(variable);
    if (given != null) {
      return Optional.of(new File(given));
    }
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .map(place -> new File(place, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  private static void screen(int width, String scheme) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  private static String paper() {
    return browser.findElement(By.tagName("body")).getCssValue("background-color");
  }

  private static List<WebElement> charts() {
    return browser.findElements(By.cssSelector("[data-chart]"));
  }

  @Test
  void nothingIsWrittenToTheConsoleAndNothingAskedOfTheNetwork() {
    List<LogEntry> console = browser.manage().logs().get(LogType.BROWSER).getAll();
    assertEquals(List.of(), console.stream().map(LogEntry::getMessage).toList());
    List<String> requests =
        browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(LogEntry::getMessage)
            .filter(message -> message.contains("\"Network.requestWillBeSent\""))
            .filter(message -> message.contains("\"documentURL\":\"file:"))
            .toList();
    assertTrue(requests.stream().anyMatch(r -> r.contains("report.html")), "the log is not on");
    assertEquals(
        List.of(),
        requests.stream()
            .filter(r -> !r.contains("\"url\":\"file:") && !r.contains("\"url\":\"data:"))
            .toList());
  }

  @Test
  void everyChartIsDrawn() {
    List<WebElement> charts = charts();
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
    String light = paper();
    screen(1280, "dark");
    String dark = paper();
    assertNotEquals(light, dark);
    String label = labelColour();
    browser.findElement(By.id("theme")).click();
    assertEquals(light, paper());
    assertNotEquals(label, labelColour(), "the charts follow");
    browser.findElement(By.id("theme")).click();
    assertEquals(dark, paper());
  }

  private static String labelColour() {
    return browser
        .findElement(By.cssSelector("[data-chart=noise] svg text"))
        .getDomAttribute("fill");
  }

  @Test
  void aPhoneShowsItWithoutScrollingSideways() {
    for (String scheme : List.of("light", "dark")) {
      screen(375, scheme);
      browser.navigate().refresh();
      Object width = browser.executeScript("return document.documentElement.scrollWidth");
      assertEquals(375L, width);
      browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertEquals(
          375L, browser.executeScript("return document.documentElement.scrollWidth"), "opened");
      for (WebElement chart : charts()) {
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
