package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void numbersReadBackAndMissingOnesAreEmpty() {
    assertEquals("inf", Csv.number(Double.POSITIVE_INFINITY));
    assertEquals("-inf", Csv.number(Double.NEGATIVE_INFINITY));
    assertEquals("", Csv.number(Double.NaN));
    assertEquals(0.1 + 0.2, Double.parseDouble(Csv.number(0.1 + 0.2)));
    assertEquals("-0.0", Csv.number(-0.0));
  }
}
