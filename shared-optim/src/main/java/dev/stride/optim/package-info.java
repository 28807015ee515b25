/**
 * The core that every optimizer and every problem shares.
 *
 * <p>Two shapes meet here. A {@link dev.stride.optim.Rule} turns a proposed {@link
 * dev.stride.optim.Step} into the change that is made; it drives gradient descent and
 * temporal-difference learning alike. A {@link dev.stride.optim.Minimizer} asks a {@link
 * dev.stride.optim.Metered} problem for noisy answers and says which point it would recommend. The
 * problem counts and judges; the algorithm does neither.
 */
@NullMarked
package dev.stride.optim;

import org.jspecify.annotations.NullMarked;
