/**
 * Environments: immutable records, each of which makes a {@link dev.stride.rl.env.World} for every
 * run. Most are finite processes, which have exact values.
 */
@NullMarked
package dev.stride.rl.env;

import org.jspecify.annotations.NullMarked;
