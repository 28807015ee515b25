package dev.stride.optim.search;

/** How far a quasi-Newton step goes. */
public enum LineSearch {
  /** To where the strong Wolfe conditions hold. */
  WOLFE,
  /** A given multiple of the direction, without looking. */
  NONE
}
