package dev.stride.vqe.circuit;

import dev.stride.optim.Check;

/**
 * The angle of a gate, scale·θ[parameter] + offset, in radians.
 *
 * @param parameter position in the parameter vector; -1 where the angle is the offset alone, -2 of
 *     {@link #NONE}
 * @param scale by which the parameter is multiplied; 0 where there is none
 */
public record Angle(int parameter, double scale, double offset) {
  /** Of a gate that has none. */
  public static final Angle NONE = new Angle(-2, 0, 0);

  public Angle {
    Check.that(
        Double.isFinite(scale) && Double.isFinite(offset),
        "an angle must be finite, and is %s times a parameter plus %s",
        scale,
        offset);
    Check.that(
        parameter >= 0
            ? scale != 0
            : scale == 0 && (parameter == -1 || (parameter == -2 && offset == 0)),
        "parameter %s cannot have the scale %s",
        parameter,
        scale);
  }

  /** The parameter itself. */
  public static Angle of(int parameter) {
    return new Angle(parameter, 1, 0);
  }

  /** A multiple of a parameter. */
  public static Angle of(int parameter, double scale) {
    return new Angle(parameter, scale, 0);
  }

  /** The same whatever the parameters. */
  public static Angle fixed(double angle) {
    return new Angle(-1, 0, angle);
  }

  /** Whether the angle depends on a parameter. */
  public boolean isFree() {
    return parameter >= 0;
  }

  /** Its value at {@code theta}. */
  public double at(double[] theta) {
    return parameter < 0 ? offset : scale * theta[parameter] + offset;
  }

  /** This angle multiplied by a factor, which is not zero where the angle is free. */
  public Angle times(double factor) {
    return new Angle(parameter, isFree() ? factor * scale : 0, factor * offset);
  }
}
