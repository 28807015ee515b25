/**
 * Circuits as data: gates, ansatz families, and how parameters reach gates.
 *
 * <p>Qubit q is bit q of a basis state's index. Rotations are exp(-iθP/2), excitations exp(θ(T-T†))
 * under Jordan-Wigner with interleaved spin orbitals (2p = orbital p with spin up, 2p+1 down).
 */
@NullMarked
package dev.stride.vqe.circuit;

import org.jspecify.annotations.NullMarked;
