package dev.stride.optim.rule;

import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;

/**
 * Gradient centralisation (Yong, Huang, Hua and Zhang 2020, equation 1): d ← d - mean d, the mean
 * over all axes but the first in blocks of two or more axes, so over a row of a matrix, whose first
 * axis counts the outputs. Vectors are left alone, as in the paper; where there is nothing but
 * vectors it says so when asked for figures. Stands in front of a rule.
 *
 * <p>Needs dense steps: the mean moves every entry of a row.
 */
public record Centralise() implements Rule<Step> {

  @Override
  public boolean needsDense() {
    return true;
  }

  @Override
  public State<Step> start(Layout layout) {
    return new CentraliseState(layout);
  }

  private static final class CentraliseState implements State<Step> {
    private final int[] rows;

    CentraliseState(Layout layout) {
      rows = Units.ofMatrices(layout);
    }

    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      for (int row = 0; row < rows.length; row += 2) {
        int from = rows[row];
        int to = rows[row + 1];
        double sum = 0;
        for (int i = from; i < to; i++) {
          sum += d[i];
        }
        double mean = sum / (to - from);
        for (int i = from; i < to; i++) {
          d[i] -= mean;
        }
      }
    }

    @Override
    public void figures(Figures figures) {
      if (rows.length == 0) {
        figures.diagnosis(
            "centralise changes nothing: it is for rows of matrices, and no block is a matrix");
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
