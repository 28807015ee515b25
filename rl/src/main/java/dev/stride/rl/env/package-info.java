/** Environments: immutable records, each of which compiles to a finite model. */
@NullMarked
package dev.stride.rl.env;

import org.jspecify.annotations.NullMarked;
