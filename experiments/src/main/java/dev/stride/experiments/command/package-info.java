/**
 * The subcommands of {@code stride}: each reads its options, calls a module, and prints.
 *
 * <p>Results go to standard output as text or, with {@code --json}, as one JSON object; everything
 * else goes to standard error. Nothing here computes.
 */
@NullMarked
package dev.stride.experiments.command;

import org.jspecify.annotations.NullMarked;
