/**
 * Engines that turn a circuit and its angles into a state, and states into energies.
 *
 * <p>A {@link dev.stride.vqe.simulator.Backend} is chosen by name: the state vector in double
 * precision, or Strange. {@link dev.stride.vqe.simulator.StrangeEnvironment} goes the other way: it
 * runs any Strange program here.
 */
@NullMarked
package dev.stride.vqe.simulator;

import org.jspecify.annotations.NullMarked;
