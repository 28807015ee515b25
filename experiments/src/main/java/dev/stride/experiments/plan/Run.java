package dev.stride.experiments.plan;

import dev.stride.optim.random.Streams;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One run of a cell.
 *
 * @param value of the tuned setting; null when there is nothing to tune
 * @param seed from 1; the same number on the same problem and noise is the same start and the same
 *     noise for every optimizer and every value
 */
public record Run(Cell cell, Phase phase, @Nullable Double value, int seed) {

  /** {@code cliff/gaussian:10/adam/seed-3}, when tuning {@code .../tune-0.01/seed-2}. */
  public String id() {
    String tuning =
        phase == Phase.TUNE && value != null
            ? "/tune-" + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
            : "";
    return cell.id() + tuning + "/seed-" + seed;
  }

  /** Text form of the optimizer with the value in its place. */
  public String optimizer() {
    return value == null ? cell.optimizer() : cell.contender().with(value);
  }

  /** Where the randomness of the run comes from; tuning and report never share any. */
  public Streams streams(long experimentSeed) {
    return Streams.of(experimentSeed)
        .at(cell.problem().name())
        .at(cell.noise())
        .at(phase.key(), seed);
  }
}
