/**
 * Agents: immutable records, each with a learning loop of its own over a {@link
 * dev.stride.rl.agent.Run}. The optimizer turns their TD errors into changes of the weights.
 */
@NullMarked
package dev.stride.rl.agent;

import org.jspecify.annotations.NullMarked;
