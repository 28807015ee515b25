package dev.stride.experiments.command;

import dev.stride.optim.Figures;
import dev.stride.optim.Monitor;
import dev.stride.vqe.chemistry.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says on standard error how far a calculation has come, where it takes longer than a moment. */
final class Ticker implements Progress {
  private static final long EVERY = 2_000_000_000L;

  private final PrintWriter err;
  private final long every;
  private long last = System.nanoTime();

  Ticker(PrintWriter err) {
    this(err, EVERY);
  }

  /**
   * One that says something only so often.
   *
   * @param every nanoseconds, from now on
   */
  Ticker(PrintWriter err, long every) {
    this.err = err;
    this.every = every;
  }

  @Override
  public void iteration(String method, int iteration, double energy, double error) {
    if (isDue()) {
      StrideCommand.say(
          err,
          String.format(
              Locale.ROOT,
              "%s, iteration %d: %.9f Ha, error %.1e",
              method,
              iteration,
              energy,
              error));
    }
  }

  /** Says one thing, unless it said something a moment ago. */
  void say(String what) {
    if (isDue()) {
      StrideCommand.say(err, what);
    }
  }

  /**
   * Tells of the iterations of a search.
   *
   * @param other who else is told, and may ask for figures
   */
  Monitor monitor(String method, @Nullable Monitor other) {
    return new Monitor() {
      @Override
      public void iteration(long iteration, Consumer<Figures> gauges) {
        say(method + ", iteration " + iteration);
        if (other != null) {
          other.iteration(iteration, gauges);
        }
      }

      @Override
      public boolean wantsFigures() {
        return other != null && other.wantsFigures();
      }
    };
  }

  private boolean isDue() {
    long now = System.nanoTime();
    if (now - last < every) {
      return false;
    }
    last = now;
    return true;
  }
}
