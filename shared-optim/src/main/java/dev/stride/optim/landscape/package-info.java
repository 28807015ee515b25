/** Functions with a known truth, to minimise and to learn from. */
@NullMarked
package dev.stride.optim.landscape;

import org.jspecify.annotations.NullMarked;
