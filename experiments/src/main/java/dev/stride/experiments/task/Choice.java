package dev.stride.experiments.task;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text, or every text of the list, names a choice of this kind in the usual text form. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Choice {
  /** What is chosen: "noise", "molecule". */
  String value();
}
