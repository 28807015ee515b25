/** Environments that users bring: transition tables, and Gymnasium environments in Python. */
@NullMarked
package dev.stride.rl.env.external;

import org.jspecify.annotations.NullMarked;
