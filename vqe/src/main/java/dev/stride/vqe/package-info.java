/**
 * Variational quantum eigensolvers: the energy of a molecule as a problem to minimise, and what
 * minimises it once (VQE), with a circuit that grows (ADAPT-VQE), for several states (VQD, SSVQE),
 * and along a bond length.
 */
@NullMarked
package dev.stride.vqe;

import org.jspecify.annotations.NullMarked;
