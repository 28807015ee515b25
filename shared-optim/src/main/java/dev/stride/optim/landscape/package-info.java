/** Functions whose minimum is known: noisy problems to try an optimizer on. */
@NullMarked
package dev.stride.optim.landscape;

import org.jspecify.annotations.NullMarked;
