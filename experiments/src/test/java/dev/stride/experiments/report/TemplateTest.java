package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever stands for a part has to be filled, however it is named. */
class TemplateTest {
  private static final String NAME = "a name-with more";

  @Test
  void anyNameIsFilled() {
    assertEquals("<p>$1</p>", Template.fill("unfilled.html", Map.of(NAME, "$1")).strip());
  }

  @Test
  void nothingStaysUnfilled() {
    IllegalStateException unfilled =
        assertThrows(
            IllegalStateException.class, () -> Template.fill("unfilled.html", Map.of("a", "b")));
    assertEquals("nothing fills {{" + NAME + "}}", unfilled.getMessage());
  }
}
