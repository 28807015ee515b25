package dev.stride.optim;

/** Ends a run whose parameters or answers are no longer finite. */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String what;

  public Diverged(String what) {
    super(null, null, false, false);
    this.what = what;
  }

  @Override
  public String getMessage() {
    return what;
  }
}
