package dev.stride.optim;

/**
 * Ends a search that finds nothing lower although its criterion is not met: by itself, but not as a
 * success. Not an error.
 */
public final class Stuck extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String where;

  public Stuck(String where) {
    super(null, null, false, false);
    this.where = where;
  }

  @Override
  public String getMessage() {
    return where;
  }
}
