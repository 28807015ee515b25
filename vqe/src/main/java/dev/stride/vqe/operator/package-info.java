/** Operators on qubits and fermions, as bit masks with coefficients. */
@NullMarked
package dev.stride.vqe.operator;

import org.jspecify.annotations.NullMarked;
