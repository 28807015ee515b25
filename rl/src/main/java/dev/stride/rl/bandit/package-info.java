/** Agents for bandits: episodes of a single choice. */
@NullMarked
package dev.stride.rl.bandit;

import org.jspecify.annotations.NullMarked;
