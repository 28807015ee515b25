/**
 * Molecules: geometry, Gaussian basis sets and their integrals, closed-shell Hartree-Fock, and from
 * there integrals over orthonormal real orbitals, or those of an FCIDUMP file; their reduction to
 * an active space, the reference determinant, perturbation theory, and full configuration
 * interaction, the exact states to judge by. Energies are in hartree; lengths in bohr, and where a
 * user gives them in ångström.
 */
@NullMarked
package dev.stride.vqe.chemistry;

import org.jspecify.annotations.NullMarked;
