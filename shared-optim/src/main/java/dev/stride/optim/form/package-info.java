/**
 * The text form of everything that a user can choose: {@code NAME[:key=value,...]}.
 *
 * <p>A {@link dev.stride.optim.form.Registry} of one kind (optimizers, environments, molecules,
 * ...) maps names to records. A record's components are the keys, its registered instance holds the
 * defaults, its constructor checks the values; so a new choice is one record and one line of
 * registration, and parsing, printing, listing and suggestions follow.
 */
@NullMarked
package dev.stride.optim.form;

import org.jspecify.annotations.NullMarked;
