/** The command {@code stride}: where it starts. */
@NullMarked
package dev.stride.experiments;

import org.jspecify.annotations.NullMarked;
