/**
 * Derivatives of energies and states: exact gradients by the adjoint method, parameter shifts as
 * hardware can do them, and the Fubini-Study metric.
 */
@NullMarked
package dev.stride.vqe.differentiate;

import org.jspecify.annotations.NullMarked;
