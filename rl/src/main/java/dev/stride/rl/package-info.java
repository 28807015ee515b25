/**
 * Temporal-difference learning with any optimizer: {@link dev.stride.rl.Learning} lets an agent
 * learn in an environment and judges what it learned by exact values.
 */
@NullMarked
package dev.stride.rl;

import org.jspecify.annotations.NullMarked;
