package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, which shows pages from the disk and keeps logs. */
public final class Browser implements AutoCloseable {
  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one, or skips the test where there is none. */
  public static Browser open(Path directory) throws IOException {
    Optional<File> chromium =
        find("STRIDE_CHROMIUM", "chromium", "chromium-browser", "google-chrome");
    Optional<File> driver = find("STRIDE_CHROMEDRIVER", "chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "needs chromium and chromedriver on the PATH, or STRIDE_CHROMIUM and STRIDE_CHROMEDRIVER");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
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
        new ChromeDriverService.Builder().usingDriverExecutable(driver.orElseThrow()).build();
    return new Browser(new ChromeDriver(service, options));
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

  /** The driver itself. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Shows a page on a screen of this width. */
  public void show(Path page, int width, String scheme) {
    emulate(width, scheme);
    driver.get(page.toUri().toString());
    settle();
  }

  /** The width of the screen and the colours that the system prefers, and the page drawn so. */
  public void screen(int width, String scheme) {
    emulate(width, scheme);
    settle();
  }

  private void emulate(int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Pages hear of a new size or scheme with their next frame, and draw before the one after. */
  private void settle() {
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + " requestAnimationFrame(() => requestAnimationFrame(() => done()))");
  }

  /** The colour of the paper. */
  public String paper() {
    return driver.findElement(By.tagName("body")).getCssValue("background-color");
  }

  /** The places of the charts. */
  public List<WebElement> charts() {
    return driver.findElements(By.cssSelector("[data-chart]"));
  }

  /** How wide the page is, which scrolls sideways where that is more than the screen. */
  public long width() {
    return (Long) driver.executeScript("return document.documentElement.scrollWidth");
  }

  /** The page is quiet, drawn in the colours of either scheme, and as wide as a phone on one. */
  public void assertFitsEverywhere(Path page) {
    show(page, 1280, "light");
    assertQuiet();
    assertTrue(!charts().isEmpty());
    for (WebElement chart : charts()) {
      WebElement svg = chart.findElement(By.tagName("svg"));
      assertTrue(svg.getSize().width > 200 && svg.getSize().height > 150, svg.getSize()::toString);
      assertTrue(chart.getDomAttribute("aria-label").length() > 10);
    }
    String light = paper();
    Set<Object> labels = labelColours();
    screen(1280, "dark");
    assertNotEquals(light, paper());
    assertTrue(Collections.disjoint(labels, labelColours()), "all charts follow");
    for (String scheme : List.of("light", "dark")) {
      show(page, 375, scheme);
      assertEquals(375, width(), scheme);
      driver.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertEquals(375, width(), "opened");
      for (WebElement chart : charts()) {
        assertTrue(chart.findElement(By.tagName("svg")).getSize().width <= 375);
      }
    }
    assertQuiet();
  }

  /** The colours of the labels in charts, read at one moment: a redrawn label is a new element. */
  public Set<Object> labelColours() {
    Object colours =
        driver.executeScript(
            "return [...document.querySelectorAll('[data-chart] svg text')]"
                + ".map(text => text.getAttribute('fill'))");
    return new HashSet<>((List<?>) Objects.requireNonNull(colours));
  }

  /** Nothing was written to the console, and nothing asked of the network, by the page shown. */
  public void assertQuiet() {
    List<LogEntry> console = driver.manage().logs().get(LogType.BROWSER).getAll();
    assertEquals(List.of(), console.stream().map(LogEntry::getMessage).toList());
    List<String> requests =
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
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

  @Override
  public void close() {
    driver.quit();
  }
}
