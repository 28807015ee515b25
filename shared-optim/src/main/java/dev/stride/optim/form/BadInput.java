package dev.stride.optim.form;

/**
 * Something that a user typed, or a file that a user named, cannot be used. The message says where,
 * what, and what would be right; it is shown as it is, without a stack trace.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String message;

  public BadInput(String message) {
    super(message);
    this.message = message;
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
