/**
 * Engines that turn a circuit and its angles into a state, and states into energies.
 *
 * <p>A {@link dev.stride.vqe.simulator.Backend} is chosen by name: the determinants that a circuit
 * of excitations can reach, the state vector, the better of the two, or Strange. It makes an {@link
 * dev.stride.vqe.simulator.Engine} for a circuit, and that an {@link
 * dev.stride.vqe.simulator.Observable} for an operator; gradients and metrics are the same code on
 * all of them. {@link dev.stride.vqe.simulator.StrangeEnvironment} goes the other way: it runs any
 * Strange program here.
 */
@NullMarked
package dev.stride.vqe.simulator;

import org.jspecify.annotations.NullMarked;
