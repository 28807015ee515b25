/** The command {@code stride}: what a user types, and what it prints. */
@NullMarked
package dev.stride.experiments;

import org.jspecify.annotations.NullMarked;
