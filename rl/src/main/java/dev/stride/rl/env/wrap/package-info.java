/**
 * Environments around other ones, which stand in parentheses: {@code
 * sticky:probability=0.25,of=(frozen-lake:map=8x8)}. They compose in any order. What is a finite
 * process and stays one is compiled again, exactly; everything else passes calls on.
 */
@NullMarked
package dev.stride.rl.env.wrap;

import org.jspecify.annotations.NullMarked;
