/**
 * Molecules: geometry, Gaussian basis sets and their integrals, closed-shell Hartree-Fock, and from
 * there integrals over orthonormal real orbitals, or those of an FCIDUMP file; their reduction to
 * an shipped molecules), their reduction to an active space, the reference determinant, and the
 * exact energy to judge by. Energies are in hartree, lengths in ångström.
 */
@NullMarked
package dev.stride.vqe.chemistry;

import org.jspecify.annotations.NullMarked;
