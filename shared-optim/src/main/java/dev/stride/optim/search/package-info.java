/** Minimizers: descent with a rule, and searches that own their loop. */
@NullMarked
package dev.stride.optim.search;

import org.jspecify.annotations.NullMarked;
