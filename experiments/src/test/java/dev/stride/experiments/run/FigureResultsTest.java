package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.run.FigureResults.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Published values and claims beside what came out. */
class FigureResultsTest {
  private static Figure.Claim claim(String curve, String below, @Nullable Double times) {
    return new Figure.Claim(curve, null, below, null, times, null, null, null, null);
  }

  @Test
  void verdicts() {
    // An error of 2/√100 = 0.2 of the difference: three are 0.6.
    Figure.Claim claim = claim("a", "b", 0.5);
    assertEquals(Verdict.MET, judged(claim, 4.39, 10).verdict());
    assertEquals(Verdict.OPEN, judged(claim, 4.41, 10).verdict());
    assertEquals(Verdict.OPEN, judged(claim, 5.59, 10).verdict());
    assertEquals(Verdict.NOT_MET, judged(claim, 5.61, 10).verdict());
    assertEquals(Verdict.OPEN, judged(claim, 5.61, 10).verdict(3.1));
    assertEquals(Verdict.MET, judged(claim, 4.41, 10).verdict(2.9));
    assertEquals(-0.61, judged(claim, 4.39, 10).difference(), 1e-12);
    assertEquals(-1.21, judged(claim, 4.39, 10).interval().low(), 1e-12);
    assertEquals(-0.01, judged(claim, 4.39, 10).interval().high(), 1e-12);
    // What diverges is above all else; equal curves are not above each other.
    assertEquals(Verdict.NOT_MET, judged(claim, Double.NaN, 10).verdict());
    assertEquals(Verdict.NOT_MET, judged(claim, Double.NaN, Double.NaN).verdict());
    assertEquals(Verdict.MET, judged(claim, 99, Double.NaN).verdict());
    assertFalse(judged(claim, 99, Double.NaN).isFinite());
    assertTrue(judged(claim, 99, 10).isFinite());
    assertEquals(
        Verdict.MET,
        new FigureResults.Judged(claim("a", "b", null), null, null, 2, 2, 0, 9).verdict());
  }

  private static FigureResults.Judged judged(Figure.Claim claim, double mean, double other) {
    return new FigureResults.Judged(claim, null, null, mean, other, 2, 100);
  }

  @Test
  void comparisons() {
    Figure.Published published = new Figure.Published("c", 1, null, null, 10, 0.5, 400, null, null);
    // Errors 2/√100 = 0.2 and 2/√400 = 0.1: of the difference √0.05 = 0.2236.
    FigureResults.Comparison met = new FigureResults.Comparison(published, 11.17, 2, 100);
    assertTrue(met.isMet());
    assertFalse(new FigureResults.Comparison(published, 11.18, 2, 100).isMet());
    assertTrue(new FigureResults.Comparison(published, 11.18, 2, 100).isWithin(3.1));
    assertTrue(new FigureResults.Comparison(published, 8.83, 2, 100).isMet());
    assertFalse(new FigureResults.Comparison(published, 8.82, 2, 100).isMet());
    assertFalse(new FigureResults.Comparison(published, Double.NaN, 2, 100).isMet());
    assertEquals(11.17 - 0.392, met.ours().low(), 1e-12);
    assertEquals(10 - 0.5 - 0.196, met.theirs().low(), 1e-12);
  }
}
