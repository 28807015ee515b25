package dev.stride.optim;

/**
 * Where in a {@link Chain} a rule keeps what it promises, from the front to the back; the links of
 * a chain stand in this order.
 */
public enum Place {
  /**
   * Takes the step as it was proposed, and alone stands here: what it assumes of the step (value =
   * δ·trace, or observation minus estimate) does not hold of what another rule made of it.
   */
  FIRST,

  /** Takes any step and lets anything be made of its own: most rules. */
  BETWEEN,

  /** Scales what the rules in front have made, which one behind it could scale back. */
  BEHIND,

  /** Leads to a point of its own, which the step would miss if it were changed any more. */
  NEAR_LAST,

  /** Holds the parameters somewhere, whatever else moves them. */
  LAST,

  /** Leaves the step as it is, and so stands wherever it likes. */
  ANYWHERE
}
