/** Agents that look for the best policy of a task in which actions have consequences. */
@NullMarked
package dev.stride.rl.control;

import org.jspecify.annotations.NullMarked;
