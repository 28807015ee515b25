/** Temporal-difference learning: environments, agents, and exact values to judge them by. */
@NullMarked
package dev.stride.rl;

import org.jspecify.annotations.NullMarked;
