/** Noise on values and rewards. */
@NullMarked
package dev.stride.optim.noise;

import org.jspecify.annotations.NullMarked;
