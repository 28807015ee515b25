/**
 * Random streams that are derived from names, and samplers that give the same bits on every
 * platform.
 *
 * <p>A stream belongs to a purpose (a run, its environment, its exploration, its shots), never to a
 * thread or to an order of execution; so results do not depend on either.
 */
@NullMarked
package dev.stride.optim.random;

import org.jspecify.annotations.NullMarked;
