package dev.stride.optim.rule;

/** Where ε stands in a division by a root: {@code g/√(v+ε)} or {@code g/(√v+ε)}. */
public enum EpsilonPlacement {
  /** g/√(v+ε). */
  INSIDE,
  /** g/(√v+ε). */
  OUTSIDE;

  /** What to add under the root. */
  double inside(double epsilon) {
    return this == INSIDE ? notZero(epsilon) : 0;
  }

  /** What to add to the root. */
  double outside(double epsilon) {
    return this == OUTSIDE ? notZeroRoot(epsilon) : 0;
  }

  /**
   * An ε that changes no quotient of normal numbers where none was wanted, and makes 0/0 a 0: an
   * entry that has never been proposed stays where it is.
   */
  static double notZero(double epsilon) {
    return Math.max(epsilon, Double.MIN_NORMAL);
  }

  /**
   * As {@link #notZero}, beside a root: below the root of the smallest normal number a square has
   * vanished, and what it should have divided by is no larger than this.
   */
  static double notZeroRoot(double epsilon) {
    return Math.max(epsilon, 0x1p-511);
  }
}
