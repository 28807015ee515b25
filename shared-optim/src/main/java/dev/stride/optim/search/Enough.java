package dev.stride.optim.search;

/** Ends a search inside a search, at a recommendation of its own. Not an error. */
final class Enough extends RuntimeException {
  private static final long serialVersionUID = 1;

  Enough() {
    super(null, null, false, false);
  }
}
