package dev.stride.experiments.run;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A line in the log now and then, with the time left. */
final class LogProgress implements Progress {
  private static final Logger LOG = LogManager.getLogger(LogProgress.class);
  private static final long EVERY = Duration.ofSeconds(10).toNanos();

  private String what = "";
  private long total;
  private long found;
  private long done;
  private long start;
  private long next;

  @Override
  public void begin(String name, long ofRuns, long alreadyDone) {
    what = name;
    total = ofRuns;
    found = alreadyDone;
    done = alreadyDone;
    start = System.nanoTime();
    next = start + EVERY;
    LOG.info("{}: {} runs, {} of them done before", what, total, found);
  }

  @Override
  public void advance(long runs) {
    done += runs;
    long now = System.nanoTime();
    if (now - next >= 0 && done > found) {
      next = now + EVERY;
      long left = (now - start) / (done - found) * (total - done);
      LOG.info(
          "{}: {} of {} runs, {} s left", what, done, total, Duration.ofNanos(left).toSeconds());
    }
  }

  @Override
  public void close() {
    if (total > 0) {
      LOG.info("{}: {} of {} runs done", what, done, total);
    }
  }
}
