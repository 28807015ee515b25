/** Doing the runs of a plan: on all cores, resumable, with the same results in every case. */
@NullMarked
package dev.stride.experiments.run;

import org.jspecify.annotations.NullMarked;
