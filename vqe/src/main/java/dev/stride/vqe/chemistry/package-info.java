/**
 * Molecules as integrals over orthonormal real orbitals: where they come from (FCIDUMP files, the
 * shipped molecules), their reduction to an active space, the reference determinant, and the exact
 * energy to judge by. Energies are in hartree, lengths in ångström.
 */
@NullMarked
package dev.stride.vqe.chemistry;

import org.jspecify.annotations.NullMarked;
