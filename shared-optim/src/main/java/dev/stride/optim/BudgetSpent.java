package dev.stride.optim;

/** Ends a minimizer whose next question its budget does not cover. Not an error. */
public final class BudgetSpent extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String spent;

  BudgetSpent(Charge kind, long limit) {
    super(null, null, false, false);
    spent = "budget of " + limit + " " + kind.key() + " spent";
  }

  @Override
  public String getMessage() {
    return spent;
  }
}
