package dev.stride.experiments.run;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar with the time left. */
final class BarProgress implements Progress {
  private static final int EVERY_MILLIS = 250;

  private @Nullable ProgressBar bar;

  @Override
  public void begin(String what, long total, long done) {
    PrintStream err = System.err;
    bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .startsFrom(done, Duration.ZERO)
            .setUnit(" runs", 1)
            .setUpdateIntervalMillis(EVERY_MILLIS)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(err))
            .build();
  }

  @Override
  public void advance(long runs) {
    if (bar != null) {
      bar.stepBy(runs);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
