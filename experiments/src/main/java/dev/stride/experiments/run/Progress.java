package dev.stride.experiments.run;

/** Is told how an experiment goes on. Called by one thread. */
public interface Progress extends AutoCloseable {
  /** Says nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void begin(String what, long total, long done) {}

        @Override
        public void advance(long runs) {}

        @Override
        public void close() {}
      };

  /**
   * A bar, or lines in the log; on standard error in both cases.
   *
   * @param terminal whether standard error is a terminal, on which a bar can be redrawn
   */
  static Progress on(boolean terminal) {
    return terminal ? new BarProgress() : new LogProgress();
  }

  /**
   * Runs begin.
   *
   * @param what the experiment's name
   * @param total how many there are
   * @param done how many of them were found in the store
   */
  void begin(String what, long total, long done);

  /** So many runs more have ended. */
  void advance(long runs);

  @Override
  void close();
}
