/** Finite Markov decision processes as flat arrays, and their exact values. Nothing random. */
@NullMarked
package dev.stride.rl.mdp;

import org.jspecify.annotations.NullMarked;
