package dev.stride.optim.search;

/** Ends the search inside a wrapper, at a recommendation of its own. Not an error. */
final class Enough extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Whose search has to end: another wrapper in between lets it pass. */
  private final transient Object owner;

  Enough(Object owner) {
    super(null, null, false, false);
    this.owner = owner;
  }

  /** Returns if the wrapper's search {@code asking} threw this, and throws it on otherwise. */
  void endIfOf(Object asking) {
    if (owner != asking) {
      throw this;
    }
  }
}
