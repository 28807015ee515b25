/** Agents that predict the values of a policy. */
@NullMarked
package dev.stride.rl.td;

import org.jspecify.annotations.NullMarked;
