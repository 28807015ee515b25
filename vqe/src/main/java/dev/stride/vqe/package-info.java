/** Variational quantum eigensolvers: the energy of a molecule as a problem to minimise. */
@NullMarked
package dev.stride.vqe;

import org.jspecify.annotations.NullMarked;
