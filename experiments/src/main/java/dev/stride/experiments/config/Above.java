package dev.stride.experiments.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The number is greater than this. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Above {
  /** The bound, exclusive. */
  double value();
}
