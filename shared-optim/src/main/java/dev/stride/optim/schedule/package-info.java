/** Step sizes and momenta as functions of the step count. */
@NullMarked
package dev.stride.optim.schedule;

import org.jspecify.annotations.NullMarked;
