/**
 * Energies from a number of shots: what is measured, how often, and what follows from the counts.
 */
@NullMarked
package dev.stride.vqe.measure;

import org.jspecify.annotations.NullMarked;
