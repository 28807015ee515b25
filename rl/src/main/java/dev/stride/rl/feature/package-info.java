/**
 * Features: what a learner knows of a state, as a few active positions of a long vector. A table is
 * the simplest kind.
 */
@NullMarked
package dev.stride.rl.feature;

import org.jspecify.annotations.NullMarked;
