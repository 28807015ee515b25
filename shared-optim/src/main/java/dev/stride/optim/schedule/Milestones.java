package dev.stride.optim.schedule;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Constant between milestones: η_k = start · factor^(how many milestones are ≤ k).
 *
 * @param start η before the first milestone, positive
 * @param at the milestones
 * @param factor at each of them, positive; above 1 it rises
 */
public record Milestones(double start, At at, double factor) implements Schedule {
  /**
   * Steps at which something changes; in text joined by slashes: {@code 300/600}.
   *
   * @param steps at least one, rising, none negative
   */
  public record At(List<Long> steps) {
    public At {
      steps = List.copyOf(steps);
      Check.that(!steps.isEmpty(), "there has to be a milestone");
      for (int i = 0; i < steps.size(); i++) {
        Check.that(
            steps.get(i) >= 0 && (i == 0 || steps.get(i) > steps.get(i - 1)),
            "milestones have to rise and must not be negative: %s",
            steps);
      }
    }

    static At parse(String text) {
      List<Long> steps = new ArrayList<>();
      for (String step : text.split("/", -1)) {
        try {
          steps.add(Long.parseLong(step.strip()));
        } catch (NumberFormatException notWhole) {
          throw new IllegalArgumentException(
              "it has to be whole numbers joined by '/', as in 300/600", notWhole);
        }
      }
      return new At(steps);
    }

    String text() {
      return steps.stream().map(step -> Long.toString(step)).collect(Collectors.joining("/"));
    }

    private int passed(long k) {
      int passed = 0;
      while (passed < steps.size() && steps.get(passed) <= k) {
        passed++;
      }
      return passed;
    }
  }

  public Milestones {
    Check.positive("start", start);
    Check.positive("factor", factor);
    Check.that(
        Double.isFinite(start * StrictMath.pow(factor, at.steps().size())),
        "factor %s is too large for %s milestones",
        factor,
        at.steps().size());
  }

  @Override
  public double at(long k) {
    return start * StrictMath.pow(factor, at.passed(k));
  }

  @Override
  public double scale() {
    return start;
  }

  @Override
  public double largest() {
    return Math.max(start, at(Long.MAX_VALUE));
  }
}
